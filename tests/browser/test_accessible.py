"""The page without a mouse, without sight of colours, and read aloud."""

from __future__ import annotations

import pytest
from sample import HEADLINE, MANY, Says, written

from briefmap.render.map import page_html


@pytest.fixture(scope="module")
def many() -> str:
    return page_html(written(MANY, headline=HEADLINE, notes=("ملاحظة",)))


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(show, many, scheme, language, width):
    opened = show(many, color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    if language == "en":
        opened.page.locator("#language").click()
    opened.settle()
    assert opened.violations() == []
    opened.page.locator(".entry summary", has_text="Rome").evaluate("(e) => e.click()")
    opened.page.locator(".story").wait_for()
    opened.page.locator(".entry summary", has_text="Syria").first.evaluate("(e) => e.parentNode.open = true")
    assert opened.violations() == []


def test_the_keyboard_alone_leads_from_the_article_to_the_evidence_to_the_next_mention_and_back(show, many):
    opened = show(many, reduced_motion="reduce")
    page = opened.page
    focused = "document.activeElement.textContent"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "العراق":
            break
    page.keyboard.press("Enter")
    story = page.locator(".story")
    story.wait_for()
    assert page.evaluate("document.activeElement.className") == "story"
    assert story.locator("blockquote mark").all_inner_texts() == ["أعادتا", "العراق", "استعادت", "العراق"]
    assert story.locator(".count").inner_text() == "1 / 2"
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "الذكر التالي":
            break
    page.keyboard.press("Enter")
    assert story.locator(".count").inner_text() == "2 / 2"
    now = page.locator(".mention.now")
    assert now.evaluate("(e) => e.parentNode.textContent").startswith("كما استعادت أوزبكستان")
    page.keyboard.press("Escape")
    assert story.count() == 0
    assert page.evaluate("[document.activeElement.textContent, document.activeElement.parentNode.textContent[0]]") == [
        "العراق",
        "ك",
    ]


def test_a_focused_mention_shows_its_place_and_keeps_the_focus(show, many):
    opened = show(many, reduced_motion="reduce")
    page = opened.page
    page.locator(".mention", has_text="كازاخستان").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.locator(".story h2", has_text="كازاخستان").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "كازاخستان"


def test_every_focus_is_seen(show, many):
    opened = show(many, reduced_motion="reduce")
    page = opened.page
    bare = []
    for _ in range(90):
        page.keyboard.press("Tab")
        bare += page.evaluate(
            """() => {
              const element = document.activeElement;
              const outlined = [element, element.querySelector('.signs')].some(
                (each) => each && getComputedStyle(each).outlineStyle !== 'none' && parseFloat(getComputedStyle(each).outlineWidth) >= 2);
              return element === document.body || outlined ? [] : [element.outerHTML.slice(0, 120)];
            }"""
        )
    assert bare == []


def test_the_skip_link_leads_to_the_map(show, many):
    opened = show(many)
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "map"


def test_each_role_has_a_symbol_of_its_own_in_the_text_in_the_legend_and_on_the_map(show, many):
    opened = show(many)
    page = opened.page
    legend = page.locator(".role .sign").all_text_contents()
    assert len(set(legend)) == 9
    italy = page.locator(".mention", has_text="الإيطالي")
    assert italy.evaluate("(e) => getComputedStyle(e, '::before').content") == '"●" / ""'


def test_a_reader_who_wants_no_motion_sees_none(show, many):
    opened = show(many, reduced_motion="reduce")
    opened.page.locator(".mention", has_text="كازاخستان").click()
    assert opened.page.locator(".story h2").count() == 1


def test_text_can_be_set_twice_as_large_without_loss(show):
    opened = show(
        page_html(written([Says("قتل في روما.", "geonames:3169070", "روما")])), viewport={"width": 640, "height": 450}
    )
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 640
    assert opened.page.locator(".text").is_visible()


def test_pins_and_mentions_are_named_with_their_roles_in_the_language_of_the_page(show):
    page = show(page_html(written(MANY, headline=HEADLINE)), reduced_motion="reduce").page
    syria = page.locator(".anchor:has(.name :text-is('Syria'))")
    mention = page.locator(".mention", has_text="مخيم الهول")
    assert syria.get_attribute("aria-label") == "سوريا: بلد العودة منه · مكان احتجاز"
    assert mention.get_attribute("title") == "مكان احتجاز"
    page.locator("#language").click()
    assert syria.get_attribute("aria-label") == "Syria: Returned from · Detention place"
    assert mention.get_attribute("title") == "Detention place"
    page.locator(".role", has_text="Detention place").locator("input").click()
    assert syria.get_attribute("aria-label") == "Syria: Returned from"
    assert mention.get_attribute("title") is None
    shapes = page.locator(".leaflet-areas-pane, .leaflet-names-pane")
    assert shapes.evaluate_all("(all) => all.map((e) => e.ariaHidden)") == ["true", "true"]
