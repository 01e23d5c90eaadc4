"""Whether a word that looks like a verb is one: a noun, a particle or the dawn may be written alike."""

from __future__ import annotations

from briefmap.text import Text

__all__ = ["gender", "no_verb", "represents", "unjoined"]


def no_verb(text: Text, index: int) -> bool:
    """Whether what stands around a word that looks like a verb makes another of it."""
    if text.classes[index - 1].get("whatever") == "" and _unsaid(text, index - 2):
        return True  # ما جرى في مالي, but not كما جرى, nor تقدموا، ما يضع المدينة
    return _governed(text, index) or _dawn(text, index) or _unverbal(text, index)  # في قصف على المدينة


def unjoined(word: str) -> str:
    """A word without the «and» or «so» before it."""
    return word[1:] if word[0] in "وف" else word


def represents(text: Text, index: int) -> bool:
    """Whether a word that looks like «such as» is a verb: في حين مثّل كينيا وزيرها."""
    return "\u0651" in text.stream[index].raw or text.has(index - 1, "clause")


def gender(text: Text, index: int, covered: set[int]) -> str:
    """Which of two verbs that look alike is none, by the noun behind it: تسلم الجيش tells of no «she», '' where none says."""
    norm = text.norm(index)
    if text.slot(index) == "to":
        return "his"  # تسلمهم إلى باماكو
    if index not in covered and text.has(index, "titles") and not norm.endswith(("ا", "ين", "ه", "ات")):
        return "hers"  # تسلم مسؤول فرنسي
    if index in covered or not norm.startswith("ال"):
        return ""
    return "his" if norm.endswith(("ه", "ات")) else "hers"


def _unsaid(text: Text, index: int) -> bool:
    """Whether the word before «what» leaves open what it is: لم يعرف ما, but not إن ما يهدد, nor أخطر ما يهدد."""
    return text.word(index) and not (text.has(index, "that") or text.has(index, "whatever.most"))


def _governed(text: Text, index: int) -> bool:
    """Whether a word stands where no verb can, behind a preposition or announcing a place's name, or is spelt as none."""
    if text.head(index) or text.stream[index].raw.lstrip("وف").startswith("إ"):
        return True  # إعادتهم, but أعادتهم
    return text.has(index - 1, "prepositions") and not text.has(index - 1, "before_verbs")


def _unverbal(text: Text, index: int) -> bool:
    """Whether the word beside one that looks like a verb makes another of it: من أجل، لا يقل عن."""
    beside = text.lexicon.unverbal.get(text.norms[index].removeprefix("و"), frozenset())
    return not beside.isdisjoint((text.norms[index - 1], text.norms[index + 1]))


def _dawn(text: Text, index: int) -> bool:
    """Whether a word that looks like «blew up» is the dawn: فجر الأحد، فجر اليوم، فجر 12 مايو."""
    if not text.has(index, "dawn") or "\u0651" in text.stream[index].raw:
        return False
    return text.norm(index).endswith("ا") or text.has(index + 1, "days") or not text.word(index + 1)
