"""How far the clause of a cue reaches, and how far a name stands from the cue."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from briefmap.clauses import Sentence
from briefmap.cues import Cue
from briefmap.text import Text

__all__ = ["Clause", "clause_of", "gap_between"]

ASIDE = 9  # tokens of an aside between two commas


class Clause(NamedTuple):
    """The clause of a cue: from token `left` to `right`; what follows `stop` belongs to another verb.

    `named` where the cue stands inside a name, `whole` where it is one.
    """

    left: int
    right: int
    stop: int
    named: bool
    whole: bool


def clause_of(said: Sentence, cue: Cue) -> Clause:
    """The clause in which a cue stands, its verb's own."""
    number = bisect_right(said.breaks, cue.first)
    left = said.breaks[number - 1]
    if number > 1 and _resumed(said.text, left, cue.first):
        left = said.breaks[number - 2]
    stop = right = min(cue.until, said.breaks[number])
    if cue.event.grain == "area":
        stop = right = _inset_end(said.text, left, cue.last, right)
    if cue.form == "verb":
        others = (
            c.first
            for c in said.cues
            if c.first > cue.first
            and c.form == "verb"
            and c.event.id != cue.event.id
            and (c.event.slots or c.negated)
            and not (_carries(said.text, c.first) or _set_in(said.text, c.first) or _both_did(said.text, c.first))
        )
        stop = min(right, *others, right)
    names = [p for m in said.inside if (p := said.around[m]).first <= cue.first < p.last]
    whole = any(p.first == cue.first and p.last == cue.last for p in names)
    return Clause(left, right, stop, bool(names), whole)


def _inset_end(text: Text, left: int, first: int, right: int) -> int:
    """Where a relative clause between commas ends, behind which its verb goes on: في هندوراس، التي تعيش رعبا، ما زال مشروع في."""
    inset = text.has(left, "relative.subject") or text.has(left, "relative.place")
    if not inset or not text.comma(left - 1):
        return right
    closed = next((i for i in range(first, right) if text.comma(i)), right)
    verb = closed + 1 + text.has(closed + 1, "whatever") + text.has(closed + 1, "negation")
    goes_on = verb < right and text.finite(verb) and text.norm(closed + 1)[0] not in "وف"
    return closed if goes_on else right


def _both_did(text: Text, index: int) -> bool:
    """Whether a verb looks like what two did, and more often is a noun: استهدفت تجمعا لنازحين."""
    return len(text.norm(index)) > 4 and text.norm(index).endswith("ا") and not text.norm(index).endswith("وا")


def _set_in(text: Text, verb: int) -> bool:
    """Whether a verb only tells of who acts, between commas: استعاد الجيش، تسانده قوات أوغندية، بلدة."""
    own = (
        text.norm(verb)[0] in "تي"
        and text.norm(verb).endswith(("ه", "ها", "هم"))
        and not text.norm(verb).endswith("يه")
    )
    return own and text.comma(verb - 1)


def _carries(text: Text, verb: int) -> bool:
    """Whether a verb only tells whom a plane or a bus carries: غادرت قافلة تقل 500 عراقي مخيم الهول."""
    return any(text.has(i, "vehicles") and not text.norm(i).startswith("ال") for i in (verb - 1, verb - 2))


def _resumed(text: Text, left: int, first: int) -> bool:
    """Whether a verb goes on with the main clause behind an inset one: وفي الفاشر، حيث المدنيون محاصرون، سقطت قذائف."""
    if first - 1 <= left or not text.comma(first - 1) or not text.comma(left - 1):
        return False
    return text.has(left, "relative.place") or text.has(left, "relative.subject")


def gap_between(text: Text, first: int, last: int) -> int:
    """How many tokens stand between, without an aside at either end: هزّ، ليل الأحد، ولاية كونر."""
    if first < last and text.comma(first):
        closed = next((i for i in range(first + 1, min(first + ASIDE, last)) if text.comma(i)), -1)
        if closed >= 0:
            return last - closed - 1
    if last - first > 2 and text.comma(last - 1):
        opened = next((i for i in range(last - 2, max(last - ASIDE, first), -1) if text.comma(i)), -1)
        if opened >= 0:
            return opened - first
    return last - first
