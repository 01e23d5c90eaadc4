"""Which names are ordinary words as well, and what tells that none is meant."""

from __future__ import annotations

from briefmap.matching import BARE_POPULATION, Match
from briefmap.signs import ended, struck
from briefmap.text import Text

__all__ = ["aimed", "any_such", "noun", "only_inflected", "personal", "worded"]

PHRASE = 4  # words of a name that a particle in it makes no chance neighbours: المنطقة الخضراء في بغداد
TANWIN = ("\u064b", "\u064c", "\u064d")


def worded(text: Text, m: Match, before: int) -> bool:
    """Whether the word is one of some class; but no «and» stands behind a preposition: غربي وامينا."""
    classes = text.classes[m.first]
    governed = not m.prefix and classes and (text.has(before, "prepositions") or text.has(before, "directions"))
    if governed:  # and no club does, nor a preposition behind another: في هيت، في بالي
        parted = "وبلك" if text.has(before, "prepositions.local") else "و"
        return any(prefix[:1] not in parted or not prefix for name, prefix in classes.items() if name != "clubs")
    return bool(classes)


def aimed(text: Text, m: Match, before: int) -> bool:
    """Whether a name is what was struck, and no word that begins a person's name: الحرب على بو حمارة."""
    return struck(text, before, m) and not (text.head(m.first) or text.has(m.first, "nobility"))


def only_inflected(text: Text, m: Match, before: int) -> bool:
    """Whether a name only looks like a form of a word of some class, and «in» and the end of a phrase enclose it:
    في القصرين، في المطلة أمس."""
    lexicon, stem = text.lexicon, m.stem.removeprefix("ال")
    if m.prefix or stem in lexicon.bases or m.stem in lexicon.bases or m.stem in lexicon.common:
        return False
    inside = text.has(before, "prepositions.inside") or text.has(before, "directions.near")
    return inside and ended(text, m)


def noun(text: Text, m: Match, before: int, after: int) -> bool:
    """Whether the word stands as a noun, not as a name: لوناً، دورا كبيرا، ذلك الرباط."""
    if text.stream[m.last - 1].raw.endswith(TANWIN):
        return True
    if m.best.kind == "city" and m.stem.startswith("ال") and text.has(after, "demonstratives.aforesaid"):
        return True  # بالرياض المذكور
    if m.best.kind not in ("city", "admin") or m.prefix:
        return False
    if text.has(before, "relative.verbal"):
        return True  # اللاتي عدن
    if text.has(before, "demonstratives"):  # but «after that, Cairo»
        alone = text.has(text.before(before), "prepositions") and m.best.population >= BARE_POPULATION
        return m.stem.startswith("ال") and not alone
    if m.best.kind != "city" or m.best.population >= BARE_POPULATION:
        return False
    native = m.stem.endswith("ا") and not text.lexicon.looks_foreign(m.stem)
    governed = text.has(before, "prepositions") or text.has(before, "belongings") or text.head(before)
    follower = text.norm(after)
    indefinite = len(follower) > 4 and follower[0] != "و" and follower.endswith("ا") and follower[-2] != "و"
    return native and not governed and indefinite and not text.classes[after]


def personal(text: Text, m: Match) -> bool:
    """Whether a name of several words may be a person's, a thing's or no name at all: صلاح الدين، الحجر الأسود."""
    if m.best.kind == "country" or m.best.population >= BARE_POPULATION or m.best.feature == "PRN":
        return False
    words = (m.stem, *(text.norm(i) for i in range(m.first + 1, m.last)))
    particles = len(words) < PHRASE and any(
        "prepositions" in text.classes[i] or "neighbours.joining" in text.classes[i] for i in range(m.first, m.last)
    )
    return (
        m.stem in text.lexicon.given or particles or max(map(len, words)) < 4 or " ".join(words) in text.lexicon.common
    )


def any_such(text: Text, m: Match) -> bool:
    """Whether determined words that any such place may bear are all of a name: المستشفى الأهلي، المنطقة الخضراء."""
    words = range(m.first, m.last)
    common = text.head(m.first) or text.has(m.first, "organisations")
    return m.best.kind == "site" and bool(common) and all(text.norm(i).startswith("ال") for i in words)
