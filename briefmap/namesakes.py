"""What else may bear a place's name: persons, clubs, organisations."""

from __future__ import annotations

from briefmap.arabic import readings
from briefmap.matching import Match
from briefmap.signs import dateline
from briefmap.text import Text

__all__ = ["club", "organisation", "person"]

SPORT = 3  # words of sport that must stand near, those of its first row counted twice
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
    whole = m.words > 1 and m.stem.startswith("ال")  # «باسم البيت الأبيض» speaks of no Basim
    beside = before == m.first - 1  # no bracket between them: ليون (فرنسا)
    if beside and not (text.classes[before] or whole) and any(r.stem in lexicon.given for r in readings(word)):
        return "a family name behind a given name"
    if text.stream[before].raw in lexicon.surnames:
        return "a family name behind " + text.stream[before].raw
    if m.best.kind == "city" and m.best.feature != "PPLC" and lexicon.speaks(word):
        return "a person, since it speaks"
    follower = text.norm(after)
    if lexicon.speaks(word) and follower in lexicon.given and not text.classes[after]:
        return "a given name before a family name"
    governed = m.best.kind == "country" and (text.has(before, "prepositions") or text.has(before, "titles"))
    if text.has(after, "nobility") and not governed:
        return "a given name before " + follower
    # a determined title within three words, only adjectives and names between: الخبير الأمني تشاد ميلر
    at, seen = before, 0
    while at >= 0 and seen < 4 and text.word(at):
        cls = text.classes[at]
        if lexicon.hosts(text.norm(at)) or text.has(at, "directions"):
            return ""
        if "prepositions" in cls or text.head(at) or "organisations" in cls and at == before:
            return ""
        determined = text.norm(at).lstrip("وف").startswith("ال") or text.norm(at).startswith("لل")
        if "titles" in cls and (determined or seen):
            if not determined and seen and not text.norm(before).startswith("ال"):
                return ""
            ahead = (text.before(at), text.before(text.before(at)))
            if any(lexicon.visits(text.norm(i)) for i in ahead) and follower not in lexicon.given:
                return ""  # وصل الرئيس الفنزويلي سوريا
            if determined and (m.best.kind != "country" or follower and _name_like(text, after)):
                return "behind a personal title"
            return ""
        at, seen = text.before(at), seen + 1
    return ""


def club(text: Text, m: Match, before: int, prefixed: bool) -> bool:
    """Whether sport is what the sentence tells of, and the name plays: فاز ليفربول على برشلونة."""
    if not text.sports or prefixed and "ب" in m.prefix or text.has(before, "directions") or text.has(before, "prepositions.inside"):
        return False
    if m.best.kind == "country" and not _nisba(text, m.last):
        return False
    verb = text.norm(before)
    if text.lexicon.hosts(verb) or text.lexicon.visits(verb) or text.lexicon.visits(text.norm(text.before(before))):
        return False
    if dateline(text, m):
        return False
    near = _sentence(text, m.first, -1) + _sentence(text, m.last - 1, 1)
    strong = sum("sport" in text.classes[i] for i in near)
    spoken = 2 * strong + sum("sport.weak" in text.classes[i] for i in near)
    # a capital, or what stands behind a preposition, may well be a place in a report on sport
    doubt = not strong or m.best.feature == "PPLC" or text.has(before, "prepositions")
    return spoken >= SPORT + doubt


def _sentence(text: Text, index: int, step: int) -> list[int]:
    """The tokens before (step -1) or behind `index`, no farther than the line goes."""
    found: list[int] = []
    while len(found) < SPORT_WINDOW and 0 <= (index := index + step) < len(text.stream):
        if text.stream[index].kind == "line":
            break
        found.append(index)
    return found


def organisation(text: Text, before: int, after: int, at: dict[int, Match]) -> bool:
    """Whether the name stands inside an organisation's name whose head is one or two words before it."""
    for step, index in enumerate((before, text.before(before))):
        if index < 0 or text.has(index, "prepositions") or text.head(index) and not text.has(index, "organisations"):
            return False
        between = step and not text.classes[before] and not text.norm(before).startswith("ال")
        if step and text.has(before, "verbs.actions"):
            return False
        if text.has(index, "organisations") and not between:
            if text.has(index, "organisations.state_arms"):
                return text.norm(after).startswith("ال") and after >= 0 and after not in at
            return True
    return False


def _nisba(text: Text, index: int) -> bool:
    """Whether a determined nisba follows, which parts a club from the country it is named after: قطر القطري."""
    return text.norm(index).startswith("ال") and text.norm(index).endswith("ي")


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
