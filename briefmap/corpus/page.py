"""A corpus's map as one page: a `folium.Map` over the countries, its data packed, its scripts inside.

folium is imported at the top, because its classes are extended here; so import this module where a page is wanted.
"""

from __future__ import annotations

import base64
import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import folium
from branca.element import Figure, Template  # type: ignore[attr-defined]
from markupsafe import Markup

from briefmap.boundaries import WORLDVIEWS, Boundaries, Worldview
from briefmap.render import sealed
from briefmap.render.content import json_script

__all__ = ["packed", "page_html"]

_WEB = Path(__file__).parent / "web"


def packed(data: object) -> str:
    """A value as JSON, compressed, in base64: five times shorter, and nothing in it can be taken for markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(errors="replace"), 9)).decode()


def page_html(kind: str, title: str, data: dict[str, Any], worldview: Worldview = "un") -> str:
    """The page of a kind (`atlas` or `compare`) with its data. Raises GazetteerError where the boundaries are missing."""
    boundaries = Boundaries.open()
    figure = _Page(title=title)
    figure.kind, figure.data, figure.boundaries, figure.worldview = kind, data, boundaries, worldview
    _World().add_to(figure)
    return figure.render()


class _World(folium.Map):
    """folium's map without tiles and without its scripts from the network; ours draw on it."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []
    _template = Template("{% macro script(this, kwargs) %}const {{ this.get_name() }} = corpus.open();{% endmacro %}")

    def __init__(self) -> None:
        super().__init__(tiles=None)

    def get_name(self) -> str:
        return "corpus_map"


class _Page(Figure):
    """The document around the map. No word of the data enters a template."""

    kind: str
    data: dict[str, Any]
    boundaries: Boundaries
    worldview: Worldview

    def render(self, **kwargs: Any) -> str:
        for child in self._children.values():
            child.render(**kwargs)
        words = {**json.loads(_asset("words.json")), "worldview": WORLDVIEWS[self.worldview][1]}
        leaflet_style, leaflet_script = sealed.leaflet()
        styles = [leaflet_style, _asset("corpus.css")]
        scripts = [leaflet_script, _asset("corpus.js") + _asset(f"{self.kind}.js"), self.script.render()]
        disputes = [[[[y, x] for x, y in line] for line in d.lines] for d in self.boundaries.disputed() if d.lines]
        return sealed.written(
            _WEB,
            f"{self.kind}.html",
            title=self.title,
            words=words,
            complete=self.data.get("complete", True),
            policy=sealed.policy(styles, scripts),
            styles=[Markup(style) for style in styles],
            scripts=[Markup(script) for script in scripts],
            world=Markup(sealed.inlined(self.boundaries.basemap())),
            extras=Markup(json_script({"words": words, "disputes": disputes})),
            data=packed(self.data),
        )


@cache
def _asset(name: str) -> str:
    return (_WEB / name).read_text(encoding="utf-8")
