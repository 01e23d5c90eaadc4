"""A briefing as the plain values that the page's scripts read."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefmap.arabic import sentences
from briefmap.boundaries import WORLDVIEWS, Worldview
from briefmap.model import Evidence, Span

if TYPE_CHECKING:
    from briefmap.boundaries import Boundaries
    from briefmap.model import Briefing, Place, Resolution, RoleAssignment

__all__ = ["content", "json_script", "words"]

# Scores of a role: from the first on its sentence says so outright, below the second it only hints.
_STATED, _LIKELY = 0.8, 0.55
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'`$\u2028\u2029"}


def json_script(value: object) -> str:
    r"""JSON that can stand inside a script element: nothing in it ends the element or starts a template.

    >>> json_script({"name": "</script>${1}"})
    '{"name":"\\u003c/script\\u003e\\u0024{1}"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def words() -> dict[str, list[str]]:
    """What the page itself says, as [Arabic, English] by key.

    >>> words()["city"]
    ['مدينة', 'City']
    """
    found: dict[str, list[str]] = json.loads((Path(__file__).parent / "web" / "words.json").read_text(encoding="utf-8"))
    return found


def content(
    briefing: Briefing, boundaries: Boundaries, landmarks: Iterable[Place] = (), worldview: Worldview = "un"
) -> dict[str, Any]:
    """Everything the page shows: the roles that occur, the places, the article with its mentions, names to find one's way.

    A place refers to its roles by their position, to its sentences likewise, and so do mentions to places. Places that
    play no role come under a last role of their own with the empty id. Offsets count UTF-16 units, as scripts do.
    """
    given: dict[str, list[RoleAssignment]] = defaultdict(list)
    for assignment in briefing.assignments:
        given[assignment.place.id].append(assignment)
    places = {place.id: place for place in briefing.places}
    for assignment in briefing.assignments:
        places.setdefault(assignment.place.id, assignment.place)
    legend, drawn = WORLDVIEWS[worldview]
    said = {**words(), "dashed": [*legend], "worldview": [*drawn]}
    occurring = {assignment.role for assignment in briefing.assignments}
    roles = [
        {"id": r.id, "ar": r.label_ar, "en": r.label_en, "color": r.color, "symbol": r.symbol}
        for r in briefing.roles
        if r.id in occurring
    ]
    if len(given) < len(places):
        ar, en = said["mentioned"]
        roles.append({"id": "", "ar": ar, "en": en, "color": "#6f7780", "symbol": "·"})
    position = {role["id"]: index for index, role in enumerate(roles)}
    quotes = _Quotes(briefing)
    areas = {id: _area(places[id], boundaries, worldview) for id in given}
    coloured = {member for area in areas.values() for member in area.get("members", ())}
    shown = []
    for place in places.values():
        taken = [
            {
                "role": position[a.role],
                "sure": "stated" if a.score >= _STATED else "likely" if a.score >= _LIKELY else "possible",
                "percent": round(100 * a.score),
                "evidence": quotes.of(a.evidence),
            }
            for a in given[place.id]
        ]
        # A group that only sums up what its members do is a name on the map, without a sign of its own.
        group = (
            not taken and place.kind == "region" and not coloured.isdisjoint(boundaries.members(place.id, worldview))
        )
        shown.append(
            {
                "id": place.id,
                "ar": place.name_ar or place.name,
                "en": place.name,
                "kind": place.kind,
                "at": [place.lat, place.lon],
                "uncertain": quotes.uncertain(place.id),
                "roles": taken or [{"role": position[""], "evidence": quotes.of_mentions(place.id)}],
                **({"group": True} if group else {}),
                **areas.get(place.id, {}),
            }
        )
    for index, role in enumerate(roles):
        role["places"] = sum(any(t["role"] == index for t in place["roles"]) for place in shown)  # type: ignore[assignment]
    return {
        "words": said,
        "roles": roles,
        "places": shown,
        "text": briefing.article.text,
        "title": briefing.article.title,
        "mentions": _mentions(briefing, list(places), position, quotes),
        "sentences": quotes.sentences,
        "landmarks": _landmarks(landmarks, [*places.values()]),
        **_disputed(boundaries, [*places.values()], coloured),
    }


def _mentions(briefing: Briefing, places: list[str], position: dict[str, int], quotes: _Quotes) -> list[dict[str, Any]]:
    """Every mention in the order of the text: where it stands, its place (-1 where none was found), its roles."""
    index = {id: at for at, id in enumerate(places)}
    speaks: dict[tuple[str, Span], set[int]] = defaultdict(set)
    for assignment in briefing.assignments:
        for evidence in assignment.evidence:
            speaks[assignment.place.id, evidence.mention].add(position[assignment.role])
    found = []
    end = 0
    for resolution in sorted(briefing.resolutions, key=lambda r: r.mention.span):
        span = resolution.mention.span
        at = index.get(resolution.place.id, -2) if resolution.place else -1
        if at == -2 or span.start < end or resolution.mention.kind == "organisation":
            continue
        end = span.end
        mention: dict[str, Any] = {"span": quotes.units(span), "place": at}
        if resolution.place and (own := speaks.get((resolution.place.id, span))):
            mention["roles"] = sorted(own)
        if resolution.uncertain or at == -1:
            mention["uncertain"] = True
            mention["rivals"] = [
                [c.place.name_ar or c.place.name, c.place.name] for c in resolution.candidates[at >= 0 :][:3]
            ]
        found.append(mention)
    return found


def _landmarks(landmarks: Iterable[Place], places: list[Place]) -> list[list[Any]]:
    """Id of the country, or nothing for a city; names; where. A city helps only near what is shown."""
    near = [(place.lat, place.lon) for place in places]
    found = []
    for mark in landmarks:
        country = mark.iso2 if mark.kind == "country" else ""
        if country or any(abs(mark.lat - lat) < 12 and abs(mark.lon - lon) < 15 for lat, lon in near):
            found.append([country, mark.name_ar or mark.name, mark.name, round(mark.lat, 2), round(mark.lon, 2)])
    return found


def _disputed(boundaries: Boundaries, places: list[Place], coloured: set[str]) -> dict[str, Any]:
    """The lines of every dispute, and what is said of those that concern a country shown here."""
    countries = coloured | {place.iso2 for place in places if place.iso2}
    disputes = boundaries.disputed()
    concerned = (d for d in disputes if d.feature in coloured or not countries.isdisjoint(d.claimants))
    return {
        "disputed": [[[lat, lon] for lon, lat in line] for dispute in disputes for line in dispute.lines],
        "disputes": [[[d.name_ar, d.name_en], [d.why_ar, d.why_en]] for d in concerned],
    }


class _Quotes:
    """Collects the sentences that are quoted, each once, as spans that count like the page's scripts."""

    def __init__(self, briefing: Briefing) -> None:
        self.sentences: list[list[int]] = []
        self._seen: dict[Span, int] = {}
        self._briefing = briefing
        self._spans = sentences(briefing.article.text)
        self._starts = [span.start for span in self._spans]
        self._resolutions: dict[str, list[Resolution]] = defaultdict(list)
        for resolution in briefing.resolutions:
            if resolution.place:
                self._resolutions[resolution.place.id].append(resolution)
        text = briefing.article.text
        # Scripts count UTF-16 units where Python counts code points; most texts hold none that differ.
        self._wide = [at for at, char in enumerate(text) if ord(char) > 0xFFFF]

    def units(self, span: Span) -> list[int]:
        """A span of the text in UTF-16 units."""
        return [at + bisect_left(self._wide, at) for at in (span.start, span.end)]

    def of(self, evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
        """Sentences, each once, with all the words in it that spoke and all the mentions they spoke of."""
        found: dict[Span, dict[str, Any]] = {}
        for each in evidence:
            index = self._seen.setdefault(each.span, len(self._seen))
            if index == len(self.sentences):
                self.sentences.append(self.units(each.span))
            quote = found.setdefault(each.span, {"sentence": index, "cues": [], "mentions": []})
            for key, span in (("cues", each.cue), ("mentions", each.mention)):
                if (units := self.units(span)) not in quote[key]:
                    quote[key].append(units)
        return list(found.values())

    def of_mentions(self, place_id: str) -> list[dict[str, Any]]:
        """The sentences that merely name a place, for one that plays no role."""
        found = []
        for resolution in self._resolutions[place_id]:
            span = resolution.mention.span
            sentence = self._spans[bisect_right(self._starts, span.start) - 1]
            sentence = sentence if sentence.overlaps(span) else span
            found.append(Evidence(sentence, "", Span(span.start, span.start), span, ""))
        return self.of(found)

    def uncertain(self, place_id: str) -> bool:
        """Whether no mention names the place for certain."""
        doubts = [resolution.uncertain for resolution in self._resolutions[place_id]]
        return bool(doubts) and all(doubts)


def _area(place: Place, boundaries: Boundaries, worldview: Worldview) -> dict[str, Any]:
    """What fills the place: members of the basemap by their id, or a shape of its own; nothing for a point."""
    if place.kind in ("city", "site"):
        return {}
    if members := boundaries.members(place.id, worldview):
        return {"members": list(members)}
    shape = boundaries.shape(place.id, worldview)
    return {"shape": shape} if shape else {}
