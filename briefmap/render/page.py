"""The page around the map: one HTML document with its data, styles and scripts inside."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from briefmap.render.content import json_script

if TYPE_CHECKING:
    from briefmap.model import Briefing

__all__ = ["assemble"]

_WEB = Path(__file__).parent / "web"
_STYLES = ("page.css", "panes.css", "map.css", "print.css")
_SCRIPTS = (
    "base.js", "world.js", "story.js", "paint.js", "labels.js", "article.js", "list.js", "choose.js", "view.js", "map.js"
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
    sealed: bool,
) -> str:
    """The document. `header`, `body` and `script` are what folium's own elements add; `sealed` forbids all other scripts."""
    leaflet_style, leaflet_script = _leaflet()
    styles = [leaflet_style, "".join(_asset(name) for name in _STYLES)]
    scripts = [leaflet_script, "".join(_asset(name) for name in _SCRIPTS), script]
    return (
        Environment(loader=FileSystemLoader(_WEB), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        .get_template("page.html")
        .render(
            title=briefing.article.title,
            notes=briefing.notes,
            made_with=f"briefmap · {briefing.profile} · {briefing.gazetteer}",
            words=data["words"],
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            policy=_policy(styles, scripts) if sealed else "",
            styles=[Markup(style) for style in styles],
            scripts=[Markup(each) for each in scripts],
            header=Markup(header),
            body=Markup(body),
            world=Markup(basemap.strip().replace("<", "\\u003c")),
            briefing=Markup(json_script(data)),
        )
    )


def _policy(styles: list[str], scripts: list[str]) -> str:
    """What a browser may do with the page: use its own styles and scripts, told by their digests, and load nothing."""

    def digests(texts: list[str]) -> str:
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)

    return (
        f"default-src 'none'; script-src {digests(scripts)}; style-src {digests(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    """A style or script of ours without indentation and comments, which every page would carry."""
    text = (_WEB / name).read_text(encoding="utf-8")
    comments = r"^/\*(?s:.*?)\*/\n" if name.endswith(".css") else r"^\s*//.*\n"
    return re.sub(rf"{comments}|^\s+", "", text, flags=re.MULTILINE)


@cache
def _leaflet() -> tuple[str, str]:
    """Leaflet's style and script, without their references to other files."""
    folder = Path(importlib.import_module("xstatic.pkg.leaflet").BASE_DIR)
    style = (folder / "leaflet.css").read_text(encoding="utf-8")
    script = (folder / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"url\([^)]*\)", "none", style), script.rpartition("//# sourceMappingURL")[0] or script
