"""Toponym resolution: which of the places that share a name an article means, and how sure that is.

A candidate is scored by its prior (kind, population, capital), the noun that announces it, a parent named beside
it, the countries the article is about, and the sense the article has given the name before. Where the runner-up
comes close the place is marked uncertain and both are kept; the losers say why they lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from briefmap.arabic import vowelled
from briefmap.gazetteer import Gazetteer
from briefmap.matching import POINTS, close, prior, square
from briefmap.model import Candidate, Mention, Place, Resolution
from briefmap.phrases import Phrase
from briefmap.text import Text

__all__ = ["resolve"]

RELATIVE = 0.3  # weight of a place's prior against the likeliest bearer of its name
VILLAGE = 10.0  # the prior of ten thousand people: below it size says little
SHARE = 0.15  # weight of how often the article names its country
ABSENT = 0.06  # against a place of a country that it never names, where it does name that of another bearer
CLOSE = 0.15  # for lying near a town or site that the article names by a name of one country
PRISON = 0.35  # for a prison that bears a town's name, in a text on people who are held: غوانتانامو
UNCOUNTED = 16.0  # the prior of a province, of whose people nothing is known: that of a town of 65,000
NEIGHBOUR = 0.3  # for lying close by a country that the article names, where none of the name's bearers lies in one
NEAR, FAR = (
    6.0,
    20.0,
)  # degrees within which a place lies close by a country's middle; outside which all its namesakes do not
SEAT = 0.1  # by so much a town is likelier meant than the province that bears its name
CITY_STATE = 0.2  # degrees at most between a state that is but a city and that city: Singapore
DATELINE = "-–—ـ(/"  # behind the town of a dateline
MARGIN = 0.08  # a runner-up closer than this makes the winner uncertain
AGREES = {
    "city": ("city",),
    "capital": ("city",),
    "admin": ("admin", "region"),
    "site": ("site", "city"),
    "water": ("water",),
    "area": ("region", "site", "admin"),
    "country": ("country", "region"),
}


def resolve(
    text: Text, mentions: tuple[Mention, ...], around: list[Phrase], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """One resolution for each mention, in order."""
    candidates = [_places(m, gazetteer) for m in mentions]
    homes = [_homes(one) for one in candidates]
    countries = _countries(candidates, homes)
    firm = {iso2 for one in homes if len(one) == 1 for iso2 in one}
    most = max(countries.values(), default=0)
    shares = {iso2: times / most for iso2, times in countries.items()}
    provinces = {p.id for p in map(_province, mentions, candidates) if p}
    squares = {square(p) for one in candidates if _single(one) for p in one if p.kind in POINTS}
    squares |= {square(p) for one in candidates for p in one if p.feature == "PPLC" and p.iso2 in countries}
    prison = any(p.feature == "PRN" for one in candidates for p in one)
    held = prison and any(map(text.lexicon.held, set(text.norms)))
    sense: dict[str, str] = {}
    found: list[Resolution] = []
    for number, mention in enumerate(mentions):
        parents = _parents(text, number, mentions, around, candidates)
        name = text.norm(around[number].first) if mention.kind == "demonym" else mention.text
        told = {p.name for p in candidates[number] if p.kind == "admin" and p.iso2 in countries}
        priors = [
            0.0 if p.kind == "region" and p.name.removesuffix(" (region)") in told else _likely(p)
            for p in candidates[number]  # بلوشستان of a text on Pakistan is its province
        ]
        seats = {p.id: likely for p, likely in zip(candidates[number], priors, strict=True) if p.kind == "admin"}
        priors = [
            max(likely, seats.get(p.admin1, 0.0) + SEAT)
            if p.kind == "city" and len({a.partition("-")[0] for a in seats}) == 1
            else likely
            for p, likely in zip(candidates[number], priors, strict=True)
        ]
        if (unnamed := _unnamed(text, around[number], candidates[number], firm)) is not None:
            priors = [0.0 if p is unnamed else likely for p, likely in zip(candidates[number], priors, strict=True)]
        best = max(VILLAGE, max(priors, default=0.0))
        wide = any(p.kind == "country" or p.kind == "region" and p.iso2 for p in candidates[number])
        near = frozenset() if wide else squares  # المكسيك is no capital, however near its towns are; nor غزة a city
        rival = max((shares.get(p.iso2, 0.0) for p in candidates[number]), default=0.0)
        beside = [] if rival else _neighbours(candidates[number], shares, gazetteer)
        scored = sorted(
            (
                _score(
                    p,
                    likely,
                    best,
                    mention,
                    around[number].head,
                    parents,
                    shares,
                    rival,
                    provinces,
                    near,
                    sense.get(name, ""),
                    held,
                    p in beside,
                )
                for p, likely in zip(candidates[number], priors, strict=True)
            ),
            key=lambda c: (-c.score, -prior(c.place), c.place.id),
        )
        resolution = _decide(mention, scored)
        if resolution.place and not (unnamed and _written_in(text, around[number])):  # تونس - … من تونس
            sense[name] = resolution.place.id
        found.append(resolution)
    return tuple(found)


def _neighbours(places: list[Place], shares: dict[str, float], gaz: Gazetteer) -> list[Place]:
    """Those of a name's bearers that lie close by a country that the article names, if all others lie far off:
    القنيطرة and Israel."""
    if len(places) < 2 or not shares or any(not p.iso2 or p.kind in ("country", "region") for p in places):
        return []
    middles = [gaz.country(iso2) for iso2 in shares]
    away = [(min(abs(p.lat - m.lat) + abs(p.lon - m.lon) for m in middles), p) for p in places]
    near = [p for distance, p in away if distance < NEAR]
    return near if sum(distance > FAR for distance, _ in away) == len(places) - len(near) else []


def _homes(places: list[Place]) -> set[str]:
    """The countries in which the places of a name lie, '' for what lies in none."""
    return {p.iso2 for p in places}


def _single(places: list[Place]) -> bool:
    """Whether a name means places of one country only, and no two that lie far apart."""
    points = [p for p in places if p.kind in POINTS]
    return len(_homes(places)) == 1 and all(close(p, {square(points[0])}) for p in points[1:])


def _places(mention: Mention, gaz: Gazetteer) -> list[Place]:
    places = [gaz.place(p) for p in mention.places]
    if mention.kind == "metonym":
        states = [gaz.country(c) for p in places if (c := gaz.capital_of(p.id))]
        return states or places
    return places


def _countries(candidates: list[list[Place]], homes: list[set[str]]) -> Counter[str]:
    """How often each country is named by a name that can mean nothing else."""
    count: Counter[str] = Counter()
    for places, its in zip(candidates, homes, strict=True):
        if len(its) == 1:
            count.update(iso2 for iso2 in its if iso2)
        elif places and max(places, key=prior).kind == "country":
            count.update([max(places, key=prior).iso2])
    return count


def _unnamed(text: Text, phrase: Phrase, places: list[Place], firm: set[str]) -> Place | None:
    """The state that is not meant by a name that a capital shares: في عمّان, of a text on Jordan and not on Oman."""
    seat = next((p for p in places if p.feature == "PPLC"), None)
    if seat and _written_in(text, phrase):
        its = next((p for p in places if p.kind == "country" and p.iso2 == seat.iso2), None)
        return its if its and abs(its.lat - seat.lat) + abs(its.lon - seat.lon) > CITY_STATE else None
    towards = text.has(phrase.start, "prepositions.inside") or text.lexicon.slots.get(phrase.marker) == "to"
    state = next((p for p in places if p.kind == "country" and p.iso2 not in firm), None) if towards else None
    if state and any(p.feature == "PPLC" and p.iso2 != state.iso2 and p.iso2 in firm for p in places):
        return state
    return None


def _written_in(text: Text, phrase: Phrase) -> bool:
    """Whether a name opens a line as the town where the report was written: لوكسمبورغ - اتفق وزراء."""
    first, behind = phrase.first, phrase.last
    opens = first == 0 or text.stream[first - 1].kind == "line"
    return opens and behind < len(text.stream) and text.stream[behind].raw in DATELINE


def _province(mention: Mention, places: list[Place]) -> Place | None:
    """The province that a mention names, if it can name nothing else."""
    return places[0] if mention.kind == "toponym" and len(places) == 1 and places[0].kind == "admin" else None


def _parents(
    text: Text, number: int, mentions: tuple[Mention, ...], around: list[Phrase], candidates: list[list[Place]]
) -> set[str]:
    """Countries and provinces named right behind the mention as what it lies in (or is qualified by)."""
    found: set[str] = set()
    here = around[number]
    for later in range(number + 1, min(number + 3, len(mentions))):
        gap = range(here.last, around[later].first)
        if len(gap) > 5 or any(text.stream[i].kind != "word" and text.stream[i].raw not in "()،" for i in gap):
            break
        other = mentions[later]
        if around[later].joined == later - 1 and not around[later].start < around[later].first:
            break
        if (
            other.kind == "demonym"
            and len(gap) == 0
            or around[later].marker == "ب"
            or text.has(around[later].start, "prepositions.inside")
            or around[later].start > here.last - 1
            and gap
            and text.lexicon.slots.get(around[later].marker, "where") == "where"  # من كولومبيا إلى الولايات المتحدة
            and (other.kind != "demonym" or around[later].head or text.has(around[later].first - 1, "land"))
        ):
            for place in candidates[later]:
                if place.kind == "admin":
                    found |= {place.iso2, place.id}
                elif place.iso2 and place.kind in ("country", "region"):  # في جنوب لبنان
                    found.add(place.iso2)
    return found


def _score(
    place: Place,
    likely: float,
    best: float,
    mention: Mention,
    head: str,
    parents: set[str],
    shares: dict[str, float],
    rival: float,
    provinces: set[str],
    squares: Set[tuple[int, int]],
    sense: str,
    held: bool,
    beside: bool,
) -> Candidate:
    score, why = 0.15 * min(1.0, likely / 110.0) + RELATIVE * (likely / best) ** 2, ["prior"]
    if vowelled(mention.text) and vowelled(place.name_ar):
        same = mention.text == place.name_ar  # عمّان is no عُمان
        score += 0.5 if same else -0.2
        why.append("written with this name's vowels" if same else "written with other vowels")
    if head:
        if place.kind in AGREES.get(head, ()):
            score += 0.3
            why.append(f"a {head} is announced")
        elif not (head == "site" or head == "capital" and place.kind == "country"):
            score -= 0.15
            why.append(f"a {head} is announced, this is a {place.kind}")
    if parents and place.iso2:
        named = any(":" in parent for parent in parents)
        if place.admin1 in parents or place.id in parents or place.iso2 in parents and not named:
            score += 0.35
            why.append("lies in the place named beside it")
        elif place.iso2 in parents:
            score += 0.05
            why.append("lies in the same country as the place named beside it")
        else:
            score -= 0.2
            why.append("lies elsewhere than the place named beside it")
    if place.iso2 and shares:
        share = shares.get(place.iso2, 0.0)
        score += SHARE * share if share else -ABSENT * rival
        why.append("the article is about its country" if share else "its country is not named")
    if place.kind == "city" and place.admin1 in provinces:
        score += 0.15
        why.append("its province is named")
    elif place.kind in POINTS and place.kind in AGREES.get(head, POINTS) and close(place, squares):
        score += CLOSE
        why.append("lies near a place that the article names")
    if beside:
        score += NEIGHBOUR
        why.append("lies close by a country that the article names")
    if held and place.feature == "PRN" and head in ("", "site"):
        score += PRISON
        why.append("people who are held are spoken of")
    if mention.confidence < 1.0 and place.id == mention.places[0]:
        score += 0.5  # where it lies and how large it is were weighed when it was heard
        why.append("sounds closest")
    if sense == place.id and (head in ("", "site") or place.kind in AGREES.get(head, ())):
        score += 0.3
        why.append("named before")
    return Candidate(place, round(max(0.0, min(1.0, 0.25 + score)), 4), "; ".join(why))


def _likely(place: Place) -> float:
    """The prior of a place; that of a village where nobody has counted its people, and of a province: Florida is no
    town in Uruguay."""
    if place.kind == "admin":
        return max(UNCOUNTED, prior(place))
    unknown = place.kind == "city" and not place.population and place.name_ar
    return VILLAGE if unknown else prior(place)


def _decide(mention: Mention, scored: list[Candidate]) -> Resolution:
    if not scored:
        return Resolution(mention, None, 0.0, True, (), "the gazetteer has no place of this name")
    best = scored[0]
    rivals = [c for c in scored[1:] if _far(c.place, best.place)]
    gap = best.score - rivals[0].score if rivals else 1.0
    uncertain = gap < MARGIN or mention.confidence < 1.0
    lost = tuple(Candidate(c.place, c.score, f"{best.score - c.score:.2f} behind: {c.reason}") for c in scored[1:6])
    score = round(mention.confidence * best.score * (1.0 if not rivals else min(1.0, 0.6 + gap)), 4)
    return Resolution(mention, best.place, score, uncertain, (best, *lost), best.reason)


def _far(a: Place, b: Place) -> bool:
    """Whether confusing the two would move the pin (a city and its own province do not)."""
    return abs(a.lat - b.lat) > 1.5 or abs(a.lon - b.lon) > 1.5 or a.iso2 != b.iso2
