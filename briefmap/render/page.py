"""The page around the map: one HTML document with its data, styles and scripts inside."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from briefmap.render import sealed
from briefmap.render.content import json_script

if TYPE_CHECKING:
    from briefmap.model import Briefing

__all__ = ["assemble"]

_WEB = Path(__file__).parent / "web"
_STYLES = ("page.css", "panes.css", "map.css", "print.css")
_SCRIPTS = (
    "base.js", "world.js", "shape.js", "story.js", "paint.js", "labels.js", "article.js", "list.js", "choose.js", "view.js", "map.js"
)  # fmt: skip


def assemble(
    briefing: Briefing,
    data: dict[str, Any],
    basemap: str,
    language: str,
    *,
    header: str,
    body: str,
    script: str,
    seal: bool,
) -> str:
    """The document. `header`, `body` and `script` are what folium's own elements add; `seal` forbids all other scripts."""
    leaflet_style, leaflet_script = sealed.leaflet()
    styles = [leaflet_style, "".join(_asset(name) for name in _STYLES)]
    # One script: between two, a browser stops to lay out and paint a page that holds nothing yet.
    scripts = [";\n".join((leaflet_script, "".join(_asset(name) for name in _SCRIPTS), script))]
    return sealed.written(
        _WEB,
        "page.html",
        title=briefing.article.title,
        notes=briefing.notes,
        made_with=f"briefmap · {briefing.profile} · {briefing.gazetteer}",
        words=data["words"],
        places=data["places"],
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        policy=sealed.policy(styles, scripts) if seal else "",
        styles=[Markup(style) for style in styles],
        scripts=[Markup(each) for each in scripts],
        header=Markup(header),
        body=Markup(body),
        world=Markup(sealed.inlined(_flat(basemap))),
        briefing=Markup(json_script(data)),
    )


def _flat(basemap: str) -> str:
    """TopoJSON with each arc as one row of numbers instead of a list of pairs: a fifth less to carry and quicker to read."""
    head, arcs, tail = re.split(r'(?<="arcs":)\[(\[\[.*?\]\])\](?=,"objects")', basemap, maxsplit=1)
    return f"{head}[{arcs.replace(']],[[', ';').replace('],[', ',').replace(';', '],[')[1:-1]}]{tail}"


@cache
def _asset(name: str) -> str:
    """A style or script of ours without indentation and comments, which every page would carry."""
    text = (_WEB / name).read_text(encoding="utf-8")
    comments = r"^/\*(?s:.*?)\*/\n" if name.endswith(".css") else r"^\s*//.*\n"
    return re.sub(rf"{comments}|^\s+", "", text, flags=re.MULTILINE)
