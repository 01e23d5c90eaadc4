"""Names that the gazetteer has in Latin letters alone: heard by their sound, where the text asks for a town."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from briefmap.gazetteer import Gazetteer, prior
from briefmap.gazetteer import Match as Sounding
from briefmap.matching import ENDINGS, Match, foreign
from briefmap.model import Place, Span
from briefmap.namesakes import sporting
from briefmap.sound import THRESHOLD
from briefmap.text import Text, verbal

__all__ = ["Heard", "heard"]

HEARD_WORDS = 3  # the longest name that is looked up by its sound
BARE_LETTERS = 4  # the shortest that is looked up without a noun before it
BARE_SCORE = 0.7  # how sure such a one must be, since nothing says that it is a town
SITE_SCORE = 0.8  # … and one behind «prison» or «station», which often have names of their own
_KINDS = {"admin": "admin", "site": "site", "area": "site"}  # by sound too, behind a noun for their kind: ولاية كلنتان
FAMOUS = 300_000  # a city of this size needs no country beside it


@dataclass(frozen=True, slots=True)
class Heard:
    """A name that only sounds like places of the gazetteer, best first, and how sure that is (0 … 1)."""

    first: int
    last: int
    span: Span
    places: tuple[str, ...]
    latin: str
    score: float


def heard(text: Text, gazetteer: Gazetteer, known: list[Match], places: list[Match]) -> list[Heard]:
    """Names without an entry where the text asks for a town, by sound, in the countries that the article names.

    `known` are all names found, `places` those that were taken for places. A country or province named right behind
    the town is where it is looked for, and that of the town which «and» joins it to; else towns in a province that the
    article names anywhere come before others.
    """
    at = {match.first: match for match in places}
    ends = {match.last: match for match in places}
    found: list[Heard] = []
    naming: dict[str, set[str]] = defaultdict(set)  # country → the names by which the article names something in it
    for match in places:
        naming[match.best.iso2].add(match.stem)
    persons = cache(lambda: _persons(text))
    taken = {i for match in known for i in range(match.first, match.last)}
    countries = frozenset(match.best.iso2 for match in places if match.best.iso2)
    stated = frozenset(m.best.iso2 for m in places if m.best.iso2 and (m.demonym or m.best.kind == "country"))
    provinces = frozenset(id for match in places for id in _provinces(match, gazetteer))
    for index, before in enumerate(text.previous if countries else ()):
        if (
            before < 0
            and not _opens(text, index, at)
            or text.classes[index]
            or index in taken
            or text.stream[index].kind != "word"
        ):
            continue
        last = found[-1].last if found else -1
        offset, least = _asked(text, index, before, index in ends or index == last) if before >= 0 else (0, THRESHOLD)
        if not least or least == BARE_SCORE and (text.norm(index)[offset:] in persons() or sporting(text, index)):
            continue
        words = [text.norm(index)[offset:]]
        while len(words) < HEARD_WORDS and foreign(text, index + len(words)) and index + len(words) not in taken:
            words.append(text.norm(index + len(words)))
        joined = ends.get(index) if offset else None
        for length in range(len(words), 0, -1):
            spelled = " ".join(words[:length])
            parent = _parent(text, index + length, at, gazetteer)
            kind = "" if before < 0 or text.norm(before).startswith("ال") else _KINDS.get(text.heads[before], "")
            alike = _beside(spelled, joined, gazetteer) if joined and not parent else ()
            if kind:
                alike = gazetteer.sound(spelled, frozenset({parent.best.iso2}) if parent else countries, kind=kind)
            if before < 0 or text.heads[before] != "area":
                alike = alike or _sounding(spelled, parent, countries, provinces, gazetteer)
            # of provinces and sites there are few, so that one more often stands alone
            enough = min(least, BARE_SCORE) if alike and alike[0].place.kind != "city" else least
            if alike and alike[0].score >= enough:
                start = text.starts[index] + text.stream[index].at(offset)
                span = Span(start, text.span(index, index + length).end)
                found.append(_heard(index, index + length, span, alike))
                break
    namesakes = (_namesake(text, match, at, stated, naming, gazetteer) for match in places)
    found += [name for name in namesakes if name]
    begun = {name.first for name in found}
    longer = (_longer(text, match, stated, gazetteer) for match in places if match.first not in begun)
    return found + [name for name in longer if name]


def _asked(text: Text, index: int, before: int, listed: bool) -> tuple[int, float]:
    """Where in token `index` a town's name begins that the text asks for, and how sure its sound must be; 0 for none."""
    head = text.heads[before]
    if head in ("admin", "area") and foreign(text, index) and not text.norm(before).startswith("ال"):
        return 0, SITE_SCORE  # منطقة ماتشينغا, which bears the name of its seat
    if head in ("city", "site") and foreign(text, index):
        # «the camp» is no «camp of»: its name would stand before it
        return 0, 0.0 if text.norm(before).startswith("ال") else SITE_SCORE if head == "site" else THRESHOLD
    word, classes = text.norms[index], text.classes[before]
    offset = int(listed and word.startswith("و"))
    if not (offset or "prepositions.local" in classes or "directions" in classes or _rules(text, before)):
        return 0, 0.0
    name, lexicon = word[offset:], text.lexicon
    plain = len(name) >= BARE_LETTERS and not name.startswith(("ال", "لل"))
    plain = plain and (not name.endswith("وا") or name[-3] == "ا")  # خسروا, but أوكيناوا
    if not plain or name.endswith(ENDINGS) or verbal(name, text.stream[index].raw) or not lexicon.looks_foreign(name):
        return 0, 0.0
    ordinary = any(one in known for one in {word, name} for known in (lexicon.common, lexicon.given))
    return (0, 0.0) if ordinary else (offset, BARE_SCORE)


def _opens(text: Text, index: int, at: dict[int, Match]) -> bool:
    """Whether a line opens with a foreign name and a country in brackets: أخميتا (جورجيا) -."""
    country = at.get(index + 2)
    return bool(
        country and country.best.kind == "country" and text.stream[index + 1].raw == "(" and foreign(text, index)
    )


def _rules(text: Text, index: int) -> bool:
    """Whether what an official rules follows, and not his name: عمدة إكيكي."""
    return text.has(index, "rulers") and not text.norm(index).startswith("ال")


def _persons(text: Text) -> frozenset[str]:
    """The words that stand as a person's name somewhere: behind a given name, a title or a verb of speech."""
    given, speaks = text.lexicon.given, text.lexicon.speaks
    norms, classes = text.norms, text.classes
    return frozenset(
        norm
        for norm, before in zip(norms, text.previous, strict=False)
        if before >= 0
        and (
            norms[before] in given or "titles" in classes[before] and not _rules(text, before) or speaks(norms[before])
        )
    )


def _beside(name: str, town: Match, gazetteer: Gazetteer) -> tuple[Sounding, ...]:
    """Towns of a name in the province, else in the country, of a town that stands beside it."""
    if town.best.kind != "city":
        return ()
    countries = frozenset({town.best.iso2})
    within = gazetteer.sound(name, countries, frozenset({town.best.admin1})) if town.best.admin1 else ()
    return within or gazetteer.sound(name, countries)


def _sounding(
    name: str, parent: Match | None, countries: frozenset[str], provinces: frozenset[str], gazetteer: Gazetteer
) -> tuple[Sounding, ...]:
    if parent:  # جورجيا is a state of the United States as well
        within = frozenset[str]() if parent.best.kind == "country" else _provinces(parent, gazetteer)
        return gazetteer.sound(name, frozenset({parent.best.iso2}), within)
    return (gazetteer.sound(name, countries, provinces) if provinces else ()) or gazetteer.sound(name, countries)


def _namesake(
    text: Text,
    match: Match,
    at: dict[int, Match],
    stated: frozenset[str],
    naming: dict[str, set[str]],
    gazetteer: Gazetteer,
) -> Heard | None:
    """A town in the province named behind it, or in a country that the article states, where those that bear the name
    in Arabic all lie elsewhere, and in no country in which the article names something else (`naming`)."""
    if text.heads[match.first] == "admin":
        return None  # «the province of …» is no town
    bearers = [gazetteer.place(n.place) for n in match.names]
    parent = _parent(text, match.last, at, gazetteer)
    within = _provinces(parent, gazetteer) if parent else frozenset()
    if parent and within and all(p.kind == "city" and p.admin1 not in within for p in bearers):
        alike = gazetteer.sound(_spelled(text, match), frozenset({parent.best.iso2}), within)
        alike = alike if alike and alike[0].place.admin1 in within else ()
    elif stated and all(_unknown(p, match.stem, naming) for p in bearers):
        largest = max(-prior(p)[1] for p in bearers)
        alike = gazetteer.sound(_spelled(text, match), stated, size=largest)
        alike = alike if alike and alike[0].score >= SITE_SCORE and alike[0].place.population >= largest else ()
    else:
        return None
    if not alike:
        return None
    return _heard(match.first, match.last, Span(match.start, text.span(match.first, match.last).end), alike)


def _longer(text: Text, match: Match, stated: frozenset[str], gazetteer: Gazetteer) -> Heard | None:
    """The place of a longer name that begins with a known one: «مقاطعة كيين جيانغ» is none of Kayin."""
    before = text.before(match.first)
    kind = _KINDS.get(text.heads[before], "city" if text.heads[before] == "city" else "") if before >= 0 else ""
    if not kind or not stated or match.words > 1 or match.prefix or not foreign(text, match.last):
        return None
    alike = gazetteer.sound(f"{match.stem} {text.norm(match.last)}", stated, kind=kind)
    if not alike or alike[0].score < BARE_SCORE:
        return None
    return _heard(match.first, match.last + 1, Span(match.start, text.span(match.first, match.last + 1).end), alike)


def _unknown(place: Place, name: str, naming: dict[str, set[str]]) -> bool:
    """Whether a place is too little known to be named out of the blue: a town or province of no country named else."""
    if place.kind not in ("city", "admin") or place.population >= FAMOUS:
        return False
    return all(other == name for other in naming.get(place.iso2, ()))


def _spelled(text: Text, match: Match) -> str:
    words = (token.norm for token in text.stream[match.first + 1 : match.last] if token.kind == "word")
    return " ".join((match.stem, *words))


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
