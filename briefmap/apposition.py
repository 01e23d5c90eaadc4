"""Whether a name and the noun of a cue are said of one thing: the noun announces, names, counts or describes it."""

from __future__ import annotations

from bisect import bisect_right

from briefmap.bare import determined
from briefmap.clauses import Sentence, end_of
from briefmap.cues import Cue
from briefmap.phrases import Phrase
from briefmap.text import Text

__all__ = ["announced", "called", "counted_off", "predicate", "titled"]

TITLE = 4  # words between a land that a title is about and what happens there
CALLED = 4  # words from «known» to the name
ASIDE = 9  # tokens of an aside between two commas


def announced(text: Text, cue: Cue, phrase: Phrase, kind: str) -> bool:
    """Whether the cue announces the name, or is its first word."""
    if phrase.first == cue.first:
        return True
    between = range(cue.last, phrase.first)
    beside = phrase.start <= cue.first < phrase.first and all(text.head(i) for i in between if text.word(i))
    if kind == "demonym":  # السجون السورية, but not ترحيل الأفغان
        return beside and text.norm(phrase.first).endswith(("ي", "يه"))
    return beside and not determined(text, cue)


def called(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether a name is told to be that of the cue's noun, or a comma sets the noun with its article behind the name."""
    if cue.form != "noun":
        return False
    if phrase.last <= cue.first:
        beside = text.comma(phrase.last) and phrase.last == cue.first - 1
        return beside and text.norm(cue.first).startswith("ال")
    near = range(max(cue.last, phrase.first - CALLED), phrase.first)
    return any(text.has(i, "naming") for i in near)


def counted_off(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether a name is the first that a comma parts from who they are: الوسيطين، تركيا وقطر؛ الوسطاء، وهم مصر وقطر."""
    if cue.form != "noun" or not determined(text, cue) or not text.comma(cue.last):
        return False
    return phrase.first == cue.last + 1 or phrase.first == cue.last + 2 and text.has(cue.last + 1, "group")


def predicate(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a noun that tells what a place is stands right behind its name."""
    phrase = said.around[mention]
    if cue.event.talks or cue.event.grain not in ("area", "finest"):
        return False
    if cue.form != "noun" or said.kind(mention) != "toponym" or phrase.office:
        return False
    if said.text.has(phrase.start - 1, "adjoining"):
        return False  # الولاية المحاذية لميانمار على وقع مواجهات
    if said.text.comma(cue.first - 1) and (inset := _inset_from(said, cue.first - 1)) >= 0:
        return end_of(said, mention) == inset  # إقليم تيلابيري، حيث تتقاطع الحدود مع بوركينا فاسو، معقل للتنظيم
    first = cue.first
    first -= cue.event.grain == "area" and (
        said.text.has(first - 1, "ordinals") or said.text.has(first - 1, "superlatives")
    )
    end = end_of(said, mention)
    gap = first - end  # ولاية القصرين، آخر معاقل المتشددين
    return gap == 0 or gap == 1 and said.text.comma(end)


def _inset_from(said: Sentence, comma: int) -> int:
    """The comma that opens the relative clause which a comma closes, or what a land is called, or -1."""
    opened = next((i for i in range(comma - 1, max(comma - ASIDE, said.first), -1) if said.text.comma(i)), -1)
    if opened >= 0 and said.text.has(opened + 1, "superlatives"):
        return opened  # هايتي، أفقر دول الأميركتين، معقل
    left = said.breaks[bisect_right(said.breaks, comma) - 1]
    relative = said.text.has(left, "relative.place") or said.text.has(left, "relative.subject")
    relative = relative and not any(said.text.comma(i) for i in range(left, comma))  # it ended at an earlier one
    return left - 1 if relative and left > said.first and said.text.comma(left - 1) else -1


def titled(said: Sentence, cue: Cue, phrase: Phrase) -> bool:
    """Whether a title says of which land it tells: شرق الكونغو: قتال في أوفيرا."""
    near = 0 < cue.first - phrase.last <= TITLE and said.text.stream[phrase.last].raw == ":"
    return near and phrase.start - said.first <= 1
