"""The page as a piece of another page: one element that holds all of it, and no name, style or script leaks either way.

A sandboxed frame with the page as its `srcdoc` is a document of its own, so it may stand several times in a page.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from briefmap.export.data import plain
from briefmap.model import Briefing
from briefmap.render.map import page_html

if TYPE_CHECKING:
    from briefmap.boundaries import Worldview
    from briefmap.render.map import Language

__all__ = ["fragment_html", "policy"]

HEIGHT = 640
"""Pixels, where no other height is given."""

# Tools that write pages widen tabs and change line ends, and then no hash fits any more.
_BLANKS = {ord(blank): f"&#{ord(blank)};" for blank in "\t\n\r"}
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def fragment_html(
    briefing: Briefing, language: Language = "ar", height: int = HEIGHT, worldview: Worldview = "un"
) -> str:
    """The map as one `<iframe>` to be pasted into a page; it fills the width and is `height` pixels high.

    It has no style of its own, so it works where styles are forbidden. Its scripts run apart from the page around it
    and reach neither that page nor a network.
    Raises GazetteerError where the boundaries are missing or broken.
    """
    title = html.escape(plain(" ".join(briefing.article.title.split())))
    page = html.escape(plain(page_html(briefing, language, worldview))).translate(_BLANKS)
    return (
        f'<iframe title="{title}" sandbox="allow-scripts" width="100%" height="{height}" frameborder="0" '
        f'loading="lazy" srcdoc="{page}"></iframe>\n'
    )


def policy(fragment: str) -> str:
    """What the Content-Security-Policy of the page around has to allow, beside `default-src 'none'`.

    A frame with its page inside obeys the policy of the page around it as well as its own.
    """
    page = html.unescape(fragment)
    found = _POLICY.search(page)
    assert found, "a sealed page carries its policy"
    own = html.unescape(found[1]).split("; ")
    return "; ".join(part for part in own if part.startswith(("script-src ", "style-src ", "img-src ")))
