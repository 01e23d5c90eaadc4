"""The slots of an event once the whole sentence is read: what its own words fill, what other events lend it, who did
the same.
"""

from __future__ import annotations

from briefmap.clauses import Filled, Sentence, finest, state_beside, tied
from briefmap.cues import Cue
from briefmap.frames import fill
from briefmap.inflection import THEM
from briefmap.model import Place
from briefmap.nationals import COUNTED, done_to, home, homecomers, together
from briefmap.sources import out_of_it, topic_land
from briefmap.text import Text

__all__ = ["LENT", "filled_slots", "side"]

APPROXIMATELY = 3  # words up to a number: وكندا أكثر من مئة
DESCRIBED = 2  # words between people and what is done to them: أفغان مدانون أبعدتهم، الذين أبعدتهم
LENDS = 16  # words behind a noun that still say where people were held
LENT = 0.7  # how sure a place is that another event lends
REMAIN = 8  # words from «still» to where people are
VESSEL = 4  # words between a plane and the nationality that it is of


def filled_slots(said: Sentence, cue: Cue) -> list[Filled]:
    """Who and where of the cue's event, as surely as the sentence says so."""
    event = cue.event
    if event.slots.keys() == {"people"}:
        return [Filled(m, "people", 0.75) for m in homecomers(said, cue) if not _sent_away(said, m)]
    slots = fill(said, cue)
    if event.grain == "all" and "from" in event.slots and not any(f.slot == "from" for f in slots):
        slots += out_of_it(said, cue, slots) or topic_land(said, cue, slots)
    if event.borrows:
        lent = _lent(said, event.borrows, cue)
        slots = [f for f in slots if not (lent and f.slot == "from" and home(said, f.mention))]
        sites = [f.mention for f in lent if (p := said.place(f.mention)) and p.kind == "site"]
        lent = [f for f in lent if not any(_beside(said, site, f.mention) for site in sites)]
        lands = [p for f in slots if f.slot == "from" and (p := said.place(f.mention))]
        slots += [f for f in lent if not lands or _part_of(said.place(f.mention), lands)]
    starts = any(f.slot == "from" for f in slots)
    if {"from", "who"} <= event.slots.keys() and "airfields" in said.text.present and not starts:
        slots += [Filled(m, "from", 0.75) for m in said.inside if _by_way_of(said, cue, m)]
    if event.grain == "all":
        slots += [
            Filled(f.mention + 1, "from", f.sure) for f in slots if f.slot == "from" and state_beside(said, f.mention)
        ]
    if event.own and not event.over and not any(f.slot in ("who", "of") for f in slots):
        people = done_to(said, cue)  # إعادة 31 طفلا روسيا، تسلمت الشرطة 64 كوريا
        counted = [m for m in people if said.text.norm(said.around[m].first).endswith(COUNTED)]
        slots += [Filled(m, "of", 0.75) for m in (people if cue.form == "noun" else counted)]
    if event.talks and "where" in event.slots:
        slots = _several(said, slots)
    if event.own and any(f.slot == "who" for f in slots):
        slots += [Filled(m, "who", 0.7) for m in _likewise(said, cue, slots)]
    if event.kin and cue.form == "noun":
        slots += [Filled(m, "of", 0.75) for m in said.inside if 0 <= said.around[m].first - cue.last < VESSEL]
    if event.grain in ("finest", "tied"):
        slots = finest(said, event, slots)
    return slots


def _sent_away(said: Sentence, mention: int) -> bool:
    """Whether another state moves the people of a nationality home, which theirs does not: أعادت بلجيكا 30 أفغانيا إلى بلدهم."""
    native = said.place(mention)
    moving = [c for c in said.cues if {"from", "who"} <= c.event.slots.keys() and _moves(said, c, mention)]
    return native is not None and any(
        f.slot in ("who", "of") and (p := said.place(f.mention)) is not None and p.iso2 != native.iso2
        for c in moving
        for f in fill(said, c)
    )


def _moves(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a cue is done to the people of a nationality, told behind it or right before: أفغان مدانون أبعدتهم النمسا."""
    people = said.around[mention]
    if cue.first < people.first:
        return mention in (m for one in done_to(said, cue) for m in together(said, one))
    return 0 <= cue.first - people.last <= DESCRIBED and said.text.norm(cue.first).endswith(THEM)


def _by_way_of(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether people leave by an airport: أجلت رعاياها عبر مطار بورتسودان."""
    phrase = said.around[mention]
    return phrase.marker == "عبر" and phrase.first > cue.last and said.text.has(phrase.start + 1, "airfields")


def _beside(said: Sentence, site: int, mention: int) -> bool:
    """Whether a city only tells where a camp or prison is that people come from: في سجن سيكوت، في ضواحي تيكولوكا."""
    place = said.place(mention)
    return place is not None and place.kind == "city" and tied(said, site, mention)


def _part_of(place: Place | None, lands: list[Place]) -> bool:
    """Whether a place where people were lies in the country that they come from, or is that of the place: من الأردن، كانوا في
    مخيم الزعتري؛ العالقين في اليمن، من مطار عدن."""
    return place is not None and any(
        "country" in (p.kind, place.kind) and p.iso2 == place.iso2 and p is not place for p in lands
    )


def _several(said: Sentence, slots: list[Filled]) -> list[Filled]:
    """Without several states in one list as the place of one meeting: in لقاء لوزراء النقل في جورجيا ورومانيا they meet."""
    states = [f.mention for f in slots if f.slot == "where" and (p := said.place(f.mention)) and p.kind == "country"]
    listed = {m for m in states for o in states if said.around[m].joined == o or said.around[o].joined == m}
    first = min((said.around[m].start for m in listed), default=0)
    meet = any(said.text.has(i, "governments") for i in range(first - 3, first))
    return [
        Filled(f.mention, "with", f.sure) if f.mention in listed else f
        for f in slots
        if f.slot != "where" or f.mention not in listed or meet
    ]


def _likewise(said: Sentence, cue: Cue, slots: list[Filled]) -> list[int]:
    """Who did the same as who acts, with a number of its own: أجلت اليابان ستين من رعاياها وكندا تسعين."""
    taken = {f.mention for f in slots}
    right = min(b for b in said.breaks if b > cue.first)
    return [
        m
        for m in said.inside
        if cue.last < said.around[m].first < right
        and m not in taken
        and said.text.norm(said.around[m].first)[:1] == "و"
        and not said.around[m].marker
        and any(
            said.text.has(i, "numbers") or said.text.norm(i)[:1].isdigit()
            for i in range(said.around[m].last, said.around[m].last + APPROXIMATELY)
        )
    ]


def _lent(said: Sentence, events: frozenset[str], cue: Cue) -> list[Filled]:
    """Where people were held or stranded before they came home: as nouns say it, or verbs done to them (تحتجزهم)."""
    lenders = [c for c in said.cues if c.event.id in events and _lends(said, c, cue)]
    return [
        Filled(f.mention, "from", LENT)
        for c in lenders
        for f in fill(said, c)
        if _held(said, c, f) and not _then(said, c, f.mention)
        if c.first < said.around[f.mention].first < c.last + LENDS or said.around[f.mention].last <= said.first
        if f.slot == "to" or not _towards(said.text, c.first - 2, said.around[f.mention].start)
    ]


def _lends(said: Sentence, lender: Cue, cue: Cue) -> bool:
    """Whether a cue tells where they were of whom another tells: a noun, or a verb done to them."""
    text, first = said.text, lender.first
    if first == cue.first or lender.scope or lender.negated or _still(text, first):
        return False
    if any(text.has(i, "contrast") for i in range(min(lender.last, cue.last), max(first, cue.first))):
        return False
    if any(text.has(i, "that") and not text.has(i - 1, "apart") for i in range(cue.last, first)):
        return False  # روى عائدون أنهم احتُجزوا في
    if text.norm(first).endswith(THEM):
        return text.norm(first)[0] not in "وف"  # أوقفت عائدين واحتجزتهم في كومانوفو، توقيف عائدين واحتجازهم في نغوزي
    return lender.form == "noun"


def _held(said: Sentence, lender: Cue, filled: Filled) -> bool:
    """Whether a slot of the cue that lends tells where people were."""
    if filled.slot == "of":
        return said.kind(filled.mention) != "demonym"
    return filled.slot == "where" or filled.slot in ("to", "from") and filled.slot in lender.event.slots


def _still(text: Text, first: int) -> bool:
    """Whether those of whom a noun tells are still there: ما زال أحد عشر من زملائهم مسجونين."""
    for i in range(first - 1, first - REMAIN, -1):
        if text.has(i, "still"):
            return True
        if text.comma(i) or text.finite(i):
            return False
    return False


def _then(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a verb stands between a cue and a name: أوقفوا، فغادروا إلى طاجيكستان."""
    at = said.around[mention].first
    return any(c.form == "verb" and cue.first < c.first < at and c.first != cue.first for c in said.cues)


def _towards(text: Text, first: int, last: int) -> bool:
    """Whether people are brought there: نقل السجناء إلى سجن في الشمال."""
    return any(text.slot(i) == "to" for i in range(first, last))


def side(said: Sentence, mention: int) -> bool:
    """Whether a name stands in a list of several."""
    return said.around[mention].joined >= 0 or any(said.around[m].joined == mention for m in said.inside)
