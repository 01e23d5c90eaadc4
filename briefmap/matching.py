"""Names of the gazetteer in a text: the longest that fit, and by sound those that it has in Latin letters alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from briefmap.arabic import Reading, readings
from briefmap.gazetteer import Gazetteer, Name
from briefmap.gazetteer import Match as Sounding
from briefmap.model import Place, Span
from briefmap.text import Text

__all__ = ["SAFE_POPULATION", "Heard", "Match", "foreign", "heard", "matches", "prior"]

SAFE_POPULATION = 90_000  # a one-word city name below this needs a sign of a place beside it
_HYPHENS = ("-", "–")
_BASE = {"country": 60.0, "region": 30.0, "water": 30.0, "admin": 12.0, "site": 8.0, "city": 0.0}
HEARD_WORDS = 3  # the longest name that is looked up by its sound


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the gazetteer found at tokens `first` … `last` (exclusive)."""

    first: int
    last: int
    prefix: str
    stem: str
    start: int
    names: tuple[Name, ...]
    best: Place
    words: int

    @property
    def demonym(self) -> bool:
        return all(n.role == "demonym" for n in self.names)

    @property
    def institution(self) -> bool:
        return any(n.role == "metonym" for n in self.names)


@dataclass(frozen=True, slots=True)
class Heard:
    """A name that only sounds like places of the gazetteer, best first, and how sure that is (0 … 1)."""

    first: int
    last: int
    span: Span
    places: tuple[str, ...]
    latin: str
    score: float


def matches(text: Text, gazetteer: Gazetteer) -> list[Match]:
    """The longest names, from left to right, that don't overlap."""
    found: list[Match] = []
    index, stream = 0, text.stream
    announced = ""  # the noun whose list we are in: مخيمي الهول وروج are مخيم الهول and مخيم روج
    while index < len(stream):
        token = stream[index]
        match = None
        if token.kind == "word" and len(token.norm) > 1:
            before = text.previous[index]
            if before < 0:
                announced = ""
            elif text.heads[before]:
                announced = text.lexicon.singular(text.norm(before))
            elif announced and not (found and found[-1].last in (index, index - 1) and token.norm.startswith("و")):
                announced = ""
            starts = readings(token.norm) if announced else gazetteer.beginnings(token.norm)
            match = _longest(text, index, starts, gazetteer, announced) if starts else None
        if match:
            found.append(match)
            index = match.last
        else:
            index += 1
    return found


def _counted(text: Text, index: int) -> bool:
    """Whether a number stands before the word, or before the counted noun that it qualifies: 18 جنديا كمبوديا."""
    for earlier in (index - 1, index - 2):
        if earlier < 0:
            return False
        token = text.stream[earlier]
        if token.raw.isdigit() or "numbers" in text.classes[earlier]:
            return True
        if not token.norm.endswith("ا"):
            return False
    return False


def _longest(text: Text, index: int, starts: tuple[Reading, ...], gazetteer: Gazetteer, announced: str) -> Match | None:
    """The longest name that begins with one of the readings of token `index`."""
    after = index + 1
    while text.norm(after) in _HYPHENS:
        after += 1
    second = text.norm(after)
    best: tuple[tuple[int, int, int], Reading, tuple[Name, ...], Place] | None = None
    for reading in starts:
        known = gazetteer.following(reading.stem)
        last, names = _named(text, index, known.get(second, ()) + known.get("", ()))
        if announced:
            whole = _named(text, index, gazetteer.following(announced).get(reading.stem, ()), 1)
            last, names = max(whole, (last, names), key=lambda one: one[0])
        if not last:
            continue
        if last == index + 1 and reading.stem.endswith(("ا", "ي")) and _counted(text, index):
            people = gazetteer.names(reading.stem.removesuffix("ا"))
            names = tuple(n for n in people if n.role == "demonym" and not n.rest) or names
        place = _likeliest(names, gazetteer)
        if "ك" in reading.prefix and not (reading.stem.startswith("ال") or place.kind in ("country", "region")):
            continue  # كاكيتا is Caquetá and not «like Akita»
        strength = 2 if place.kind == "country" or place.population > SAFE_POPULATION else 1
        if not names[0].rest and any(n.role == "demonym" for n in names):
            strength = 2
        rank = (last, strength if not reading.prefix or len(reading.stem) > 2 else 0, -reading.offset)
        if best is None or rank > best[0]:
            best = rank, reading, names, place
    if best is None:
        return None
    (last, *_), reading, names, place = best
    start = text.starts[index] + text.stream[index].at(reading.offset)
    return Match(index, last, reading.prefix, reading.stem, start, names, place, 1 + len(names[0].rest))


def _named(text: Text, index: int, known: tuple[tuple[Name, ...], ...], said: int = 0) -> tuple[int, tuple[Name, ...]]:
    """The longest of known names that token `index` begins, and the token behind it; 0 for none.

    `said` is how many words behind a name's first stand up to there.
    """
    for names in known:
        if last := _follows(text, index, names[0].rest[said:]):
            return last, names
    return 0, ()


@lru_cache(maxsize=65536)
def _likeliest(names: tuple[Name, ...], gazetteer: Gazetteer) -> Place:
    return max((gazetteer.place(name.place) for name in names), key=prior)


def _follows(text: Text, index: int, rest: tuple[str, ...]) -> int:
    """The token behind the name when the words `rest` follow token `index`, hyphens passed over; else 0."""
    at = index + 1
    for word in rest:
        while at < len(text.stream) and text.stream[at].raw in _HYPHENS:
            at += 1
        if at >= len(text.stream) or text.stream[at].norm != word:
            return 0
        at += 1
    return at


def heard(text: Text, gazetteer: Gazetteer, known: list[Match], places: list[Match]) -> list[Heard]:
    """Names without an entry behind a noun that announces a town, by sound, in the countries that the article names.

    `known` are all names found, `places` those that were taken for places. A country or province named right behind
    the town is where it is looked for; else towns in a province that the article names anywhere come before others.
    """
    at = {match.first: match for match in places}
    found: list[Heard] = []
    taken = {i for match in known for i in range(match.first, match.last)}
    countries = frozenset(match.best.iso2 for match in places if match.best.iso2)
    provinces = frozenset(id for match in places for id in _provinces(match, gazetteer))
    for index, head in enumerate(text.previous if countries else ()):
        if head < 0 or text.heads[head] not in ("city", "site") or index in taken or not text.word(index):
            continue
        if text.norm(head).startswith("ال"):
            continue  # «the camp» is no «camp of»: its name would stand before it
        words: list[str] = []
        while len(words) < HEARD_WORDS and foreign(text, index + len(words)) and index + len(words) not in taken:
            words.append(text.norm(index + len(words)))
        for length in range(len(words), 0, -1):
            spelled = " ".join(words[:length])
            alike = _sounding(spelled, _parent(text, index + length, at, gazetteer), countries, provinces, gazetteer)
            if alike:
                found.append(_heard(index, index + length, text.span(index, index + length), alike))
                break
    namesakes = (_namesake(text, match, at, gazetteer) for match in places)
    return found + [name for name in namesakes if name]


def _sounding(
    name: str, parent: Match | None, countries: frozenset[str], provinces: frozenset[str], gazetteer: Gazetteer
) -> tuple[Sounding, ...]:
    if parent:
        return gazetteer.sound(name, frozenset({parent.best.iso2}), _provinces(parent, gazetteer))
    return (gazetteer.sound(name, countries, provinces) if provinces else ()) or gazetteer.sound(name, countries)


def _namesake(text: Text, match: Match, at: dict[int, Match], gazetteer: Gazetteer) -> Heard | None:
    """A town in the province named behind it, where those that bear the name in Arabic all lie elsewhere."""
    bearers = [gazetteer.place(n.place) for n in match.names]
    parent = _parent(text, match.last, at, gazetteer)
    within = _provinces(parent, gazetteer) if parent else frozenset()
    if not parent or not within or any(p.kind != "city" or p.admin1 in within for p in bearers):
        return None
    words = [match.stem, *(token.norm for token in text.stream[match.first + 1 : match.last] if token.kind == "word")]
    alike = gazetteer.sound(" ".join(words), frozenset({parent.best.iso2}), within)
    if not alike or alike[0].place.admin1 not in within:
        return None
    return _heard(match.first, match.last, Span(match.start, text.span(match.first, match.last).end), alike)


def _heard(first: int, last: int, span: Span, alike: tuple[Sounding, ...]) -> Heard:
    return Heard(first, last, span, tuple(m.place.id for m in alike), alike[0].name, alike[0].score)


def _provinces(match: Match, gazetteer: Gazetteer) -> frozenset[str]:
    """The provinces that a name can mean."""
    return frozenset(n.place for n in match.names if gazetteer.place(n.place).kind == "admin")


def _parent(text: Text, index: int, at: dict[int, Match], gazetteer: Gazetteer) -> Match | None:
    """The country or province named right behind a town as what it lies in: (بلدة كيرني) في ولاية نبراسكا."""
    announced = False
    for later in range(index, min(index + 4, len(text.stream))):
        match = at.get(later)
        if match:
            linked = later > index or "ب" in match.prefix or match.demonym
            province = announced and _provinces(match, gazetteer)
            return (
                match if linked and match.best.iso2 and (province or match.best.kind in ("country", "admin")) else None
            )
        announced = announced or text.head(later) == "admin"
        if text.stream[later].raw not in ("،", "(") and not (text.norm(later) == "في" or text.head(later)):
            return None
    return None


def foreign(text: Text, index: int) -> bool:
    """Whether a word may be part of a foreign name: of no class, no common word, not determined, not feminine."""
    if not text.word(index):
        return False
    word = text.norm(index)
    ordinary = text.classes[index] or word in text.lexicon.common or word in text.lexicon.given
    return not ordinary and len(word) > 2 and not word.startswith("ال") and not word.endswith(("ه", "ات", "ين"))


def prior(place: Place) -> float:
    """How likely a bare name means this place, before anything is read: by kind, then by population."""
    base = _BASE[place.kind]
    if place.feature == "PPLC":
        base += 40.0
    return base + float(min(place.population, 20_000_000) ** 0.25)
