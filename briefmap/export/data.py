"""A briefing as data: the JSON that `briefmap analyze` prints, GeoJSON, and a GeoDataFrame.

Offsets count code points of the article's text, the end exclusive. Coordinates are degrees, EPSG:4326.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from briefmap.boundaries import Boundaries, Worldview
from briefmap.model import Briefing, Candidate, Evidence, Place, Resolution, RoleAssignment, Span

if TYPE_CHECKING:
    import geopandas

__all__ = ["ATTRIBUTION", "COLUMNS", "dump", "geodataframe", "geojson_text", "json_text", "plain", "rows"]

COLUMNS = (
    *("place_id", "name", "name_ar", "kind", "iso2", "role", "role_ar", "role_en", "score", "uncertain"),
    *("quote", "start", "end", "cue", "lat", "lon"),
)
"""The columns of a table of a briefing, one row a place and role; `start` and `end` are those of the quote."""

ATTRIBUTION = "GeoNames (CC BY 4.0) · Natural Earth · Unicode CLDR"

# A string may hold half of a surrogate pair (a broken feed); UTF-8 can't, but JSON's own escape can.
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def json_text(briefing: Briefing) -> str:
    """Everything that was found, as JSON: mentions in the order of the text, places with their roles and evidence.

    The losing candidates stand with each mention, with the reason they lost. The text can always be written as UTF-8.
    """
    article = briefing.article
    return dump(
        {
            "id": article.id,
            "article": {"id": article.id, "title": article.title},
            "mentions": [_mention(resolution) for resolution in briefing.resolutions],
            "places": [_place(place, briefing) for place in _places(briefing)],
            "roles": [{"role": r.id, "label_ar": r.label_ar, "label_en": r.label_en} for r in briefing.roles],
            "profile": briefing.profile,
            "gazetteer": briefing.gazetteer,
            "notes": list(briefing.notes),
        }
    )


def plain(text: str) -> str:
    r"""The text with everything that XML and UTF-8 forbid as U+FFFD.

    >>> plain("روما\x00")
    'روما\ufffd'
    """
    return _UNWRITABLE.sub("\ufffd", text)


def rows(briefing: Briefing) -> list[dict[str, Any]]:
    """One row a place and role, with `COLUMNS` as keys; the quote is that of the best evidence."""
    return [_row(assignment, briefing) for assignment in briefing.assignments]


def geojson_text(briefing: Briefing, worldview: Worldview = "un") -> str:
    """A GeoJSON FeatureCollection, one feature a place and role: areas as polygons, the rest as points.

    Raises GazetteerError where the boundaries are missing or broken.
    """
    boundaries = Boundaries.open(areas=briefing.areas)
    features = [
        {
            "type": "Feature",
            "geometry": boundaries.geometry(assignment.place, worldview),
            "properties": _row(assignment, briefing),
        }
        for assignment in briefing.assignments
    ]
    return dump({"type": "FeatureCollection", "features": features}, indent=None)


def geodataframe(briefing: Briefing, worldview: Worldview = "un") -> geopandas.GeoDataFrame:
    """One row a place and role, EPSG:4326, with `COLUMNS` and `geometry`; no rows where no role was found.

    What the tables of pandas can't hold (halves of surrogate pairs) or no file may (control characters) is U+FFFD.
    Raises GazetteerError where the boundaries are missing or broken.
    """
    import geopandas

    places = {assignment.place.id: assignment.place for assignment in briefing.assignments}
    joined = Boundaries.open(areas=briefing.areas).join(tuple(places.values()), worldview)
    shapes = dict(zip(places, joined.geometry, strict=True))
    table = rows(briefing)
    columns = {c: [plain(v) if isinstance(v := row[c], str) else v for row in table] for c in COLUMNS}
    return geopandas.GeoDataFrame(columns, geometry=[shapes[row["place_id"]] for row in table], crs=joined.crs)


def _row(assignment: RoleAssignment, briefing: Briefing) -> dict[str, Any]:
    place, best = assignment.place, assignment.evidence[0] if assignment.evidence else None
    labels = {role.id: role for role in briefing.roles}
    role = labels.get(assignment.role)
    return {
        "place_id": place.id,
        "name": place.name,
        "name_ar": place.name_ar,
        "kind": place.kind,
        "iso2": place.iso2,
        "role": assignment.role,
        "role_ar": role.label_ar if role else assignment.role,
        "role_en": role.label_en if role else assignment.role,
        "score": round(assignment.score, 3),
        "uncertain": _uncertain(place, briefing),
        "quote": best.quote if best else "",
        "start": best.span.start if best else 0,
        "end": best.span.end if best else 0,
        "cue": best.cue.of(briefing.article.text) if best else "",
        "lat": place.lat,
        "lon": place.lon,
    }


def _places(briefing: Briefing) -> list[Place]:
    """Those that were named, in the order of the text, then those that only a role brought in (a capital's state)."""
    found = {place.id: place for place in briefing.places}
    return list((found | {a.place.id: a.place for a in briefing.assignments if a.place.id not in found}).values())


def _uncertain(place: Place, briefing: Briefing) -> bool:
    """Whether no mention names the place for certain."""
    doubts = [r.uncertain for r in briefing.resolutions if r.place and r.place.id == place.id]
    return bool(doubts) and all(doubts)


def _mention(resolution: Resolution) -> dict[str, Any]:
    mention, place = resolution.mention, resolution.place
    return {
        **_span(mention.span),
        "text": mention.text,
        "kind": mention.kind,
        "place": place.id if place else None,
        "score": round(resolution.score, 3),
        "uncertain": resolution.uncertain,
        "reason": resolution.reason,
        "candidates": [_candidate(c) for c in resolution.candidates if place is None or c.place.id != place.id],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {**_facts(candidate.place), "score": round(candidate.score, 3), "reason": candidate.reason}


def _place(place: Place, briefing: Briefing) -> dict[str, Any]:
    text = briefing.article.text
    roles = [
        {"role": a.role, "score": round(a.score, 3), "evidence": [_evidence(e, text) for e in a.evidence]}
        for a in briefing.assignments
        if a.place.id == place.id
    ]
    return {**_facts(place), "uncertain": _uncertain(place, briefing), "roles": roles}


def _facts(place: Place) -> dict[str, Any]:
    names = {"id": place.id, "name": place.name, "name_ar": place.name_ar, "kind": place.kind, "iso2": place.iso2}
    return {**names, "admin1": place.admin1, "lat": place.lat, "lon": place.lon}


def _evidence(evidence: Evidence, text: str) -> dict[str, Any]:
    return {
        **_span(evidence.span),
        "quote": evidence.quote,
        "cue": {**_span(evidence.cue), "text": evidence.cue.of(text)},
        "mention": {**_span(evidence.mention), "text": evidence.mention.of(text)},
        "rule": evidence.rule,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def dump(value: object, indent: int | None = 1) -> str:
    """JSON in readable letters that can always be written as UTF-8, with a line break at its end."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
