"""The values that frames are made of: a sentence with its names and cues, and a filled slot.

Which place lies in which, and which names stand in one list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from briefmap.cues import Cue
from briefmap.model import Place, Resolution
from briefmap.phrases import Phrase, opening
from briefmap.profiles import Event
from briefmap.text import Text

__all__ = [
    "GROUND",
    "NATURAL",
    "TIED",
    "Filled",
    "Sentence",
    "end_of",
    "finest",
    "grounded",
    "listed",
    "state_beside",
    "tied",
    "within_city",
]

TIED = 5  # words between a place and the larger one that it is said to lie in
GROUND = ("where", "on", "from", "of", "object")
NATURAL = ("ISL", "ISLS", "MT", "MTS", "PEN", "VAL", "FRST", "HLL")  # sites as wide as an area
RANK = {"site": 0, "city": 1, "admin": 2, "water": 2, "country": 3, "region": 4}


class Filled(NamedTuple):
    """One slot of a frame: the number of the mention, and how sure the grammar is (0 … 1)."""

    mention: int
    slot: str
    sure: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` … `last` of the text with the mentions and cues among them; `breaks` part its clauses."""

    text: Text
    resolutions: tuple[Resolution, ...]
    around: list[Phrase]
    first: int
    last: int
    inside: list[int]
    earlier: int
    local: int = -1
    """The mention of the town where it was written, where the report is about it."""
    home: int = -1
    """The mention of the town that its dateline names."""
    cues: list[Cue] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def kind(self, mention: int) -> str:
        return self.resolutions[mention].mention.kind

    def official(self, mention: int) -> bool:
        """Whether a state's officials are named, or its capital for them."""
        return self.around[mention].office or self.kind(mention) == "metonym"

    def spot(self, mention: int) -> bool:
        """Whether a place is a town or a site."""
        return (place := self.place(mention)) is not None and place.kind in ("city", "site")

    def state(self, mention: int) -> bool:
        """Whether a place is a state."""
        return (place := self.place(mention)) is not None and place.kind == "country"

    def within(self, mention: int) -> bool:
        """Whether its preposition tells that something is in a place."""
        phrase = self.around[mention]
        return phrase.marker == "ب" or self.text.has(phrase.start, "prepositions.inside")

    def place(self, mention: int) -> Place | None:
        return self.resolutions[mention].place

    def lies_in(self, mention: int, state: Place) -> bool:
        """Whether a name is that of a state or of a place in it."""
        place = self.place(mention)
        return place is not None and place.iso2 == state.iso2

    def before(self, token: int) -> int:
        """The last mention of the sentence that ends before the token, or -1."""
        return next((m for m in reversed(self.inside) if self.around[m].last <= token), -1)

    def opening(self, mention: int) -> Phrase:
        """The phrase of the first name of the list that a mention stands in, which bears what governs them all."""
        return opening(self.around, mention)

    def slot(self, mention: int, event: Event) -> str:
        """The slot of the event that the mention's preposition opens, or ''."""
        slot = self.text.lexicon.slots.get(self.around[mention].marker, "")
        if self.outside(mention, event):
            return "where"
        if slot == "around":
            return "" if event.talks else "where"
        if slot == "held_by":
            if "from" in event.slots:
                return "from"  # كانوا محتجزين لدى إريتريا
            return "who" if "who" in event.negated else "where"
        return slot

    def outside(self, mention: int, event: Event) -> bool:
        """Whether it happened outside a town, and near it: معارك خارج واباغ."""
        phrase, place = self.around[mention], self.place(mention)
        told = phrase.marker == "except" and event.deed
        return told and self.text.has(phrase.start, "except.outside") and place is not None and place.kind == "city"


def state_beside(said: Sentence, mention: int) -> bool:
    """Whether the adjective of its state stands right behind a place: من ولاية تكساس الأميركية."""
    last, state = said.around[mention].last, mention + 1
    if state >= len(said.around) or said.around[state].first != last or said.kind(state) != "demonym":
        return False
    return said.text.nisba(last) and _same_land(said.place(mention), said.place(state))


def _same_land(place: Place | None, state: Place | None) -> bool:
    return place is not None and state is not None and place.kind != "country" and place.iso2 == state.iso2


def end_of(said: Sentence, mention: int) -> int:
    """The token behind a place and the adjective of its state: ولاية بورنو النيجيرية التي."""
    return said.around[mention + 1 if state_beside(said, mention) else mention].last


def tied(said: Sentence, inner: int, outer: int) -> bool:
    """Whether the text says that the first place lies in the second, which stands right behind it."""
    small, large = said.place(inner), said.place(outer)
    phrase = said.around[outer]
    gap = range(said.around[inner].last, phrase.start)
    if phrase.joined >= 0:
        return False  # صنعاء ومأرب stand side by side
    if not small or not large or phrase.office or len(gap) > TIED:
        return False
    if said.kind(outer) != "toponym" and phrase.head != "capital":
        return False  # مطار معيتيقة في العاصمة الليبية
    if _rank(large) <= _rank(small) or not large.iso2 or not _within(small, large):
        return False
    if large.kind == "city" and _added(said, phrase.start):
        return False
    if any(c.first in gap and c.event.grain == "finest" for c in said.cues):
        return False  # تفجير في كالي، وهجمات في كاوكا
    direction = phrase.start < phrase.first and "directions" in said.text.classes[phrase.start]
    direction = direction and not said.text.has(phrase.start + 1, "prepositions.partitive")  # في الدوحة كل من قطر
    if said.text.lexicon.slots.get(phrase.marker) != "where" and not direction:
        return False
    return all(said.text.comma(i) or said.text.word(i) for i in gap) and not any(
        "clause" in said.text.classes[i] for i in gap
    )


def _rank(place: Place) -> int:
    """How large a place is of its kind; a region inside one country is a part of it, an island no part of a town."""
    if place.kind == "site" and place.feature in NATURAL:
        return RANK["city"]
    return RANK["admin"] if place.kind == "region" and place.iso2 else RANK[place.kind]


def _within(small: Place, large: Place) -> bool:
    """Whether the one may lie in the other, as far as their country and province tell."""
    if large.kind == "admin" and small.admin1 and large.feature == "ADM1" and small.admin1 != large.id:
        return False
    return small.iso2 == large.iso2 or not large.iso2


def finest(said: Sentence, event: Event, slots: list[Filled]) -> list[Filled]:
    """Without the places that only say where a finer place of the same event lies.

    Where people are held («tied»), the country of the finer place counts too, and the city in which it is.
    """
    countries = event.grain == "tied"
    told = [f for f in slots if f.slot in GROUND and f.slot in event.slots]  # في كوخ، على مسيرة يوم من المدينة
    ground = [(p, f) for f in told if (p := said.place(f.mention))]
    between = [(p, f) for f in slots if f.slot == "with" and (p := said.place(f.mention)) and p.kind == "city"]
    coarse = {
        id(f)
        for place, f in ground
        if said.around[f.mention].joined < 0
        and not any(said.around[o.mention].joined == f.mention for _, o in ground)  # في كويتا وميناء جوادر
        and not (countries and (place.kind == "country" or within_city(said, f.mention)))
        and any(_rank(p) < _rank(place) and _within(p, place) for p, _ in [*ground, *between])
        and not (place.kind == "city" and _added(said, said.around[f.mention].start))
        and not any(o.mention > f.mention and _anew(said, f.mention, o.mention) for _, o in ground)
    }
    return [f for f in slots if id(f) not in coarse]


def _added(said: Sentence, start: int) -> bool:
    """Whether «and» adds what is in a place to what was named before: مخيم جنين وأحياء في طولكرم."""
    return any(said.text.joins(i) for i in range(start - 1, start + 1))


def _anew(said: Sentence, mention: int, other: int) -> bool:
    """Whether «and in» begins anew between two places: محتجزون في القرم وفي مراكز في دونيتسك."""
    text, between = said.text, range(said.around[mention].last, said.around[other].first)
    return any(text.joins(i) and text.has(i, "prepositions.inside") for i in between)


def within_city(said: Sentence, mention: int) -> bool:
    """Whether a name is that of the city in which something is, and not beside which: سجن كوبر بالخرطوم, but not شمال طهران."""
    place, phrase = said.place(mention), said.around[mention]
    beside = "directions" in said.text.between(phrase.start, phrase.first)
    return place is not None and place.kind == "city" and not beside and said.within(mention)


def grounded(said: Sentence, phrase: Phrase) -> bool:
    """Whether a state's adjective means its ground: في الأراضي السورية."""
    before = said.text.before(phrase.first)
    return said.text.has(before, "land") or said.text.has(said.text.before(before), "land")


def listed(said: Sentence, mention: int, slot: str, sure: float) -> list[Filled]:
    """The mention with those before it in its list."""
    found = [Filled(mention, slot, sure)]
    while said.around[mention].joined >= 0:
        mention = said.around[mention].joined
        found.append(Filled(mention, slot, min(sure, 0.7)))
    return found
