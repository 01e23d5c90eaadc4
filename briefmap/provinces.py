"""A name that a city shares with its province: where it only has roles of areas, the province is meant."""

from __future__ import annotations

from dataclasses import replace

from briefmap.model import Candidate, Place, Resolution, RoleAssignment

__all__ = ["namesake", "provinces_meant"]

SEATS = ("PPLC",)  # a capital is a place of its own: «في بغداد» means the city


def namesake(resolution: Resolution) -> Place | None:
    """The province that bears the same name as the city and holds it, if there is one: كركوك, the province."""
    found = _candidate(resolution)
    return found.place if found else None


def provinces_meant(
    resolutions: tuple[Resolution, ...], assignments: tuple[RoleAssignment, ...]
) -> tuple[Resolution, ...]:
    """The resolutions, with the province where the roles are told of it and not of its city."""
    told = {(e.mention, a.place.id) for a in assignments for e in a.evidence}
    found = []
    for resolution in resolutions:
        province = _candidate(resolution)
        if province and (resolution.mention.span, province.place.id) in told:
            others = tuple(c for c in resolution.candidates if c is not province)
            meant = replace(province, reason=f"{province.reason}; what is told is told of an area")
            resolution = replace(
                resolution, place=meant.place, score=meant.score, candidates=(meant, *others), reason=meant.reason
            )
        found.append(resolution)
    return tuple(found)


def _candidate(resolution: Resolution) -> Candidate | None:
    city = resolution.place
    if city is None or city.kind != "city" or city.feature in SEATS or resolution.mention.kind != "toponym":
        return None
    return next((c for c in resolution.candidates if c.place.kind == "admin" and c.place.id == city.admin1), None)
