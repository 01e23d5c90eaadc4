"""The map page as a reader meets it, in Chromium."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from sample import BALKANS, COALITION, HEADLINE, MANY, Says, written

from briefmap import brief, read
from briefmap.render.map import page_html

LEGEND = ".leaflet-control-layers-overlays label"


@pytest.fixture(scope="module")
def many() -> str:
    return page_html(written(MANY, headline=HEADLINE))


def test_the_page_opens_in_silence_and_asks_for_nothing(show, many):
    opened = show(many)
    opened.open_place("Syria")
    opened.page.locator(LEGEND).first.click()
    opened.page.mouse.wheel(0, -300)
    opened.settle()
    assert opened.requests == []
    assert opened.messages == []


def test_the_sample_s_page_stays_small():
    article = read(Path(__file__).parents[2] / "seeds" / "coalition-rome-meeting.txt")
    html = page_html(brief(article)).encode()
    assert len(html) <= 450_000
    assert len(gzip.compress(html)) <= 160_000


def test_the_browser_finds_no_resource_outside_the_page(show, many):
    opened = show(many)
    loaded = opened.page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    sources = opened.page.evaluate(
        "[...document.querySelectorAll('[src], link:not([rel=icon])')].map((e) => e.outerHTML)"
    )
    assert (loaded, sources) == ([], [])


def test_each_role_that_occurs_has_a_layer_with_arabic_and_english_name_and_number_of_places(show, many):
    opened = show(many)
    rows = [
        tuple(row.locator(".sign, .names .say, .count").all_text_contents())
        for row in opened.page.locator(LEGEND).all()
    ]
    assert rows == [
        ("▲", "منطقة تهديد", "Threat area", "3"),
        ("★", "مكان اجتماع", "Meeting place", "1"),
        ("↓", "دولة تستعيد مواطنيها", "Takes its nationals back", "9"),
        ("×", "دولة مترددة", "Reluctant state", "2"),
        ("↑", "بلد العودة منه", "Returned from", "3"),
        ("■", "مكان احتجاز", "Detention place", "2"),
        ("☼", "موقع حادث", "Incident", "2"),
        ("●", "دولة مشاركة", "Participant", "2"),
        ("·", "مذكورة بلا دور", "Mentioned, no role", "1"),
    ]


def test_areas_are_filled_and_points_carry_pins(show, many):
    opened = show(many)
    fills = {
        name: opened.page.evaluate(
            "(en) => briefmap.views.find((v) => v.place.en === en).body.getElement().getAttribute('fill')", name
        )
        for name in ("France", "Cabo Delgado", "Italy")
    }
    assert fills == {"France": "#e6be58", "Cabo Delgado": "#b5261a", "Italy": "url(#fill-bands-12a58e-556371)"}
    assert opened.page.locator(".pin.city, .pin.site").count() == 5
    assert opened.page.locator(".anchor:has(.name :text-is('Rome')) .sign").inner_text() == "★"


def test_a_place_with_several_roles_shows_every_one(show, many):
    opened = show(many)
    bands = opened.page.locator("#fill-bands-90cdec-552477 rect").evaluate_all(
        "(all) => all.map((r) => r.getAttribute('fill'))"
    )
    assert bands == ["#90cdec", "#552477"]
    assert opened.page.locator(".anchor:has(.name :text-is('Syria')) .signs").text_content() == "↑■"


def test_a_region_of_several_countries_lets_them_show_through(show, many):
    opened = show(many)
    stripe = opened.page.locator("#fill-hatch-b5261a rect")
    assert (stripe.get_attribute("width"), opened.page.locator("#fill-hatch-b5261a").get_attribute("width")) == (
        "2",
        "7",
    )


def test_a_role_switched_off_takes_its_places_off_the_map_and_back(show, many):
    opened = show(many)
    reluctant = opened.page.locator(LEGEND, has_text="دولة مترددة").locator("input")
    france = opened.page.locator(".anchor:has(.name :text-is('France'))")
    areas = opened.page.locator("path.area")
    before = areas.count()
    reluctant.click()
    assert (france.count(), areas.count()) == (0, before - 2)
    reluctant.click()
    assert (france.count(), areas.count()) == (1, before)


def test_a_place_keeps_its_other_roles_when_one_is_switched_off(show, many):
    opened = show(many)
    opened.page.locator(LEGEND, has_text="مكان احتجاز").locator("input").click()
    assert opened.page.locator(".anchor:has(.name :text-is('Syria')) .signs").text_content() == "↑"
    assert (
        opened.page.evaluate(
            "briefmap.views.find((v) => v.place.en === 'Syria').body.getElement().getAttribute('fill')"
        )
        == "#90cdec"
    )


def test_a_popup_quotes_the_sentence_right_to_left_with_the_words_that_spoke(show, many):
    opened = show(many)
    opened.open_place("France")
    quote = opened.page.locator(".story blockquote")
    assert quote.inner_text() == "في المقابل تتردد فرنسا وبريطانيا في إعادة مواطنيهما رغم النداءات المتكررة."
    assert quote.locator("mark.cue").inner_text() == "تتردد"
    assert quote.locator("mark.name-mark").inner_text() == "فرنسا"
    assert quote.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    cue, mention = (quote.locator(f"mark.{kind}").bounding_box() for kind in ("cue", "name-mark"))
    assert cue["x"] > mention["x"]
    heading = " ".join(opened.page.locator(".story h3").inner_text().split())
    assert heading == "× دولة مترددة صريح 90%"


def test_a_popup_names_the_place_in_both_languages(show, many):
    opened = show(many)
    opened.open_place("Rome")
    assert opened.page.locator(".story h2 bdi").all_inner_texts() == ["روما", "Rome"]
    assert opened.page.locator(".story .kind span").all_text_contents() == ["مدينة", "City"]


def test_pointing_at_a_country_tells_its_names_and_roles(show, many):
    opened = show(many)
    opened.page.evaluate("void briefmap.leaflet.setView([48, 67], 4, { animate: false })")
    opened.settle()
    box = opened.page.locator(".map").bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2 - 40)
    assert " ".join(opened.page.locator(".tooltip").inner_text().split()) == (
        "كازاخستان · Kazakhstan ↓ دولة تستعيد مواطنيها"
    )


def test_an_uncertain_place_is_hollow_and_says_so(show, many):
    opened = show(many)
    assert opened.page.locator(".anchor:has(.name :text-is('Tillabéri')) .pin.unsure").count() == 1
    opened.open_place("Tillabéri")
    assert opened.page.locator(".story .doubt").text_content() == "المكان غير مؤكدPlace uncertain"


def test_disputed_lines_are_dashed(show, many):
    opened = show(many)
    lines = opened.page.locator("path.disputed")
    assert (lines.get_attribute("d") or "").count("M") > 10
    assert lines.evaluate("(e) => getComputedStyle(e).strokeDasharray") == "4px, 3px"


def test_the_container_of_the_map_stays_left_to_right(show, many):
    opened = show(many)
    assert opened.page.locator(".leaflet-container").evaluate("(e) => getComputedStyle(e).direction") == "ltr"
    assert opened.page.locator("html").evaluate("(e) => [e.lang, getComputedStyle(e).direction]") == ["ar", "rtl"]


OUTSIDE = "briefmap.views.filter((v) => !briefmap.leaflet.getBounds().contains(v.place.at)).map((v) => v.place.en)"


def test_the_page_opens_on_its_places_and_tells_of_one_that_lies_far_from_the_others(show, many):
    opened = show(many)
    assert opened.page.evaluate(OUTSIDE) == ["United States"]
    buttons = opened.page.locator("#outside button")
    assert [" ".join(text.split()) for text in buttons.all_inner_texts()] == ["الولايات المتحدة", "كل الأماكن"]
    buttons.last.click()
    assert opened.page.evaluate(OUTSIDE) == []


def test_a_phone_does_not_open_on_half_the_world(show, many):
    opened = show(many, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    assert opened.page.evaluate("briefmap.leaflet.getZoom()") >= 1.5
    assert opened.page.evaluate(OUTSIDE) == ["United States"]


def test_a_lone_city_is_shown_with_its_surroundings(show):
    opened = show(page_html(written([Says(COALITION, "geonames:3169070", "روما", "meeting_location", "اجتمع")])))
    assert opened.page.evaluate("briefmap.leaflet.getZoom()") == 5


def test_places_on_both_sides_of_the_antimeridian_are_shown_side_by_side(show):
    sentence = "اجتمع وزراء اليابان وفيجي ونيوزيلندا والولايات المتحدة."
    names = {"JP": "اليابان", "FJ": "فيجي", "NZ": "نيوزيلندا", "US": "الولايات المتحدة"}
    claims = [Says(sentence, f"iso:{code}", name, "participant_state", "اجتمع") for code, name in names.items()]
    opened = show(page_html(written(claims)))
    west, east = opened.page.evaluate(
        "[briefmap.leaflet.getBounds().getWest(), briefmap.leaflet.getBounds().getEast()]"
    )
    assert 60 < west < 138 and 290 < east < 360
    fiji = opened.page.evaluate("briefmap.views.find((v) => v.place.en === 'Fiji').body.getBounds().toBBoxString()")
    left, _, right, _ = (float(degree) for degree in fiji.split(","))
    assert 176 < left < right < 183


def test_far_parts_do_not_pull_the_view_away(show):
    opened = show(page_html(written([Says("تستعد روسيا.", "iso:RU", "روسيا", "participant_state", "تستعد")])))
    bounds = opened.page.evaluate("[briefmap.leaflet.getBounds().getWest(), briefmap.leaflet.getBounds().getEast()]")
    assert -20 < bounds[0] < 27 and 180 < bounds[1] < 230


def test_an_article_without_roles_shows_where_its_places_lie(show):
    opened = show(page_html(written([Says(BALKANS, "iso:XK", "كوسوفو")])))
    assert opened.page.locator(".anchor:has(.name :text-is('Kosovo'))").count() == 1
    opened.open_place("Kosovo")
    assert opened.page.locator(".story mark").all_inner_texts() == ["كوسوفو"]


def test_an_article_without_places_shows_the_world(show):
    opened = show(page_html(written([], headline="لا مكان")))
    assert (opened.page.get_attribute("path.land", "d") or "").count("M") > 200
    assert opened.messages == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_stand_out_from_land_and_sea(show, many, scheme):
    opened = show(many, color_scheme=scheme)
    ratio = """() => {
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const hex = style.getPropertyValue(name).trim();
        const [r, g, b] = [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
      };
      return ['--land', '--sea', '--paper', '--cue', '--mention'].map((back) => {
        const pair = [light('--ink'), light(back)].sort((a, b) => a - b);
        return pair[1] / pair[0];
      });
    }"""
    assert min(opened.page.evaluate(ratio)) >= 4.5


def test_a_phone_shows_title_map_legend_and_article_without_sideways_scrolling(show, many):
    opened = show(many, viewport={"width": 375, "height": 740}, is_mobile=True, has_touch=True)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 375
    tops = [opened.page.locator(where).bounding_box()["y"] for where in (".top", ".map", ".legend", ".text", ".about")]
    assert tops == sorted(tops)


def test_the_printed_map_holds_every_place(show, many):
    opened = show(many)
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    outside = opened.page.evaluate(
        """() => {
          const frame = document.querySelector('.map').getBoundingClientRect();
          const boxes = [...document.querySelectorAll('.pin .signs')].map((e) => e.getBoundingClientRect());
          return boxes.filter((b) => b.left < frame.left || b.right > frame.right || b.top < frame.top || b.bottom > frame.bottom).length;
        }"""
    )
    assert outside == 0


def test_the_list_scrolls_behind_the_map_that_stays_on_top(show, many):
    opened = show(many, viewport={"width": 500, "height": 640})
    opened.page.evaluate("window.scrollTo(0, 500)")
    opened.settle()
    rows = opened.page.locator(LEGEND).all()
    edges = [row.bounding_box() for row in rows]
    above = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in edges if 0 < box["y"] < 200]
    assert above
    behind = "([x, y]) => !!document.elementFromPoint(x, y).closest('.chart')"
    assert all(opened.page.evaluate(behind, point) for point in above)
