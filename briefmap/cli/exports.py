"""The options of `briefmap map` that write other files than the page."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from briefmap.model import Briefing

__all__ = ["export_options", "write_exports"]

_FILES = {
    "geojson": "The places with their roles as GeoJSON.",
    "gpkg": "The same as a GeoPackage, for QGIS: areas, points and the evidence.",
    "kml": "The same for Google Earth.",
    "csv": "The same as a table, one row a sentence, for a spreadsheet.",
}


def export_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of every export."""
    for name, text in reversed(_FILES.items()):
        command = click.option(f"--{name}", metavar="FILE", help=text)(command)
    return command


def write_exports(briefing: Briefing, wanted: dict[str, str | None], page: str | None = None) -> list[str]:
    """Write the exports that were asked for, and return their files. All content is made before any file is touched.

    `page` is where the page will go, which no export may take.
    """
    from briefmap.writing import write

    paths = {name: path for name, path in wanted.items() if path is not None}
    taken = [os.path.abspath(path) for path in (page, *paths.values()) if path]
    if twice := next((path for path in taken if taken.count(path) > 1), None):
        raise click.UsageError(f"{click.format_filename(twice)}: asked for twice; give each output a file of its own")
    contents = {path: _content(name, briefing) for name, path in paths.items()}
    for path, content in contents.items():
        write(path, content)
    return [click.format_filename(path) for path in contents]


def _content(name: str, briefing: Briefing) -> str | bytes:
    from briefmap.export import gis
    from briefmap.export.data import geojson_text

    makers: dict[str, Callable[[Briefing], str | bytes]] = {
        "geojson": geojson_text,
        "gpkg": gis.gpkg_bytes,
        "kml": gis.kml_bytes,
        "csv": gis.csv_bytes,
    }
    return makers[name](briefing)
