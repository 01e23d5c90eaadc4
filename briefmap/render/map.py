"""The interactive map: a `folium.Map` in a page that holds all it needs and asks no other computer for anything.

folium is imported at the top, because its classes are extended here; so import this module where a map is wanted.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Literal

import folium
from branca.element import Figure, MacroElement, Template  # type: ignore[attr-defined]

from briefmap.boundaries import Boundaries, Worldview
from briefmap.gazetteer import Gazetteer
from briefmap.render import page
from briefmap.render.content import content

if TYPE_CHECKING:
    from briefmap.model import Briefing

__all__ = ["Language", "draw", "page_html"]

Language = Literal["ar", "en"]


def draw(briefing: Briefing, language: Language = "ar", worldview: Worldview = "un") -> folium.Map:
    """The map of a briefing, with a `folium.FeatureGroup` for each role that occurs; more layers can be added to it.

    `language` is what the page itself speaks when it opens; its reader can switch. `worldview` says whose colour a
    disputed area takes.
    Raises GazetteerError where the boundaries are missing or broken.
    """
    boundaries = Boundaries.open(areas=briefing.areas)
    gazetteer = Gazetteer.open()
    data = content(briefing, boundaries, gazetteer.landmarks(), worldview)
    gazetteer.close()
    world = _World()
    for index, role in enumerate(data["roles"]):
        _RoleLayer(index, role).add_to(world)
    _Legend().add_to(world)
    _Page(briefing, data, boundaries.basemap(), language).add_child(world)
    return world


def page_html(briefing: Briefing, language: Language = "ar", worldview: Worldview = "un") -> str:
    """The map of a briefing as one complete HTML file, sealed: a browser runs no script in it but the page's own.

    Raises GazetteerError where the boundaries are missing or broken.
    """
    figure = draw(briefing, language, worldview).get_root()
    assert isinstance(figure, _Page)
    figure.sealed = True
    return figure.render()


class _Page(Figure):
    """The whole document. What comes from the article enters it as a value, never as part of a template."""

    def __init__(self, briefing: Briefing, data: dict[str, Any], basemap: str, language: Language) -> None:
        super().__init__(title=briefing.article.title)
        self.briefing = briefing
        self.data = data
        self.basemap = basemap
        self.language: Language = language
        self.sealed = False

    def render(self, **kwargs: Any) -> str:
        for child in self._children.values():
            child.render(**kwargs)
        return page.assemble(
            self.briefing,
            self.data,
            self.basemap,
            self.language,
            header=self.header.render(),
            body=self.html.render(),
            script=self.script.render(),
            seal=self.sealed,
        )


# folium compiles what a macro has written as a template once more, so no macro below writes words of a profile or an article.


class _World(folium.Map):
    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []
    _template = Template("{% macro script(this, kwargs) %}const {{ this.get_name() }} = briefmap.open();{% endmacro %}")

    def __init__(self) -> None:
        super().__init__(tiles=None)

    def get_name(self) -> str:
        return "briefing_map"


class _RoleLayer(folium.FeatureGroup):
    def __init__(self, index: int, role: dict[str, Any]) -> None:
        label = html.escape(f"{role['ar']} · {role['en']}")
        # The braces would open a template, and the number keeps layers of one label apart.
        super().__init__(f"{index + 1}. {label}".replace("{", "&#123;"))
        self.index = index
        self.add_child(_Places(index))

    def get_name(self) -> str:
        return f"role_{self.index}"


class _Places(MacroElement):
    """The places of one role; their shapes and words come from the page's data."""

    _template = Template(
        "{% macro script(this, kwargs) %}briefmap.add({{ this._parent.get_name() }}, {{ this.index }});{% endmacro %}"
    )

    def __init__(self, index: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.index = index

    def get_name(self) -> str:
        return f"places_{self.index}"


class _Legend(folium.LayerControl):
    _template = Template(
        """{% macro script(this, kwargs) %}
const {{ this.get_name() }} = briefmap.legend({{ this._parent.get_name() }}, {
{%- for name, layer in this.base_layers.items() %}{{ name|tojson }}: {{ layer }}, {% endfor %}}, {
{%- for name, layer in this.overlays.items() %}{{ name|tojson }}: {{ layer }}, {% endfor %}});
{% endmacro %}"""
    )

    def get_name(self) -> str:
        return "briefing_legend"
