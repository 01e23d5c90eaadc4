"""The article, the list and the map as one: what is chosen in one is shown in the others, and a link brings it back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample import ASIA, BALKANS, COALITION, HEADLINE, MANY, PRAISE, ROLES, Says, written

from briefmap.gazetteer import Gazetteer
from briefmap.model import Mention, Resolution, Span
from briefmap.render.map import page_html


@pytest.fixture(scope="module")
def many() -> str:
    return page_html(written(MANY, headline=HEADLINE))


@pytest.fixture
def opened(show, many):
    return show(many, reduced_motion="reduce")


def names(locator) -> list[str]:
    return [" ".join(text.split()) for text in locator.all_inner_texts()]


def test_the_article_stands_in_its_own_paragraphs_right_to_left(opened):
    paragraphs = opened.page.locator(".text p")
    assert paragraphs.count() == 9
    assert paragraphs.first.text_content() == COALITION
    assert paragraphs.first.evaluate("(e) => getComputedStyle(e).direction") == "rtl"


def test_each_mention_has_the_colour_of_the_role_that_it_has_there(opened):
    colour = "(e) => e.style.getPropertyValue('--role')"
    syria = opened.page.locator(".mention", has_text="سوريا")
    assert [syria.nth(at).evaluate(colour) for at in range(3)] == ["#90cdec", "#90cdec", "#552477"]
    assert opened.page.locator(".mention").count() == 27


def test_a_mention_flies_to_its_place_and_opens_the_evidence(opened):
    opened.page.locator(".mention", has_text="كازاخستان").click()
    assert opened.page.locator(".story h2 bdi").first.inner_text() == "كازاخستان"
    assert opened.page.locator(".story blockquote").inner_text() == PRAISE
    assert opened.page.evaluate("Math.round(briefmap.leaflet.getCenter().lng)") in range(64, 70)


def test_a_mention_flies_there_for_those_who_allow_motion(show, many):
    opened = show(many)
    opened.page.locator(".mention", has_text="كازاخستان").click()
    opened.page.locator(".story h2", has_text="كازاخستان").wait_for()


def test_the_evidence_that_opens_while_another_fades_away_is_named_and_counted_too(show, many):
    page = show(many).page
    for name, index in (("first", 0), ("second", 1)):
        page.evaluate(f"briefmap.choose({index}, {{ fly: false }})")
        newest = page.locator(".leaflet-popup").last
        close = newest.locator(".leaflet-popup-close-button").get_attribute("aria-label")
        assert (name, close) == (name, "إغلاق")
        assert newest.locator("[role=status]").inner_text().split() == [
            "في",
            "النص",
            *newest.locator(".count").inner_text().split(),
        ]
        assert newest.locator(".count").inner_text().startswith("1 / ")


@pytest.mark.parametrize("size", [{"width": 1400, "height": 900}, {"width": 320, "height": 480}])
def test_the_evidence_opens_inside_the_map_and_does_not_glide_there_for_those_who_want_no_motion(show, many, size):
    page = show(many, reduced_motion="reduce", viewport=size).page
    rest = """() => {
      const [map, popup] = [document.getElementById('map'), briefmap.popup.getElement()].map((e) => e.getBoundingClientRect());
      return Math.min(popup.top - map.top, popup.left - map.left, map.right - popup.right, map.bottom - popup.bottom);
    }"""
    for index in range(page.evaluate("briefmap.content.places.length")):
        page.evaluate(f"briefmap.leaflet.closePopup(); briefmap.fit(); briefmap.choose({index}, {{ fly: false }})")
        assert page.evaluate(rest) >= 0


def test_a_place_chosen_on_the_map_lights_its_mentions_and_the_buttons_go_from_one_to_the_next(opened):
    opened.open_place("Iraq")
    page = opened.page
    assert page.locator(".mention.lit").all_inner_texts() == ["العراق", "العراق"]
    paragraph = "document.querySelector('.mention.now').parentNode.textContent"
    assert page.evaluate(paragraph) == PRAISE
    page.locator(".step.next").click()
    assert (page.locator("[role=status] .count").inner_text(), page.evaluate(paragraph)) == ("2 / 2", ASIA)
    page.locator(".step.next").click()
    assert page.evaluate(paragraph) == PRAISE
    page.locator(".step.previous").click()
    assert page.evaluate(paragraph) == ASIA


def test_a_chosen_place_scrolls_the_text_to_its_mention(show, many):
    opened = show(many, reduced_motion="reduce", viewport={"width": 1300, "height": 420})
    pemba = opened.page.locator(".mention", has_text="بيمبا")
    frame = opened.page.locator(".text").bounding_box()
    assert pemba.bounding_box()["y"] > frame["y"] + frame["height"]
    opened.open_place("Pemba")
    assert frame["y"] < pemba.bounding_box()["y"] < frame["y"] + frame["height"]


def test_the_list_holds_every_place_under_each_of_its_roles_with_how_sure_it_is(opened):
    detention = opened.page.locator("#places-5 .entry summary")
    assert names(detention) == ["سوريا Syria صريح 80%", "مخيم الهول Al-Hol Camp صريح 90%"]
    detention.first.click()
    assert opened.page.locator("#places-5 blockquote").inner_text() == (
        "ولا يزال الآلاف محتجزين في مخيم الهول شمال شرقي سوريا."
    )
    assert opened.page.locator(".story h2 bdi").first.inner_text() == "سوريا"


@pytest.mark.parametrize("typed", ["قيرغيز", "KYRG", "قِيرغِيزستَان"])
def test_the_search_finds_a_place_in_arabic_and_english_and_enter_opens_it(opened, typed):
    opened.page.locator("#search").fill(typed)
    assert names(opened.page.locator(".entry:visible summary .names")) == ["قيرغيزستان Kyrgyzstan"]
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".story h2 bdi").first.inner_text() == "قيرغيزستان"
    opened.page.locator("#search").fill("")
    assert opened.page.locator(".entry:visible").count() == 25


def test_what_the_search_does_not_find_is_told(opened):
    opened.page.locator("#search").fill("أطلنطس")
    assert names(opened.page.locator("#found")) == ["الأماكن المطابقة: 0"]


def test_a_role_switched_off_loses_its_colour_in_the_text_too(opened):
    france = opened.page.locator(".mention", has_text="فرنسا")
    opened.page.locator(".role", has_text="دولة مترددة").locator("input").click()
    assert "off" in france.get_attribute("class")
    assert france.get_attribute("data-signs") is None


def test_a_group_whose_members_carry_the_roles_has_its_name_and_no_pin(show):
    claims = [
        Says(BALKANS, "region:balkans", "البلقان"),
        Says(BALKANS, "iso:BA", "البوسنة والهرسك", "repatriating_state", "وأعادت"),
    ]
    opened = show(page_html(written(claims)))
    group = opened.page.locator(".pin.group")
    assert group.locator(".name").inner_text() == "البلقان"
    assert group.locator(".signs").is_hidden()


def test_a_region_around_another_of_its_role_is_pale_and_the_inner_one_hatched(show):
    text = "حذر المجتمعون من تهديدات في أفريقيا ولا سيما في الساحل."
    gazetteer = Gazetteer.open()
    places = {id: gazetteer.place(id) for id in ("m49:002", "region:sahel")}
    claims = [
        Says(text, "m49:002", "أفريقيا", "threat_region", "تهديدات"),
        Says(text, "region:sahel", "الساحل", "threat_region", "تهديدات"),
    ]
    opened = show(page_html(written(claims, places=places)))
    shown = opened.page.evaluate(
        "briefmap.views.map((v) => [v.place.en, v.hatch.options.fillOpacity, v.rim.options.weight])"
    )
    assert shown == [["Africa", 0, 1], ["Sahel", 0.7, 1.75]]


def test_names_in_doubt_and_names_without_a_place_have_their_own_section(show):
    briefing = written([Says("قتل 3 في تيلابيري.", "geonames:2440485", "تيلابيري", uncertain=True)])
    text = briefing.article.text + "\nوقرب خربة النمل."
    start = text.index("خربة")
    unknown = Mention(Span(start, start + 10), "خربة النمل", "toponym", (), "by hand")
    briefing = replace(
        briefing,
        article=replace(briefing.article, text=text),
        resolutions=(*briefing.resolutions, Resolution(unknown, None, 0.0, False, (), "by hand")),
    )
    opened = show(page_html(briefing))
    page = opened.page
    assert names(page.locator("#unsettled li")) == ["تيلابيري Tillabéri", "خربة النمل لم يُعثر له على مكان"]
    page.locator("#unsettled button.unknown").click()
    assert page.evaluate("document.activeElement.textContent") == "خربة النمل"
    styles = page.locator(".mention").evaluate_all(
        "(all) => all.map((e) => [e.className, getComputedStyle(e).outlineStyle])"
    )
    assert styles[0] == ["mention unsure", "dashed"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "unknown"


def test_quotes_are_set_from_the_right_in_either_language(opened):
    for _ in range(2):
        opened.open_place("Iraq")
        quote = opened.page.locator(".story blockquote").first
        assert quote.evaluate("(e) => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]") == [
            "rtl",
            "start",
        ]
        opened.page.keyboard.press("Escape")
        opened.page.locator("#language").click()


def test_the_map_names_its_worldview_and_the_disputes_that_concern_it(opened):
    about = opened.page.locator(".about")
    assert "كما تضعها خرائط الأمم المتحدة وقراراتها" in about.inner_text()
    opened.page.locator("#disputes summary").click()
    named = names(opened.page.locator("#disputes b"))
    assert "كوسوفو" in named and "الجولان" in named
    assert not any("كشمير" in name for name in named)


def test_the_page_switches_between_arabic_and_english(opened):
    page = opened.page
    page.locator("#language").click()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert names(page.locator(".role .names"))[0] == "Threat area"
    assert page.locator("#search").get_attribute("placeholder") == "Search places"
    assert names(page.locator(".anchor:has(.name :text-is('Rome')) .name")) == ["Rome"]
    assert page.locator(".text").evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    assert page.locator("#language").inner_text() == "العربية"


def test_a_page_made_in_english_opens_in_english(show):
    html = page_html(written(MANY, headline=HEADLINE), "en")
    opened = show(html)
    assert html.count('<html lang="en" dir="ltr" ') == 1
    assert names(opened.page.locator(".legend h2")) == ["Roles and places"]


def test_the_theme_follows_the_system_until_the_reader_chooses(show, many):
    opened = show(many, color_scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert opened.page.evaluate(theme) == "dark"
    opened.page.emulate_media(color_scheme="light")
    opened.settle()
    assert opened.page.evaluate(theme) == "light"
    opened.page.locator("#theme").click()
    assert (opened.page.evaluate(theme), opened.page.locator("#theme").inner_text()) == ("dark", "فاتح")


def test_a_link_brings_back_view_layers_place_mention_language_and_theme(show, many):
    first = show(many, reduced_motion="reduce")
    page = first.page
    page.locator(".role", has_text="دولة مترددة").locator("input").click()
    page.locator("#language").click()
    page.locator("#theme").click()
    first.open_place("Iraq")
    page.locator(".step.next").click()
    page.evaluate("void briefmap.leaflet.setView([35, 40], 4, { animate: false })")
    first.until("location.hash.includes('v=35.000,40.000,4')")
    state = page.evaluate("location.hash")
    assert state == "#v=35.000,40.000,4&off=reluctant_state&p=iso:IQ&n=2&lang=en&theme=dark"
    page.goto("about:blank")
    second = show(many, reduced_motion="reduce", fragment=state)
    page = second.page
    assert page.locator(".story h2 bdi").all_inner_texts() == ["Iraq", "العراق"]
    assert page.locator(".steps .count").inner_text() == "2 / 2"
    assert not page.locator(".role", has_text="Reluctant state").locator("input").is_checked()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", "dark"]
    page.locator(".leaflet-popup-close-button").click()
    assert page.evaluate("briefmap.leaflet.getZoom()") == 4


@pytest.mark.parametrize(
    "fragment",
    ["#v=a,b,c&off=%00&p=__proto__&n=-9&lang=xx&theme=<b>", "#%E0%A4%A", "#p=iso:IQ&n=99999", "#v=1e99,1e99,1e99"],
)
def test_a_broken_link_opens_the_page_all_the_same(show, many, fragment):
    opened = show(many, reduced_motion="reduce", fragment=fragment)
    assert opened.messages == []
    assert opened.page.locator(".pin").count() > 20


def test_names_of_countries_and_cities_come_with_the_zoom_and_never_meet(opened):
    page = opened.page
    overlaps = """() => {
      const boxes = [...document.querySelectorAll('.mark, .pin:not(.gone):not(.bare) .name, .pin:not(.gone) .signs')]
        .map((e) => e.getBoundingClientRect()).filter((b) => b.width);
      return boxes.filter((a, i) => boxes.some((b, j) => i < j &&
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
    }"""
    for lat, lon, zoom in ((20, 20, 3.5), (34, 40, 5), (34, 42, 6)):
        page.evaluate(f"void briefmap.leaflet.setView([{lat}, {lon}], {zoom}, {{ animate: false }})")
        opened.settle()
        opened.settle()
        assert page.locator(".mark.country").count() > 1
        assert page.evaluate(overlaps) == 0
    assert "دمشق" in page.locator(".mark.city").all_inner_texts()
    page.locator("#language").click()
    assert "Damascus" in page.locator(".mark.city").all_inner_texts()


def test_roles_without_a_place_are_no_row(show):
    opened = show(page_html(written([Says(COALITION, "geonames:3169070", "روما", ROLES[1].id, "اجتمع")])))
    assert opened.page.locator(".role").count() == 1


def test_paper_shows_map_list_with_quotes_and_article_and_the_screen_is_as_before(opened):
    page = opened.page
    page.locator(".fold").first.click()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    tops = [page.locator(where).first.bounding_box()["y"] for where in (".top", ".map", ".legend", ".about", ".text")]
    assert tops == sorted(tops)
    assert page.locator(".entry blockquote").count() >= 25
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.locator("#theme").is_hidden()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".entry[open]").count() == 0
    assert page.locator(".fold").first.get_attribute("aria-expanded") == "false"
