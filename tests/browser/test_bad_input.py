"""Articles and profiles at the edges: too long, too far, too few, mixed in direction."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from sample import BALKANS, PLACES, ROLES, Says, written

from briefmap.gazetteer import Gazetteer
from briefmap.render.map import page_html


def long_article() -> str:
    """The page of an article of 200 KB with 2,000 mentions of 80 places."""
    gazetteer = Gazetteer.open()
    places = {place.id: place for place in gazetteer.landmarks()[:80]}
    claims = []
    for number in range(2000):
        place = list(places.values())[number * 7 % 80]
        sentence = f"{number}. وقال المتحدث باسم الوزارة إن هجوما وقع في {place.name_ar} يوم أمس وفق البيان."
        role = ROLES[number % 7].id if number % 3 else ""
        claims.append(Says(sentence, place.id, place.name_ar, role, "هجوما" if role else ""))
    briefing = written(claims, places=places, headline="مقال طويل")
    assert 180_000 < len(briefing.article.text.encode()) < 300_000
    return page_html(briefing)


def test_a_long_article_stays_small_and_usable(show):
    html = long_article()
    assert len(html.encode()) <= 3_000_000
    opened = show(html, reduced_motion="reduce")
    page = opened.page
    assert page.locator(".mention").count() == 2000
    drawn = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(
        f"long article: {len(html.encode()):,} bytes, {len(gzip.compress(html.encode())):,} gzipped, loaded in {drawn:.0f} ms"
    )
    page.locator(".mention").nth(1999).click()
    assert page.locator(".story").count() == 1
    page.locator(".step.previous").click()
    assert page.locator("[role=status] .count").inner_text() == "24 / 25"
    assert opened.messages == []


def test_a_place_on_the_antimeridian_is_whole(show):
    fiji = replace(PLACES["iso:FJ"], lon=179.9)
    opened = show(
        page_html(
            written(
                [Says("اجتمع الوزراء في فيجي.", "iso:FJ", "فيجي", "meeting_location", "اجتمع")], places={fiji.id: fiji}
            )
        )
    )
    width = opened.page.evaluate(
        "(() => { const b = briefmap.views[0].body.getBounds(); return b.getEast() - b.getWest(); })()"
    )
    assert 1 < width < 7
    assert opened.page.locator(".pin .sign").is_visible()


def test_a_region_that_covers_the_globe_is_shown(show):
    world = Gazetteer.open().place("m49:001")
    claims = [
        Says("تهديدات في العالم.", world.id, "العالم", "threat_region", "تهديدات"),
        Says("واجتمعوا في روما.", "geonames:3169070", "روما", "meeting_location", "واجتمعوا"),
    ]
    opened = show(page_html(written(claims, places={world.id: world, **PLACES})))
    assert opened.page.locator(".pin .sign:visible").all_inner_texts() == ["▲", "★"]
    assert opened.page.evaluate("briefmap.views[0].place.members.length") > 190
    assert opened.page.evaluate("briefmap.leaflet.getBounds().contains([[-50, -110], [65, 150]])")
    assert opened.messages == []


def test_one_lone_point_has_the_names_around_it(show):
    opened = show(
        page_html(written([Says("اجتمعوا في روما.", "geonames:3169070", "روما", "meeting_location", "اجتمعوا")]))
    )
    opened.settle()
    assert opened.page.locator(".mark").count() > 5
    assert opened.page.locator("#outside").is_hidden()


def test_no_place_with_a_role_still_makes_a_page(show):
    opened = show(page_html(written([Says(BALKANS, "iso:XK", "كوسوفو"), Says(BALKANS, "iso:BA", "البوسنة والهرسك")])))
    assert opened.page.locator(".role .names .say:visible").all_inner_texts() == ["مذكورة بلا دور"]
    assert opened.page.locator(".mention").count() == 2


@pytest.mark.parametrize("width", [1440, 390])
def test_very_long_names_break_nothing(show, width):
    name = "مخيم" + "الطويلجدا" * 40
    place = replace(PLACES["site:al-hol-camp"], name_ar=name, name="Camp-" + "verylong" * 40)
    roles = tuple(replace(role, label_ar="دور " * 60, label_en="role " * 60) for role in ROLES)
    briefing = written(
        [Says(f"هجوم على {name} أمس.", place.id, name, "incident_location", "هجوم", uncertain=True)],
        places={place.id: place},
        roles=roles,
        headline="عنوان" * 200,
    )
    opened = show(page_html(briefing), viewport={"width": width, "height": 800}, reduced_motion="reduce")
    opened.page.locator(".mention").click()
    opened.page.locator(".story").wait_for()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    for pane in (".text", ".side > section", ".story"):
        assert opened.page.locator(pane).first.evaluate("(e) => e.scrollWidth - e.clientWidth") <= 1
    name_box = opened.page.locator(".pin .name").bounding_box()
    assert name_box["width"] < 260


def test_mixed_directions_stay_apart(show):
    text = "قالت Reuters (رويترز) إن 3 قتلى سقطوا في تيلابيري Tillabéri 12/5، و«Élysée» نفى 😀."
    briefing = written(
        [Says(text, "geonames:2440485", "تيلابيري", "incident_location", "قتلى")], headline="Reuters: قتلى في Tillabéri"
    )
    opened = show(page_html(briefing), reduced_motion="reduce")
    page = opened.page
    assert page.locator(".text p").text_content() == text
    assert page.locator(".mention").text_content() == "تيلابيري"
    page.locator(".mention").click()
    assert page.locator(".story mark").all_inner_texts() == ["قتلى", "تيلابيري"]
    assert page.locator("h1").evaluate("(e) => getComputedStyle(e).direction") == "ltr"


def test_offsets_after_an_emoji_mark_the_right_words(show):
    text = "😀😀 اجتمع الوزراء في روما 😀 أمس."
    opened = show(page_html(written([Says(text, "geonames:3169070", "روما", "meeting_location", "اجتمع")])))
    assert opened.page.locator(".mention").all_inner_texts() == ["روما"]
    opened.open_place("Rome")
    assert opened.page.locator(".story mark").all_inner_texts() == ["اجتمع", "روما"]
