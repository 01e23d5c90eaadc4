"""The options of `briefmap map` that write other files than the page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from briefmap.boundaries import Worldview
    from briefmap.model import Briefing

__all__ = ["export_options", "write_exports"]

_FILES = {
    "fragment": "The page as a piece to paste into another page; prints what that page's policy has to allow.",
    "png": "The map as a picture, drawn without a browser.",
    "svg": "The same picture as SVG.",
    "pdf": "The same picture as PDF.",
    "docx": "One page in Word: the picture, the places by role, the sentences that say so.",
    "geojson": "The places with their roles as GeoJSON.",
    "gpkg": "The same as a GeoPackage, for QGIS: areas, points and the evidence.",
    "kml": "The same for Google Earth.",
    "csv": "The same as a table, one row a sentence, for a spreadsheet.",
}


class _Size(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """Width and height as centimetres."""

    name = "WxH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?) ?[x×] ?(\d+(?:\.\d+)?) ?(cm|in)?", value.strip().lower(), re.ASCII)
        if not found:
            self.fail(f"{value!r} is no size; give width and height, such as 24x16 (cm) or 9x6in", param, ctx)
        unit = 2.54 if found[3] == "in" else 1.0
        return float(found[1]) * unit, float(found[2]) * unit


def export_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of every export."""
    for name, text in reversed(_FILES.items()):
        command = click.option(f"--{name}", metavar="FILE", help=text)(command)
    size = click.option("--size", type=_Size(), help="Size of a picture, in cm or in: 24x16, 9x6in. [default: 24x16cm]")
    dpi = click.option("--dpi", type=int, default=200, show_default=True, help="Pixels an inch of a PNG.")
    return size(dpi(command))


def write_exports(briefing: Briefing, options: dict[str, Any], page: str | None = None) -> list[str]:
    """Write the exports that were asked for, and return their files. All content is made before any file is touched.

    `page` is where the page will go, which no export may take.
    """
    from briefmap.writing import write

    paths: dict[str, str] = {name: path for name, path in options.items() if name in _FILES and path is not None}
    taken = [os.path.abspath(path) for path in (page, *paths.values()) if path]
    if twice := next((path for path in taken if taken.count(path) > 1), None):
        raise click.UsageError(f"{click.format_filename(twice)}: asked for twice; give each output a file of its own")
    contents = {path: _content(name, briefing, options) for name, path in paths.items()}
    for path, content in contents.items():
        write(path, content)
    if "fragment" in paths:
        from briefmap.export.fragment import policy

        click.echo(f"A page with a Content-Security-Policy has to allow:\n{policy(str(contents[paths['fragment']]))}\n")
    return [click.format_filename(path) for path in contents]


def _content(name: str, briefing: Briefing, options: dict[str, Any]) -> str | bytes:
    worldview = options["worldview"]
    if name in ("png", "svg", "pdf"):
        from briefmap.export.picture import SIZE, picture_bytes

        return picture_bytes(briefing, name, options["size"] or SIZE, options["dpi"], worldview)  # type: ignore[arg-type]
    if name == "fragment":
        from briefmap.export.fragment import fragment_html

        return fragment_html(briefing, options["lang"], worldview=worldview)
    if name == "docx":
        from briefmap.export.word import docx_bytes

        return docx_bytes(briefing, worldview)
    from briefmap.export import gis
    from briefmap.export.data import geojson_text

    if name == "csv":
        return gis.csv_bytes(briefing)
    makers: dict[str, Callable[[Briefing, Worldview], str | bytes]] = {
        "geojson": geojson_text,
        "gpkg": gis.gpkg_bytes,
        "kml": gis.kml_bytes,
    }
    return makers[name](briefing, worldview)
