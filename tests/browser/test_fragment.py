"""The piece for other pages, twice in one page whose policy forbids all but what the piece asks for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Opened
from playwright.sync_api import Frame

from briefmap.briefing import brief
from briefmap.export.fragment import fragment_html, policy
from briefmap.model import Article, Briefing

ROME = brief(Article("اجتمع وزراء الخارجية في روما.\nوأعادت فرنسا 12 امرأة من العراق.", headline="روما \"<b>' & <!--"))
PARIS = brief(Article("اجتمع وزراء الدفاع في باريس أمس.", headline="</iframe></script><script>alert(1)</script>"))


def around(*fragments: str, allowed: str) -> str:
    style = "h1, .leaflet-container, button, p { color: rgb(255, 0, 0); } #map { display: none }"
    return (
        '<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>صحيفة</title>'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; {allowed}">'
        f"<style>{style}</style></head><body><h1>صحيفة</h1>{'<p>بينهما</p>'.join(fragments)}</body></html>"
    )


def frames(opened: Opened, count: int) -> list[Frame]:
    for index in range(count):
        # What lies below the window is finished when a reader scrolls to it.
        opened.page.locator("iframe").nth(index).scroll_into_view_if_needed()
        frame = opened.page.frame_locator("iframe").nth(index)
        frame.locator(".leaflet-container path").first.wait_for(state="attached")
        frame.locator(".opening").wait_for(state="detached")
    found = opened.page.main_frame.child_frames
    assert len(found) == count
    return found


@pytest.fixture
def twice(show: Callable[..., Opened]) -> Opened:
    pieces = [fragment_html(ROME), fragment_html(PARIS)]
    shared = {part.split(" ")[0]: part for piece in pieces for part in policy(piece).split("; ")}
    for piece in pieces:  # the maps differ in one script: both its hashes are needed
        for part in policy(piece).split("; "):
            name, *sources = part.split(" ")
            shared[name] += "".join(f" {s}" for s in sources if s not in shared[name])
    return show(around(*pieces, allowed="; ".join(shared.values())))


def test_two_pieces_draw_in_one_page_under_the_policy_that_they_ask_for(twice: Opened) -> None:
    rome, paris = frames(twice, 2)
    for frame, name in ((rome, "روما"), (paris, "باريس")):
        assert (frame.get_attribute("path.land", "d") or "").count("M") > 5  # all countries are one path
        assert frame.evaluate("briefmap.leaflet.getZoom()") > 3
        assert name in frame.inner_text("body")
    assert "باريس" not in rome.inner_text(".text")
    # The page's own style has no hash, so the browser complains of that one, and of nothing else.
    complaints = [message for message in twice.messages if "Applying inline style violates" not in message]
    assert (complaints, twice.requests) == ([], [])


def test_the_pieces_answer_to_clicks(twice: Opened) -> None:
    rome, _ = frames(twice, 2)
    rome.locator("a.mention").first.click()
    rome.locator(".story").first.wait_for()
    assert "اجتمع وزراء الخارجية في روما." in rome.locator(".story").first.inner_text()
    twice.page.wait_for_timeout(700)  # a flight to the place, after which the view is written into the address
    assert not [message for message in twice.messages if "Applying inline style violates" not in message]


def test_neither_page_reaches_the_other(show: Callable[..., Opened]) -> None:
    piece = fragment_html(ROME)
    opened = show(around(piece, allowed=f"{policy(piece)}".replace("style-src", "style-src 'unsafe-hashes'")))
    (frame,) = frames(opened, 1)
    assert frame.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert frame.evaluate("try { parent.document.title } catch (error) { error.name }") == "SecurityError"
    assert opened.page.evaluate("document.querySelector('iframe').contentDocument") is None
    assert opened.page.evaluate("typeof L + typeof briefmap") == "undefinedundefined"


def test_without_the_hashes_nothing_of_it_runs(show: Callable[..., Opened]) -> None:
    opened = show(around(fragment_html(ROME), allowed="img-src data:"))
    opened.page.wait_for_timeout(300)
    (frame,) = opened.page.main_frame.child_frames
    assert frame.evaluate("document.querySelectorAll('path').length") == 0


def test_a_tool_that_widens_tabs_and_changes_line_ends_leaves_the_piece_whole(show: Callable[..., Opened]) -> None:
    piece = fragment_html(ROME)
    assert piece.count("\n") == 1 and "\t" not in piece
    opened = show(around(piece.replace("\n", "\r\n").expandtabs(), allowed=policy(piece)))
    frames(opened, 1)


def test_a_hostile_title_stays_in_its_attribute(show: Callable[..., Opened]) -> None:
    opened = show(around(fragment_html(PARIS), allowed=policy(fragment_html(PARIS))))
    frames(opened, 1)
    assert opened.page.get_attribute("iframe", "title") == PARIS.article.title
    assert opened.page.locator("script").count() == 0


def test_a_notebook_shows_the_piece() -> None:
    assert isinstance(ROME, Briefing)
    assert ROME._repr_html_() == fragment_html(ROME)
