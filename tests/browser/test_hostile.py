"""Articles and profiles that try to run a script in the reader's browser, or in the writer of the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample import PLACES, ROLES, Says, written

from briefmap.model import Briefing
from briefmap.render.map import draw, page_html

PAYLOADS = {
    "element": "<img src=x onerror='window.hit=1'>",
    "script": "</script><script>window.hit=1</script>",
    "comment": "<!--<script>window.hit=1//--></title>",
    "literal": "`${window.hit=1}`\\`'+(window.hit=1)+'\"",
    "template": "{{ 7*7 }}{% raw %}{# {{ this.__class__ }} #}",
}


def hostile(payload: str, where: str) -> Briefing:
    """A briefing of Rome with the payload in one place."""
    name = payload if where == "name" else "روما"
    rome = PLACES["geonames:3169070"]
    rome = replace(rome, name=payload, name_ar=payload) if where == "name" else rome
    italy = replace(PLACES["iso:IT"], name_ar=name) if where == "name" else PLACES["iso:IT"]
    text = f"اجتمع {payload} وزراء إيطاليا في {name}." if where == "text" else f"اجتمع وزراء إيطاليا في {name}."
    roles = tuple(replace(r, label_ar=payload, label_en=payload) if where == "role label" else r for r in ROLES)
    return written(
        [
            Says(text, rome.id, name, "meeting_location", "اجتمع"),
            Says(text, italy.id, "إيطاليا", "participant_state", "اجتمع"),
        ],
        headline=payload if where == "title" else "عنوان",
        places={rome.id: rome, italy.id: italy},
        roles=roles,
        notes=(payload,) if where == "note" else (),
    )


@pytest.mark.parametrize("where", ["title", "text", "name", "role label", "note"])
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("sealed", [True, False], ids=["page", "map"])
def test_hostile_words_are_shown_as_they_are_and_run_nothing(show, payload, where, sealed):
    briefing = hostile(payload, where)
    opened = show(page_html(briefing) if sealed else draw(briefing).get_root().render())
    page = opened.page
    page.locator(".pin.city .signs").hover()
    page.locator(".tooltip").wait_for()
    page.locator(".anchor:has(.pin.city)").press("Enter")
    page.locator(".story").wait_for()
    page.locator(".leaflet-control-layers-overlays input").first.click()
    shown = {
        "title": page.locator("h1"),
        "text": page.locator(".story blockquote").first,
        "name": page.locator(".story h2 bdi").first,
        "role label": page.locator(".legend .role .names span").first,
        "note": page.locator(".notes p"),
    }[where]
    if where in ("text", "name"):
        assert payload in page.locator(".text").text_content()
    assert payload in shown.text_content()
    assert page.evaluate("window.hit") is None
    assert (opened.messages, opened.requests) == ([], [])


def test_a_sealed_page_refuses_a_script_that_was_not_its_own(show):
    html = page_html(hostile("", "title")).replace("</body>", "<script>window.hit = 1</script></body>")
    opened = show(html)
    assert opened.page.evaluate("window.hit") is None
    assert "Content Security Policy" in opened.messages[0]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_file_name_is_only_a_title(show, payload):
    empty = written([])
    opened = show(page_html(replace(empty, article=replace(empty.article, id=payload))))
    assert opened.page.locator("h1").text_content() == payload
    assert opened.page.title() == " ".join(payload.split())
    assert opened.page.evaluate("window.hit") is None
    assert (opened.messages, opened.requests) == ([], [])
