"""What else may bear a place's name: persons, clubs, organisations."""

from __future__ import annotations

from briefmap.arabic import readings
from briefmap.matching import Match
from briefmap.text import Text

__all__ = ["club", "organisation", "person"]

SPORT_WINDOW = 25  # words on either side in which sport is spoken of


def person(text: Text, m: Match, before: int, after: int, prefixed: bool) -> str:
    """Why the name is a person's, or ''."""
    if prefixed or before < 0:
        return ""
    lexicon, word = text.lexicon, text.norm(before)
    if "و" in m.prefix or "ف" in m.prefix:
        return ""
    if text.has(before, "titles.always") and not text.head(before):
        return "behind a personal title"
    # على and علي are one word once normalised: a particle is never taken for a given name
    if not text.classes[before] and any(r.stem in lexicon.given for r in readings(word)):
        return "a family name behind a given name"
    follower = text.norm(after)
    if text.has(after, "nobility"):
        return "a given name before " + follower
    # a determined title within three words, only adjectives and names between: الخبير الأمني تشاد ميلر
    at, seen = before, 0
    while at >= 0 and seen < 4 and text.word(at):
        cls = text.classes[at]
        if cls.get("prepositions") is not None or text.head(at) or "organisations" in cls and at == before:
            return ""
        determined = text.norm(at).lstrip("وف").startswith("ال") or text.norm(at).startswith("لل")
        if "titles" in cls and (determined or seen):
            if not determined and seen and not text.norm(before).startswith("ال"):
                return ""
            if determined and (m.best.kind != "country" or follower and _name_like(text, after)):
                return "behind a personal title"
            return ""
        at, seen = text.before(at), seen + 1
    return ""


def club(text: Text, m: Match, before: int, prefixed: bool) -> bool:
    """Whether sport is what the sentence tells of, and the name plays: فاز ليفربول على برشلونة."""
    if (
        prefixed
        and "ب" in m.prefix
        or text.has(before, "directions")
        or (text.has(before, "prepositions.local") and not text.has(before, "prepositions.between"))
    ):
        return False
    near = range(max(0, m.first - SPORT_WINDOW), min(len(text.stream), m.last + SPORT_WINDOW))
    return sum("sport" in text.classes[i] for i in near) >= 2


def organisation(text: Text, before: int, after: int, at: dict[int, Match]) -> bool:
    """Whether the name stands inside an organisation's name whose head is one or two words before it."""
    for step, index in enumerate((before, text.before(before))):
        if index < 0 or text.has(index, "prepositions") or text.head(index) and not text.has(index, "organisations"):
            return False
        between = step and not text.classes[before] and not text.norm(before).startswith("ال")
        if text.has(index, "organisations") and not between:
            if text.has(index, "organisations.state_arms"):
                return text.norm(after).startswith("ال") and after >= 0 and after not in at
            return True
    return False


def _name_like(text: Text, index: int) -> bool:
    """Whether a word may be part of a personal name: of no class, not determined, not a verb by its form."""
    word = text.norm(index)
    return bool(
        index >= 0
        and (
            word in text.lexicon.given
            or not (text.classes[index] or word.startswith(("ال", "و", "ي", "ت", "ب", "ل", "س")))
        )
        and not word.endswith(("ت", "وا"))
    )
