"""A briefing as the plain values that the page's scripts read."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefmap.arabic import sentences
from briefmap.model import Evidence, Span

if TYPE_CHECKING:
    from briefmap.boundaries import Boundaries
    from briefmap.model import Briefing, Place, RoleAssignment

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


def content(briefing: Briefing, boundaries: Boundaries) -> dict[str, Any]:
    """Everything the page shows: the roles that occur, the places, the sentences they come from, the disputed lines.

    A place refers to its roles by their position, and to its sentences likewise. Places that play no role come under
    a last role of their own with the empty id.
    """
    given: dict[str, list[RoleAssignment]] = defaultdict(list)
    for assignment in briefing.assignments:
        given[assignment.place.id].append(assignment)
    places = {place.id: place for place in briefing.places}
    for assignment in briefing.assignments:
        places.setdefault(assignment.place.id, assignment.place)
    said = words()
    occurring = {assignment.role for assignment in briefing.assignments}
    roles = [
        {"id": r.id, "ar": r.label_ar, "en": r.label_en, "color": r.color, "symbol": r.symbol}
        for r in briefing.roles
        if r.id in occurring
    ]
    if len(given) < len(places):
        ar, en = said["mentioned"]
        roles.append({"id": "", "ar": ar, "en": en, "color": "#a3a9b0", "symbol": "·"})
    position = {role["id"]: index for index, role in enumerate(roles)}
    quotes = _Quotes(briefing)
    shown = []
    for place in places.values():
        taken = [
            {
                "role": position[a.role],
                "sure": "stated" if a.score >= _STATED else "likely" if a.score >= _LIKELY else "possible",
                "percent": round(100 * a.score),
                "evidence": [quotes.add(evidence) for evidence in a.evidence],
            }
            for a in given[place.id]
        ]
        shown.append(
            {
                "id": place.id,
                "ar": place.name_ar or place.name,
                "en": place.name,
                "kind": place.kind,
                "at": [place.lat, place.lon],
                "uncertain": quotes.uncertain(place.id),
                "roles": taken or [{"role": position[""], "evidence": quotes.of_mentions(place.id)}],
                **(_area(place, boundaries) if taken else {}),
            }
        )
    for index, role in enumerate(roles):
        role["places"] = sum(any(t["role"] == index for t in place["roles"]) for place in shown)  # type: ignore[assignment]
    return {
        "words": said,
        "roles": roles,
        "places": shown,
        "sentences": quotes.sentences,
        "disputed": [[[lat, lon] for lon, lat in line] for dispute in boundaries.disputed() for line in dispute.lines],
    }


class _Quotes:
    """Collects the sentences that are quoted, each once, and turns offsets into those of the page's scripts."""

    def __init__(self, briefing: Briefing) -> None:
        self.sentences: list[str] = []
        self._seen: dict[str, int] = {}
        self._briefing = briefing
        self._spans = sentences(briefing.article.text)

    def add(self, evidence: Evidence) -> dict[str, Any]:
        text = evidence.quote
        index = self._seen.setdefault(text, len(self._seen))
        if index == len(self.sentences):
            self.sentences.append(text)

        def units(span: Span) -> list[int]:
            # Scripts count UTF-16 units where Python counts code points.
            start, end = (min(max(at - evidence.span.start, 0), len(text)) for at in (span.start, span.end))
            return [len(text[:at].encode("utf-16-le")) // 2 for at in (start, end)]

        return {"sentence": index, "cue": units(evidence.cue), "mention": units(evidence.mention)}

    def of_mentions(self, place_id: str) -> list[dict[str, Any]]:
        """The sentences that merely name a place, for one that plays no role."""
        text = self._briefing.article.text
        found = []
        for resolution in self._briefing.resolutions:
            span = resolution.mention.span
            if resolution.place is None or resolution.place.id != place_id:
                continue
            sentence = next((s for s in self._spans if s.overlaps(span)), span)
            none = Span(sentence.start, sentence.start)
            found.append(self.add(Evidence(sentence, sentence.of(text), none, span, "")))
        return found

    def uncertain(self, place_id: str) -> bool:
        """Whether no mention names the place for certain."""
        doubts = [r.uncertain for r in self._briefing.resolutions if r.place and r.place.id == place_id]
        return bool(doubts) and all(doubts)


def _area(place: Place, boundaries: Boundaries) -> dict[str, Any]:
    """What fills the place: members of the basemap by their id, or a shape of its own; nothing for a point."""
    if place.kind in ("city", "site"):
        return {}
    if members := boundaries.members(place.id):
        return {"members": list(members)}
    shape = boundaries.shape(place.id)
    return {"shape": shape} if shape else {}
