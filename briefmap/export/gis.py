"""A briefing as files for spreadsheets and maps: CSV, GeoPackage, KML.

What a format can't hold (control characters, halves of surrogate pairs) is written as U+FFFD.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefmap.boundaries import Boundaries, Worldview
from briefmap.export.data import ATTRIBUTION, COLUMNS, geodataframe, plain, rows
from briefmap.model import Briefing, Role, RoleAssignment

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["EVIDENCE", "csv_bytes", "evidence_rows", "gpkg_bytes", "kml_bytes"]

EVIDENCE = ("quote", "start", "end", "cue", "mention", "rule")
"""The columns of one sentence of evidence; `start` and `end` are those of the quote."""

# Spreadsheets run what begins like this, East Asian full-width signs among them.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_KML = "http://www.opengis.net/kml/2.2"
# GDAL, and so QGIS, takes these for the placemark's own name and times.
_KML_TAKEN = {"name": "name_en", "start": "quote_start", "end": "quote_end"}


def evidence_rows(briefing: Briefing) -> list[dict[str, Any]]:
    """One row a sentence that gives a place a role: the place and role as in `rows`, then `EVIDENCE`."""
    text, found = briefing.article.text, []
    for assignment, row in zip(briefing.assignments, rows(briefing), strict=True):
        for evidence in assignment.evidence:
            said = {
                "quote": evidence.quote,
                "start": evidence.span.start,
                "end": evidence.span.end,
                "cue": evidence.cue.of(text),
                "mention": evidence.mention.of(text),
                "rule": evidence.rule,
            }
            found.append({**row, **said})
        if not assignment.evidence:
            found.append({**row, "mention": "", "rule": ""})
    return found


def csv_bytes(briefing: Briefing) -> bytes:
    """The places, their roles and every sentence that says so, one row a sentence, for a spreadsheet.

    UTF-8 with the mark that spreadsheets know it by. A text that a spreadsheet would run as a formula begins with an
    apostrophe.
    """
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(dict.fromkeys((*COLUMNS, *EVIDENCE))))
    writer.writeheader()
    for row in evidence_rows(briefing):
        writer.writerow({column: _inert(value) for column, value in row.items()})
    return file.getvalue().encode("utf-8-sig")


def gpkg_bytes(briefing: Briefing, worldview: Worldview = "un") -> bytes:
    """A GeoPackage with the layers `areas` and `points`, one feature a place and role, and the table `evidence`.

    Raises GazetteerError where the boundaries are missing or broken.
    """
    import pandas
    import pyogrio

    frame = geodataframe(briefing, worldview)
    is_point = frame.geom_type == "Point"
    columns = ["place_id", "role", *EVIDENCE]
    said = pandas.DataFrame(
        [[_written(row[column]) for column in columns] for row in evidence_rows(briefing)], columns=columns
    )
    layers = {"areas": (frame[~is_point], "MultiPolygon"), "points": (frame[is_point], "Point")}
    # A GeoPackage says when it was written; two runs shall give the same file.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "briefing.gpkg")
            for name, (layer, kind) in layers.items():
                pyogrio.write_dataframe(
                    layer.reset_index(drop=True), path, layer=name, driver="GPKG", geometry_type=kind,
                    promote_to_multi=kind == "MultiPolygon", append=path.exists(),
                )  # fmt: skip
            pyogrio.write_dataframe(said, path, layer="evidence", driver="GPKG", append=True)
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def kml_bytes(briefing: Briefing, worldview: Worldview = "un") -> bytes:
    """KML for Google Earth: a folder a role in the role's colour, each place with the sentences that say so.

    It is built here and not by GDAL, whose drivers give a table no colours and no folders.
    Raises GazetteerError where the boundaries are missing or broken.
    """
    from lxml import etree

    root = etree.Element(f"{{{_KML}}}kml", nsmap={None: _KML})
    document = _add(root, "Document")
    _add(document, "name", briefing.article.title)
    _add(document, "description", "".join(f"<p>{html.escape(said)}</p>" for said in (*briefing.notes, ATTRIBUTION)))
    used = [role for role in briefing.roles if any(a.role == role.id for a in briefing.assignments)]
    for role in used:
        _style(document, role)
    boundaries = Boundaries.open(areas=briefing.areas)
    table = dict(zip(briefing.assignments, rows(briefing), strict=True))
    for role in used:
        folder = _add(document, "Folder")
        _add(folder, "name", f"{role.label_ar} · {role.label_en}")
        for assignment, row in table.items():
            if assignment.role == role.id:
                mark = _add(folder, "Placemark")
                _add(mark, "name", f"{assignment.place.name_ar or assignment.place.name} · {assignment.place.name}")
                _add(mark, "description", _balloon(assignment))
                _add(mark, "styleUrl", f"#{_style_id(role)}")
                data = _add(mark, "ExtendedData")
                for column, value in row.items():
                    said = json.dumps(value) if isinstance(value, bool) else str(value)
                    _add(_add(data, "Data", attributes={"name": _KML_TAKEN.get(column, column)}), "value", said)
                _geometry(mark, boundaries.geometry(assignment.place, worldview))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _inert(value: object) -> object:
    value = _written(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _written(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def _add(parent: _Element, tag: str, text: str = "", attributes: dict[str, str] | None = None) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{_KML}}}{tag}", attributes or {})
    if text:
        element.text = plain(text)
    return element


def _style_id(role: Role) -> str:
    return "role-" + re.sub(r"[^A-Za-z0-9_-]", "-", role.id)


def _style(document: _Element, role: Role) -> None:
    style = _add(document, "Style", attributes={"id": _style_id(role)})
    red, green, blue = role.color[1:3], role.color[3:5], role.color[5:7]
    color = f"{blue}{green}{red}"  # KML counts backwards: alpha, blue, green, red
    _add(_add(style, "IconStyle"), "color", f"ff{color}")
    line = _add(style, "LineStyle")
    _add(line, "color", f"ff{color}")
    _add(line, "width", "1.5")
    _add(_add(style, "PolyStyle"), "color", f"80{color}")


def _balloon(assignment: RoleAssignment) -> str:
    """What Google Earth shows of a place. It reads this as HTML, so what the article says is escaped once more."""
    quotes = "".join(f"<p>«{html.escape(evidence.quote)}»</p>" for evidence in assignment.evidence)
    return f'<div dir="rtl" lang="ar"><p>{assignment.score:.0%}</p>{quotes}</div>'


def _geometry(parent: _Element, geometry: dict[str, Any]) -> None:
    def line(ring: list[list[float]]) -> str:
        return " ".join(f"{x},{y}" for x, y in ring)

    if geometry["type"] == "Point":
        _add(_add(parent, "Point"), "coordinates", line([geometry["coordinates"]]))
        return
    many = geometry["type"] == "MultiPolygon"
    holder = _add(parent, "MultiGeometry") if many else parent
    for polygon in geometry["coordinates"] if many else [geometry["coordinates"]]:
        area = _add(holder, "Polygon")
        for index, ring in enumerate(polygon):
            boundary = _add(area, "innerBoundaryIs" if index else "outerBoundaryIs")
            _add(_add(boundary, "LinearRing"), "coordinates", line(ring))
