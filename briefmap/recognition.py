"""Toponym recognition: which strings of an article are places, and in what capacity.

Every reading of every word is looked up; the longest name wins. What stands around a name then decides whether
it is a place (toponym), a nationality (demonym), a government (metonym), part of an organisation's name, or
no place at all. Names that are safe by themselves come first; the rest need a sign that a place is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefmap.arabic import readings
from briefmap.gazetteer import Gazetteer
from briefmap.inflection import stems
from briefmap.matching import SAFE_POPULATION, Match, heard
from briefmap.matching import matches as names_in
from briefmap.model import Mention, MentionKind, Span
from briefmap.text import Text

__all__ = ["Rejected", "recognise"]

SPORT_WINDOW = 25  # words on either side in which sport is spoken of
LARGE_POPULATION = 400_000  # a city whose name is also an ordinary word is taken from this on, behind a preposition
REGION_STATES = 100  # a region of more states is the world, of which every article speaks
KNOWN_POPULATION = 20_000  # … below this also that the article names its country


@dataclass(frozen=True, slots=True)
class Rejected:
    """A string that is a place's name elsewhere, and why it is none here."""

    span: Span
    text: str
    reason: str


def recognise(text: Text, gazetteer: Gazetteer) -> tuple[tuple[Mention, ...], tuple[Rejected, ...]]:
    """The mentions of an article in its order, and the look-alikes that were turned down."""
    matches = names_in(text, gazetteer)
    at = {m.first: m for m in matches} | {m.last - 1: m for m in matches}
    verdicts: dict[int, tuple[MentionKind | None, str] | None] = {}
    countries: set[str] = set()
    for match in matches:
        verdict = _certain(text, match, gazetteer, at)
        verdicts[match.first] = verdict
        if verdict and verdict[0] and match.best.iso2:
            countries.add(match.best.iso2)
    for _ in range(2):  # twice, since an accepted name vouches for its neighbours on either side
        for match in matches:
            if verdicts[match.first] is None:
                signs = _signs(text, match, gazetteer, at, verdicts, countries)
                if signs:
                    verdicts[match.first] = ("toponym", signs)
    for earlier, match in zip(matches, matches[1:], strict=False):
        if _shared(earlier, earlier, match, verdicts) and gazetteer.capital_of(match.best.id):
            verdicts[match.first] = ("metonym", "in a list of governments")
    for match, later in zip(matches, matches[1:], strict=False):
        free = not match.prefix and not text.has(text.before(match.first), "prepositions")
        if free and _shared(later, match, later, verdicts) and gazetteer.capital_of(match.best.id):
            verdicts[match.first] = ("metonym", "in a list of governments")
    mentions, rejected = [], []
    for match in matches:
        kind, reason = verdicts[match.first] or (
            None,
            "a small place, and nothing beside it says that a place is meant",
        )
        start = match.start
        if (
            match.last - match.first > 1
            and text.has(match.first, "outside")
            and not text.norm(match.first).startswith("ال")
            and (match.best.kind != "country" or text.has(match.first, "outside.states"))
        ):
            start = text.starts[match.first + 1]
        span = Span(start, text.span(match.first, match.last).end)
        surface = span.of(text.text)
        if kind:
            wanted = {"metonym"} if kind == "metonym" and match.institution else None
            roles = wanted or ({"demonym"} if kind == "demonym" else {"name", "alias"})
            places = tuple(dict.fromkeys(n.place for n in match.names if n.role in roles))
            mentions.append(Mention(span, surface, kind, places, reason))
        else:
            rejected.append(Rejected(span, surface, reason))
    taken = {i for match in matches for i in range(match.first, match.last)}
    for name in heard(text, gazetteer, taken, frozenset(countries)):
        reason = f"sounds like {name.latin}"
        mentions.append(Mention(name.span, name.span.of(text.text), "toponym", name.places, reason, name.score))
    return tuple(sorted(mentions, key=lambda m: m.span)), tuple(rejected)


def _shared(
    acts: Match, earlier: Match, later: Match, verdicts: dict[int, tuple[MentionKind | None, str] | None]
) -> bool:
    """Whether «and» alone joins two capitals, and the one that `acts` does so as its government, the other is bare:
    وقّعت نواكشوط ودكار، باكو ويريفان تعلنان."""
    kinds = {m.first: (verdicts[m.first] or (None,))[0] for m in (earlier, later)}
    other = later if acts is earlier else earlier
    joined = later.prefix == "و" and later.first == earlier.last
    return joined and kinds[acts.first] == "metonym" and kinds[other.first] == "toponym"


def _certain(text: Text, m: Match, gaz: Gazetteer, at: dict[int, Match]) -> tuple[MentionKind | None, str] | None:
    """What needs no look at the rest of the article; None where more signs are needed."""
    before, after = text.before(m.first), text.after(m.last - 1)
    word = text.norm(before)
    lexicon = text.lexicon
    prefixed = any(c in m.prefix for c in "بلك")
    adjective = not prefixed and not m.prefix and word.startswith("ال") and not text.classes[before]
    nationality = m.words == 1 and any(n.role == "demonym" for n in m.names)
    if m.demonym or nationality and not text.head(before) and (adjective or not _country(m, gaz)):
        if not prefixed and (word in lexicon.given or text.has(before, "titles.always")):
            return None, "a family name"
        return "demonym", "a nationality"
    ordinary = lexicon.blocked.get(m.stem, frozenset()) if m.words == 1 else frozenset()
    for beside in (before, after):
        if beside >= 0 and ordinary & {text.norm(beside), text.norm(beside).removeprefix("ال")}:
            return None, "an ordinary word beside " + text.stream[beside].raw
    person = _person(text, m, before, after, prefixed)
    if person:
        return None, person
    if m.words == 1 and m.best.kind not in ("country", "region") and m.best.feature != "PPLC":
        if text.classes[m.first] or len(m.stem) < 3 or text.norm(m.first) in lexicon.common:
            named = before >= 0 and not prefixed and text.head(before) in ("city", "admin", "site")
            return None if named else (None, "an ordinary word")
    head = text.head(before) if before >= 0 and not prefixed else ""
    if m.best.kind == "city" and not head and _club(text, m, before, prefixed):
        return None, "a club in a report on sport"
    if before >= 0 and not prefixed and not head and "و" not in m.prefix and _organisation(text, before, after, at):
        return "organisation", "part of an organisation's name"
    if m.institution:
        return "metonym", "an institution that stands for its state"
    if gaz.capital_of(m.best.id) and not prefixed and not head and _government(text, m, before, after, at):
        return "metonym", "a capital that acts as its government"
    common = m.words == 1 and m.stem in lexicon.common
    longer = after >= 0 and not text.classes[after] and after not in at and text.norm(after)[:1] not in "او"
    if head == "site" and m.best.kind == "city" and (m.best.population < SAFE_POPULATION or longer):
        return None  # سجن بانوراما، سجن كوت بلوال: a site has a name of its own, which is rarely that of a far town
    if not common:
        if m.best.kind in ("country", "region", "water") or m.best.feature == "PPLC":
            return "toponym", f"the name of a {m.best.kind}"
        if m.words > 1 or m.best.population >= SAFE_POPULATION:
            return "toponym", "a known name" if m.words > 1 else "the name of a large city"
    if head and not common:
        return "toponym", "behind " + text.stream[before].raw
    return None


def _person(text: Text, m: Match, before: int, after: int, prefixed: bool) -> str:
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


def _country(m: Match, gaz: Gazetteer) -> bool:
    return any(n.role != "demonym" and gaz.place(n.place).kind == "country" for n in m.names)


def _club(text: Text, m: Match, before: int, prefixed: bool) -> bool:
    """Whether sport is what the sentence tells of, and the name plays: فاز ليفربول على برشلونة."""
    if prefixed and "ب" in m.prefix or text.has(before, "directions") or text.norm(before) in ("في", "الي", "من"):
        return False
    near = range(max(0, m.first - SPORT_WINDOW), min(len(text.stream), m.last + SPORT_WINDOW))
    return sum("sport" in text.classes[i] for i in near) >= 2


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


def _organisation(text: Text, before: int, after: int, at: dict[int, Match]) -> bool:
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


def _government(text: Text, m: Match, before: int, after: int, at: dict[int, Match]) -> bool:
    """Whether a capital stands for its government: it acts, or its officials, forces or decisions are named."""
    if before >= 0:
        if text.has(before, "directions") or text.has(before, "capital_of"):
            return text.norm(before) == "بين"
        if text.has(before, "prepositions"):
            return text.norm(before) in ("بين", "مع", "ضد") or (
                text.norm(before) == "من" and text.has(text.before(before), "governments")
            )
        if text.has(before, "governments"):
            return True
        if text.lexicon.hosts(text.norm(before)):
            return False
        if _verb(text, before):
            return True
    if text.has(after, "relative.subject"):
        after = text.after(after)  # الرباط التي استعادت
    return after >= 0 and after not in at and _verb(text, after)


def _verb(text: Text, index: int) -> bool:
    """Whether a word is a verb of acting, listed or by its feminine form (…ت before, ت… behind a capital)."""
    word = text.norm(index)
    if text.has(index, "verbs.not_verbs") or word.startswith("ال") or text.has(index, "prepositions"):
        return False
    if text.lexicon.hosts(word):
        return False  # what a city does as a place: استضافت، تشهد، تكون
    if len(word) > 4 and word.startswith(("ت", "وت")) and text.stream[index].raw[-1] in "أئ":
        return True  # تتلكأ
    bare = word[1:] if len(word) > 4 and word[0] in "وف" else word
    if text.has(index, "verbs.actions"):
        return True
    bare = next((s for s in stems(bare) if s.endswith("ت")), bare)  # أجلتهم
    if len(bare) > 3 and bare.endswith("ت") and not bare.endswith("ات") or bare in ("كانت", "قالت", "دانت", "باتت"):
        return True
    return len(bare) > 3 and bare.startswith(("ت", "ست")) and not bare.endswith(("ه", "ات", "ا", "يل", "ين"))


def _signs(
    text: Text,
    m: Match,
    gaz: Gazetteer,
    at: dict[int, Match],
    verdicts: dict[int, tuple[MentionKind | None, str] | None],
    countries: set[str],
) -> str:
    """What speaks for a place where the name alone does not, or ''."""
    before = text.before(m.first)
    common = m.words == 1 and m.stem in text.lexicon.common
    homes = {gaz.place(n.place).iso2 for n in m.names}
    if m.best.kind == "region" and not m.best.iso2:
        homes |= {member[4:6] for member in gaz.members(m.best.id) if member.startswith("iso:")}
    home = bool(homes & countries)
    if _dateline(text, m):
        return "the dateline"
    if _parent(text, m, gaz, at, homes):
        return "the place it lies in is named beside it"
    if common:
        if not home:
            return ""
        if "ب" not in m.prefix and text.head(before) in ("city", "admin", "site"):
            return "behind " + text.stream[before].raw
        large = m.best.feature == "PPLC" or m.best.population >= LARGE_POPULATION and text.norm(before) != "في"
        governed = "ب" in m.prefix or text.has(before, "prepositions")
        if governed and m.best.kind == "region" and len(homes) in range(2, REGION_STATES):
            return "a region of a country that the article names"
        return "a large city of a country that the article names" if large and governed else ""
    if home and "ب" not in m.prefix and text.head(before) == "site":
        return "behind " + text.stream[before].raw
    if not home and m.best.kind != "admin" and m.best.population < KNOWN_POPULATION:
        return ""
    for index in (before, text.before(before) if text.has(before, "prepositions") else -1):
        if text.has(index, "directions") and not text.has(index, "prepositions"):
            return "behind " + text.stream[index].raw
    if "ب" in m.prefix or text.has(before, "prepositions.local"):
        return "behind a preposition, and its country is named" if home else "behind a preposition"
    neighbour = at.get(before) or at.get(before - 1) if before >= 0 else at.get(m.first - 2)
    if (
        neighbour
        and neighbour is not m
        and (verdicts.get(neighbour.first) or (None,))[0] == "toponym"
        and "و" in m.prefix
    ):
        return "in a list of places"
    return ""


def _dateline(text: Text, m: Match) -> bool:
    """Whether the name opens a line and a dash follows, an agency's name at the most between them."""
    index = m.first - 1
    while index >= 0 and text.stream[index].raw in '(«“"':
        index -= 1
    if index >= 0 and text.stream[index].kind != "line":
        return False
    for later in range(m.last, min(m.last + 8, len(text.stream))):
        token = text.stream[later]
        if token.raw in "-–—:" or token.raw == "ـ":
            return True
        if (
            token.kind == "line"
            or token.kind == "word"
            and not (text.has(later, "agencies") or text.has(later - 1, "agencies"))
        ):
            return False
    return False


def _parent(text: Text, m: Match, gaz: Gazetteer, at: dict[int, Match], homes: set[str]) -> bool:
    """Whether a country or province that holds the name follows within four words: الهول في محافظة الحسكة."""
    for later in range(m.last, min(m.last + 5, len(text.stream))):
        token = text.stream[later]
        if token.kind != "word":
            return False
        other = at.get(later)
        if other and other is not m:
            place = other.best
            linked = later > m.last or any(c in other.prefix for c in "ب") or other.demonym
            return linked and place.iso2 in homes and place.kind in ("country", "admin", "region")
        if not (text.has(later, "prepositions") or text.has(later, "directions") or text.head(later)):
            return False
    return False
