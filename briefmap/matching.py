"""Names of the gazetteer in a text: the longest that fit."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from briefmap.arabic import Reading, readings
from briefmap.gazetteer import Gazetteer, Name
from briefmap.model import Place
from briefmap.text import Text

__all__ = [
    "BARE_POPULATION",
    "ENDINGS",
    "POINTS",
    "SAFE_POPULATION",
    "Match",
    "close",
    "foreign",
    "matches",
    "prior",
    "square",
]

BARE_POPULATION = 1_000_000  # a city of this size is known by its bare name; smaller ones need a sign
SAFE_POPULATION = 90_000  # a one-word city name below this needs a sign of a place beside it
POINTS = ("city", "site")  # kinds of places that are a point
SQUARE = 1.5  # degrees: what lies in the same square or one beside it is near
ENDINGS = ("ه", "ها", "هم", "هن", "ات", "ين")  # endings of Arabic words, which a foreign name seldom has
_HYPHENS = ("-", "–")
_POINTS = ("directions.poles", "directions.sides", "directions.middle")
_BASE = {"country": 60.0, "region": 30.0, "water": 30.0, "admin": 12.0, "site": 8.0, "city": 0.0}


class Match(NamedTuple):
    """A name of the gazetteer found at tokens `first` … `last` (exclusive)."""

    first: int
    last: int
    prefix: str
    stem: str
    start: int
    names: tuple[Name, ...]
    best: Place
    words: int
    roles: frozenset[str]
    """In what roles its names stand: name, alias, demonym, metonym."""

    @property
    def demonym(self) -> bool:
        return len(self.roles) == 1 and "demonym" in self.roles

    @property
    def institution(self) -> bool:
        return "metonym" in self.roles


def matches(text: Text, gazetteer: Gazetteer) -> list[Match]:
    """The longest names, from left to right, that don't overlap."""
    found: list[Match] = []
    index, stream = 0, text.stream
    announced = ""  # the noun whose list we are in: مخيمي الهول وروج are مخيم الهول and مخيم روج
    nouns: dict[str, str] = {}  # … and that which announced a name before: مخيم روج is what روج means later
    while index < len(stream):
        token = stream[index]
        match = None
        if token.kind == "word" and len(token.norm) > 1:
            before = text.previous[index]
            if before < 0:
                announced = ""
            elif text.heads[before] and not text.norms[before].startswith("ال"):
                announced = text.lexicon.singular(text.norm(before))
                if announced != text.norm(before) and text.heads[index] and token.norm.startswith("ال"):
                    announced = ""  # موانئ الجزيرة are those of an island
            elif announced and not (found and found[-1].last in (index, index - 1) and token.norm.startswith("و")):
                announced = ""
            noun = announced or (nouns.get(token.norm) or nouns.get(token.norm[1:], "") if nouns else "")
            starts = readings(token.norm) if noun else gazetteer.beginnings(token.norm)
            if starts:
                listed = bool(found) and found[-1].last == index or foreign(text, before)
                match = _longest(text, index, starts, gazetteer, noun, listed)
            if match and match.words > 1 and match.best.kind in ("country", "region") and _compass(text, index):
                match = None  # the place behind it is found by itself
            announcing = match and match.words == 2 and match.best.kind == "admin" and text.heads[index]
            if match and announcing and _longer_inside(text, match, gazetteer):
                match = None
        if match:
            found.append(match)
            index = match.last
            own = text.norms[match.first + 1]
            if match.words > 1 and match.best.kind == "site" and text.heads[match.first] and not gazetteer.names(own):
                if foreign(text, match.first + 1):  # no word by itself, nor the name of a town
                    nouns[own] = text.lexicon.singular(match.stem)
        else:
            index += 1
    return found


def _longer_inside(text: Text, match: Match, gazetteer: Gazetteer) -> bool:
    """Whether a longer name begins behind the noun that announces it: إقليم خيبر بختونخوا is not the «إقليم خيبر»."""
    second = match.first + 1
    starts = gazetteer.beginnings(text.norms[second])
    longer = _longest(text, second, starts, gazetteer, "", False) if starts else None
    return longer is not None and longer.last > match.last


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


def _compass(text: Text, index: int) -> bool:
    """Whether a point of the compass only parts what another begins: شمال شرق أفريقيا، غرب وجنوب السودان."""
    before, classes = text.previous[index], text.classes[index]
    if before < 0 or not any(row in classes for row in _POINTS):
        return False
    if classes["directions"].startswith("و"):
        return any(row in text.classes[before] for row in _POINTS)
    return _POINTS[0] in text.classes[before] and _POINTS[1] in classes


def _longest(
    text: Text, index: int, starts: tuple[Reading, ...], gazetteer: Gazetteer, announced: str, listed: bool
) -> Match | None:
    """The longest name that begins with one of the readings of token `index`, which is `listed` right behind another."""
    after = index + 1
    while text.norms[after] in _HYPHENS:
        after += 1
    second = text.norms[after]
    best: tuple[tuple[int, int, int], Reading, tuple[Name, ...], Place] | None = None
    for reading in starts:
        known = gazetteer.following(reading.stem)
        last, names = _named(text, index, known.get(second, ()) + known.get("", ()))
        if announced:
            whole = _named(text, index, gazetteer.following(announced).get(reading.stem, ()), 1)
            last, names = max(whole, (last, names), key=lambda one: one[0])
        if not last:
            continue
        counted = last == index + 1 and reading.stem.endswith(("ا", "ي")) and "ب" not in reading.prefix
        if counted and _counted(text, index):
            people = gazetteer.names(reading.stem.removesuffix("ا"))
            names = tuple(n for n in people if n.role == "demonym" and not n.rest) or names
        place = _likeliest(names, gazetteer)
        if "ك" in reading.prefix and not (reading.stem.startswith("ال") or place.kind in ("country", "region")):
            continue  # كاكيتا is Caquetá and not «like Akita»
        strength = 2 if place.kind == "country" or place.population > SAFE_POPULATION else 1
        if not names[0].rest and any(n.role == "demonym" for n in names):
            strength = 2
        joined = listed and reading.prefix == "و"
        if joined:
            strength = 2  # بلجيكا وآراس is no Huaraz
        weak = reading.prefix and (len(reading.stem) < 4 or "ك" in reading.prefix)  # كالامار is not «like الامار»
        rank = (last, 0 if weak else strength, 1 if joined else -reading.offset)
        if best is None or rank > best[0]:
            best = rank, reading, names, place
    if best is None:
        return None
    (last, *_), reading, names, place = best
    start = text.starts[index] + text.stream[index].at(reading.offset)
    roles = frozenset(n.role for n in names)
    return Match(index, last, reading.prefix, reading.stem, start, names, place, 1 + len(names[0].rest), roles)


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


def foreign(text: Text, index: int) -> bool:
    """Whether a word may be part of a foreign name: of no class, no common word, not determined, without an Arabic ending."""
    if not text.word(index):
        return False
    word = text.norm(index)
    ordinary = text.classes[index] or word in text.lexicon.common or word in text.lexicon.given
    return not ordinary and len(word) > 2 and not word.startswith("ال") and not word.endswith(ENDINGS)


def prior(place: Place) -> float:
    """How likely a bare name means this place, before anything is read: by kind, then by population."""
    base = _BASE[place.kind]
    if place.feature == "PPLC":
        base += 40.0
    return base + float(min(place.population, 20_000_000) ** 0.25)


def square(place: Place) -> tuple[int, int]:
    """The square of a grid that a place lies in."""
    return int(place.lat // SQUARE), int(place.lon // SQUARE)


def close(place: Place, squares: Set[tuple[int, int]]) -> bool:
    """Whether a place lies in one of some squares or beside one."""
    row, column = square(place)
    return any((row + i, column + j) in squares for i in (-1, 0, 1) for j in (-1, 0, 1))
