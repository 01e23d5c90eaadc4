"""What a clause leaves unsaid of its event, and another clause, a pronoun or a relative word tells."""

from __future__ import annotations

from briefmap.anaphora import stood_for
from briefmap.clauses import GROUND, Filled, Sentence
from briefmap.cues import Cue
from briefmap.profiles import Event
from briefmap.reach import Clause
from briefmap.relatives import relative, suffered, taken_up
from briefmap.subjects import subject
from briefmap.whereabouts import apposed, because, carried_on, going_on, in_the_wake, struck_first, told_by, when

__all__ = ["completed"]


def completed(said: Sentence, cue: Cue, clause: Clause, found: list[Filled]) -> list[Filled]:
    """The slots, with what only another clause, a pronoun or a relative word tells of them."""
    event = cue.event
    if event.grain == "area" and (land := apposed(said, cue)):
        return [f for f in found if f.mention > land[0].mention] + land
    found = _behind_first(said, cue, found, clause.left)
    if event.grain == "area" and any(f.slot in event.slots and _suffers(said, f) for f in found):
        found = [f for f in found if f.slot != "of"]  # حرب إسرائيلية على غزة، غزو روسيا لأوكرانيا
    if _seeks_subject(said, cue, found):
        found += subject(said, cue, clause.left)
    if "from" in event.slots and said.text.has(_behind_subject(said, cue), "relative.source"):
        found += relative(said, cue, "relative.subject", "from")
    if "where" in event.slots:
        found += _taken_up(said, cue, clause.left, found)
    found += [f for f in suffered(said, cue) if all(f.mention != o.mention for o in found)]
    if said.text.has(cue.last, "anaphora.soil") or not any(_tells_where(event, f) for f in found):
        acting = {f.mention for f in found if f.slot in ("who", "of")}
        found += stood_for(said, cue, clause.left, clause.right, acting) or going_on(said, cue, clause.right)
    if event.grain == "finest" and "where" in event.slots and not event.talks:
        if not any(f.slot in GROUND for f in found):
            found += _in_the_clause_before(said, cue, clause.left)
    if cue.form == "noun" and event.grain == "area" and not any(f.slot != "officials" for f in found):
        found += because(said, cue)
    return found


def _seeks_subject(said: Sentence, cue: Cue, found: list[Filled]) -> bool:
    """Whether somebody acts in the event, and none who does is named by where he stands."""
    event = cue.event
    if event.agents or "who" not in event.slots and "who" not in event.negated:
        return False
    if any(f.slot in ("who", "of") and not _counterpart(said, cue, f.mention) for f in found):
        return False
    return not (event.grain == "area" and cue.form == "noun" and _within_a_state(said, found))


def _taken_up(said: Sentence, cue: Cue, left: int, found: list[Filled]) -> list[Filled]:
    """Where it happens, as a relative word or a pronoun takes it up: إفريقيا حيث وسعت الجماعات نفوذها في غرب القارة."""
    grain = cue.event.grain
    told = any(f.slot == "where" or grain == "tied" and f.slot in ("of", "object") for f in found)
    if told and grain != "area":
        return []
    among = {f.mention for f in found}
    related = [f for f in relative(said, cue, "relative.place", "where") if f.mention not in among]
    return related or ([] if told else taken_up(said, cue, left) or carried_on(said, cue))


def _in_the_clause_before(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """Where a deed without a ground was done: as the clause before, the subject or a ruler tells, and the dateline."""
    found = when(said, cue, left) or in_the_wake(said, cue, left) or struck_first(said, cue) or told_by(said, cue)
    if said.local >= 0 and not any(f.slot == "where" for f in found) and not _sited(said):
        return [*found, Filled(said.local, "where", 0.7)]
    return found


def _behind_subject(said: Sentence, cue: Cue) -> int:
    """The token behind a cue and the name right behind it: التي أجلت إيطاليا منها."""
    return next((said.around[m].last for m in said.inside if said.around[m].first == cue.last), cue.last)


def _sited(said: Sentence) -> bool:
    """Whether another place of the dateline's land is told in which something happens: انتزع كهفا في جبال …، عقب معركة."""
    land = said.place(said.local)
    return any(
        said.text.lexicon.slots.get(said.around[m].marker) in ("where", "on")
        and said.spot(m)
        and (place := said.place(m)) is not None
        and land is not None
        and place.iso2 == land.iso2
        for m in said.inside
    )


def _tells_where(event: Event, filled: Filled) -> bool:
    """Whether a slot says on what ground something happens; an area's trouble happens on none that it comes from."""
    if filled.slot == "from":
        return event.grain != "area" or "from" in event.slots
    return filled.slot in GROUND or filled.slot == "to"


def _suffers(said: Sentence, filled: Filled) -> bool:
    """Whether it is done to the place, so that whose it is does it."""
    return filled.slot == "on" or filled.slot == "to" and said.around[filled.mention].marker == "ل"


def _within_a_state(said: Sentence, found: list[Filled]) -> bool:
    """Whether a place in some state is told, and not only a part of the world."""
    return any(f.slot == "where" and (p := said.place(f.mention)) is not None and bool(p.iso2) for f in found)


def _counterpart(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether the name is that of whom somebody named before meets: زار القطري بيروت حيث التقى نظيره اللبناني."""
    phrase = said.around[mention]
    return cue.event.talks and said.text.has(phrase.start, "counterparts")


def _behind_first(said: Sentence, cue: Cue, found: list[Filled], left: int) -> list[Filled]:
    """Without a place before the cue where the cue has its own behind it: حطّت في مطار لارنكا طائرة هوجمت في بغداد."""
    if cue.event.grain == "area" or not any(
        f.slot in ("where", "of") and said.around[f.mention].last > cue.first for f in found
    ):
        return found
    opens = cue.form == "verb" and not said.text.norm(cue.first).startswith("و")
    return [
        f
        for f in found
        if f.slot != "where"
        or said.around[f.mention].first >= cue.first
        or opens
        and said.around[f.mention].start - left <= 2
    ]
