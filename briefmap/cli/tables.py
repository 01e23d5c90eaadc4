"""What the command line prints: aligned columns in which Arabic can't shift the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefmap.model import Briefing, Place

__all__ = ["candidates", "summary", "table"]


def summary(briefing: Briefing) -> str:
    """Role by role the places that take it and how sure that is, then what else was named."""
    roles = {role.id: role for role in briefing.roles}
    rows = [
        (
            roles[found.role].label_en,
            found.place.name,
            f"{found.score:.0%}",
            f"{roles[found.role].label_ar}: {found.place.name_ar}",
        )
        for found in briefing.assignments
    ]
    parts = [table(("Role", "Place", "Sure", "الدور والمكان"), rows)] if rows else []
    used = {found.place.id for found in briefing.assignments}
    others = {place.id: place.name for place in briefing.places if place.id not in used}
    if others:
        parts.append("Named without a role: " + ", ".join(others.values()))
    unsure = {r.place.id: r.place.name for r in briefing.resolutions if r.place and r.uncertain}
    if unsure:
        parts.append("Uncertain which place is meant: " + ", ".join(unsure.values()))
    unplaced = dict.fromkeys(r.mention.text for r in briefing.resolutions if r.place is None)
    if unplaced:
        parts.append("Not placed: " + "، ".join(unplaced))
    return "\n".join(parts) or "No place that briefmap knows is named."


def candidates(places: Sequence[Place]) -> str:
    """One line a place, in the order given."""
    rows = [
        (
            place.name,
            " ".join(filter(None, (place.kind, place.feature))),
            place.iso2 or "–",
            f"{place.lat:.4f}, {place.lon:.4f}",
            f"{place.population:,}" if place.population else "–",
            place.source or "–",
            place.id,
            place.name_ar,
        )
        for place in places
    ]
    return table(("Place", "Type", "Country", "Lat, lon", "Population", "Source", "Id", "الاسم"), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Aligned columns. Arabic comes last, where its direction can't shift the others."""
    lines = [head, *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    padded = ([cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def _width(text: str) -> int:
    """Columns that a text takes in a terminal: marks and invisible characters none."""
    return sum(unicodedata.category(char) not in ("Mn", "Me", "Cf") for char in text)
