"""After the pipeline, and only when asked: places that the gazetteer doesn't know, from an online geocoder.

The article's own names alone go to the service, each with the country named nearest to it. What comes back is
marked uncertain, since nobody has checked it, and takes part in the roles like any other place.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefmap import lexicon, profiles
from briefmap.errors import OnlineError
from briefmap.gazetteer import Gazetteer
from briefmap.model import Briefing, Candidate, Mention, Place, Resolution, Span
from briefmap.phrases import phrases
from briefmap.profiles import Profile
from briefmap.provinces import provinces_meant
from briefmap.roles import assign
from briefmap.text import Text

if TYPE_CHECKING:
    from geopy.location import Location

    from briefmap.geocoder import Service

__all__ = ["CREDITS", "look_up"]

CREDITS = {
    "nominatim": "nominatim, © OpenStreetMap contributors",
    "photon": "photon, © OpenStreetMap contributors",
    "geonames": "GeoNames, CC BY 4.0",
}
"""Whom a map that shows a service's answers has to name."""

_SCORE = 0.5


def look_up(
    briefing: Briefing,
    service: Service,
    *,
    username: str | None = None,
    gazetteer: Gazetteer | None = None,
    profile: Profile | str = "security",
    domain: str | None = None,
    scheme: str | None = None,
    timeout: float = 10.0,
    cache: Path | None = None,
) -> Briefing:
    """The briefing with the places that an online geocoder knows and the gazetteer doesn't.

    Asked for are the names that stayed unplaced, and the towns and villages that the article announces as such
    («قرية …») and the gazetteer lacks. Give the `gazetteer` and `profile` that made the briefing; the rest is
    as for `briefmap.geocoder.online`. Never raises OnlineError: a service that doesn't answer is told of in
    `notes`, and what was found until then is kept.
    """
    from briefmap.geocoder import online

    gaz = gazetteer or Gazetteer.open()
    text = Text.of(briefing.article.text, lexicon.load())
    wanted = [r for r in briefing.resolutions if r.place is None]
    wanted += [Resolution(m, None, 0.0, True, (), m.reason) for m in _unknown(text, briefing)]
    answers: dict[str, Place | None] = {}
    notes: list[str] = []
    found: dict[Span, Resolution] = {}
    for resolution in wanted:
        mention = resolution.mention
        query = _query(mention, briefing, gaz)
        if query not in answers:
            try:
                answer = online(
                    query, service, username=username, domain=domain, scheme=scheme, timeout=timeout, cache=cache
                )
            except OnlineError as error:  # the next name would wait as long for nothing
                notes.append(" ".join(str(error).split()))
                break
            answers[query] = _place(mention.text, answer, service) if answer else None
        if place := answers[query]:
            found[mention.span] = _placed(resolution, place, service)
    if not found:
        return replace(briefing, notes=(*briefing.notes, *notes))

    kept = [found.pop(r.mention.span, r) for r in briefing.resolutions]
    for added in found.values():
        insort(kept, added, key=lambda r: r.mention.span)
    resolutions = tuple(kept)
    rules = profiles.load(profile) if isinstance(profile, str) else profile
    assignments, _ = assign(text, resolutions, phrases(text, tuple(r.mention for r in resolutions)), rules)
    resolutions = provinces_meant(resolutions, assignments)
    placed = dict.fromkeys(place.name_ar for place in answers.values() if place)
    notes.insert(0, f"Placed online, unchecked ({CREDITS[service]}): {'، '.join(placed)}")
    return replace(briefing, resolutions=resolutions, assignments=assignments, notes=(*briefing.notes, *notes))


def _unknown(text: Text, briefing: Briefing) -> list[Mention]:
    """The words behind «مدينة», «قرية» and the like that no mention covers."""
    taken = {i for r in briefing.resolutions for i in range(r.mention.span.start, r.mention.span.end)}
    found = []
    for index, token in enumerate(text.stream):
        before = text.before(index)
        # «القرية الصغيرة» is no name: the article on the noun says that what follows describes it.
        if token.kind != "word" or text.head(before) != "city" or text.norm(before).startswith("ال"):
            continue
        ordinary = text.classes[index] or token.norm in text.lexicon.common or len(token.norm) < 3
        if not ordinary and text.starts[index] not in taken:
            reason = f"behind {text.stream[before].raw}; the gazetteer has no place of this name"
            found.append(Mention(text.span(index, index + 1), token.raw, "toponym", (), reason, _SCORE))
    return found


def _query(mention: Mention, briefing: Briefing, gazetteer: Gazetteer) -> str:
    """The name with the country that the nearest placed mention lies in."""
    at = mention.span.start
    near = [
        (abs(r.mention.span.start - at), r.place.iso2)
        for r in briefing.resolutions
        if r.place and r.place.iso2 and r.mention.kind != "organisation"
    ]
    return f"{mention.text}, {gazetteer.country(min(near)[1]).name_ar}" if near else mention.text


def _place(name: str, answer: Location, service: Service) -> Place:
    lat, lon = answer.latitude, answer.longitude
    raw = answer.raw or {}
    country = raw.get("countryCode") or raw.get("properties", {}).get("countrycode") or ""
    return Place(f"{service}:{lat:.4f},{lon:.4f}", name, name, "city", lat, lon, country.upper(), source=service)


def _placed(resolution: Resolution, place: Place, service: Service) -> Resolution:
    reason = f"unknown to the gazetteer; placed by {CREDITS[service]}, unchecked"
    candidates = (Candidate(place, _SCORE, reason), *resolution.candidates)
    mention = replace(resolution.mention, places=(*resolution.mention.places, place.id))
    return Resolution(mention, place, _SCORE, True, candidates, reason)
