"""Toponym recognition: which strings of an article are places, and in what capacity.

Every reading of every word is looked up; the longest name wins. What stands around a name then decides whether
it is a place (toponym), a nationality (demonym), a government (metonym), part of an organisation's name, or
no place at all. Names that are safe by themselves come first; the rest need a sign that a place is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefmap.acting import acts, governed_by_verb
from briefmap.arabic import readings
from briefmap.extent import described, extent
from briefmap.gazetteer import Gazetteer
from briefmap.hearing import heard
from briefmap.matching import BARE_POPULATION, POINTS, SAFE_POPULATION, Match, foreign, square
from briefmap.matching import matches as names_in
from briefmap.model import Mention, MentionKind, Span
from briefmap.namesakes import TITLED, club, fixture, organisation, person, team, titled
from briefmap.ordinary import aimed, any_such, noun, only_inflected, personal, worded
from briefmap.signs import (
    FOREIGN,
    KNOWN_POPULATION,
    LARGE_POPULATION,
    REGION_STATES,
    Verdict,
    compass,
    joins,
    signs,
    taken_for,
)
from briefmap.text import Text

__all__ = ["Rejected", "recognise"]

TITLE_WORDS = 5  # within which a paper's or a station's name ends
HAMZAS = "أإآ"  # letters that normalisation makes one
QUOTES = "«»“”\"'‘’"


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
    verdicts: dict[int, Verdict | None] = {}
    countries: set[str] = set()
    squares: set[tuple[int, int]] = set()
    surnames = cache(lambda: _surnames(text))
    for match in matches:
        verdict = _certain(text, match, gazetteer, at)
        borne = at.get(match.first - 1)  # نائب اليمين سانتياغو قرطبة
        if borne and verdict and verdict[0] == "toponym" and verdicts.get(borne.first) == (None, TITLED):
            if match.best.kind == "city" and not match.prefix:
                verdict = None, "a family name"
        verdicts[match.first] = verdict
        if verdict and verdict[0] and match.best.iso2:
            countries.add(match.best.iso2)
        if verdict and verdict[0] == "toponym" and match.best.kind in POINTS:
            squares.add(square(match.best))
    for order in (matches, matches[::-1]):  # an accepted name vouches for its neighbours on either side
        for match in order:
            if verdicts[match.first] is None:
                sign = signs(text, match, gazetteer, at, verdicts, countries, squares)
                if sign and not (sign == FOREIGN and match.stem in surnames()):
                    verdicts[match.first] = ("toponym", sign)
                    if match.best.kind in POINTS:
                        squares.add(square(match.best))
    named = [m for m in matches if taken_for(verdicts, m) == "toponym"]
    told = {(m.stem, m.words) for m in named}
    camps = [m for m in named if m.best.kind == "site" and m.words > 1 and text.head(m.first)]
    told |= {(text.norm(m.first + 1), words) for m in camps for words in (m.words - 1, m.words)}  # مخيم روج … روج
    for match in matches:  # what the article has named as a place once it names again without a sign
        again = (match.stem, match.words) in told and match.stem not in text.lexicon.common
        again = again and not foreign(text, match.first - 1)  # نوح عفر
        if again and verdicts[match.first] is None and not text.classes[match.first]:
            verdicts[match.first] = ("toponym", "named as a place elsewhere in the article")
    for earlier, later in zip(matches, matches[1:], strict=False):
        bare = _bare(text, earlier, later, verdicts)
        if bare and gazetteer.capital_of(bare.best.id):
            verdicts[bare.first] = ("metonym", "in a list of governments")
    accepted = [m for m in matches if taken_for(verdicts, m)]
    by_sound = heard(text, gazetteer, matches, accepted)
    elsewhere = {name.first for name in by_sound}
    sounding = {at: gazetteer.place(n.places[0]) for n in by_sound for at in (n.first, n.last - 1)}
    for match in matches if sounding else ():
        if verdicts[match.first] is None and match.stem not in text.lexicon.common:
            if joins(text, match, gazetteer, sounding):
                verdicts[match.first] = ("toponym", "in a list of places")
                sounding[match.last - 1] = match.best
    mentions, rejected = [], []
    for match in matches:
        if match.first in elsewhere:
            continue
        kind, reason = verdicts[match.first] or (
            None,
            "a small place, and nothing beside it says that a place is meant",
        )
        first, last = extent(text, match, gazetteer)
        if kind == "demonym" and not match.demonym:
            first = last - 1  # الدول العربية is marked at العربية
        start = match.start if first == match.first else text.starts[first]
        span = Span(start, text.span(first, last).end)
        surface = span.of(text.text)
        if kind:
            mentions.append(Mention(span, surface, kind, _places(text, match, kind, gazetteer), reason))
        else:
            rejected.append(Rejected(span, surface, reason))
    for name in by_sound:
        reason = f"sounds like {name.latin}"
        mentions.append(Mention(name.span, name.span.of(text.text), "toponym", name.places, reason, name.score))
    return tuple(sorted(mentions, key=lambda m: m.span)), tuple(rejected)


def _surnames(text: Text) -> frozenset[str]:
    """The words that stand behind a given name somewhere; على is none."""
    given, norms, classes = text.lexicon.given, text.norms, text.classes
    pairs = zip(norms, text.previous, strict=False)
    return frozenset(norm for norm, i in pairs if i >= 0 and norms[i] in given and not classes[i])


def _places(text: Text, m: Match, kind: MentionKind, gaz: Gazetteer) -> tuple[str, ...]:
    """The places that a name may mean in this capacity."""
    names = m.names
    if kind == "demonym":
        last = names if m.demonym or m.words == 1 else gaz.names(text.norm(m.last - 1))
        names = tuple(n for n in last if n.role == "demonym" and not n.rest) or names
    elif kind == "metonym" and m.institution:
        names = tuple(n for n in names if n.role == "metonym")
    else:
        names = tuple(n for n in names if n.role in ("name", "alias"))
    return tuple(dict.fromkeys(n.place for n in names))


def _bare(text: Text, earlier: Match, later: Match, verdicts: dict[int, Verdict | None]) -> Match | None:
    """Which of two names that «and» alone joins stands bare beside one that acts as its government:
    وقّعت نواكشوط ودكار، باكو ويريفان تعلنان."""
    if later.prefix != "و" or later.first != earlier.last:
        return None
    kinds = [taken_for(verdicts, m) for m in (earlier, later)]
    if kinds == ["metonym", "toponym"]:
        return later
    if kinds == ["toponym", "toponym"] and earlier.best.kind == "country" and later.best.kind == "city":
        return later if governed_by_verb(text, earlier) else None  # رعت قطر والقاهرة المفاوضات
    free = not earlier.prefix and not text.has(text.before(earlier.first), "prepositions")
    return earlier if free and kinds == ["toponym", "metonym"] else None


def _certain(text: Text, m: Match, gaz: Gazetteer, at: dict[int, Match]) -> Verdict | None:
    """What needs no look at the rest of the article; None where more signs are needed."""
    before, after = text.before(m.first), text.after(m.last - 1)
    word = text.norm(before)
    lexicon = text.lexicon
    prefixed = m.prefix[-1:] in ("ب", "ل", "ك")
    if m.words == 1 and text.head(m.first) and not (m.stem.startswith("ال") or only_inflected(text, m, before)):
        return None, "a noun that announces places"  # بلدة ومدينة إسرائيلية
    if prefixed and text.has(before, "prepositions.local") and not text.has(before, "prepositions.even"):
        return None, "no preposition stands right behind another"  # في بوداي is no وداي
    determined = not m.prefix and word.startswith("ال")
    bare = m.words == 1 and m.stem.startswith("ال") and m.stem.endswith("يه") and word.endswith("ه")
    if determined and bare and m.best.kind == "country" and not text.head(before):
        return "demonym", "a nationality"
    if m.words == 1 and m.best.kind == "country" and m.stem.endswith("يه") and _qualifies(text, m, before):
        return "demonym", "a nationality"
    adjective = determined and (not text.classes[before] or m.stem.endswith("ه") and word.endswith(("ه", "ات")))
    nationality = m.words == 1 and "demonym" in m.roles
    head = _head(text, before, prefixed)
    if m.best.kind == "country" and _half(text, m, after, at):
        return None, "half of a compound adjective"
    if m.demonym or nationality and (adjective or not (head or _country(m, gaz))):
        given = word in lexicon.given and before not in at  # ليون الفرنسي is Lyon
        if not prefixed and (given or text.has(before, "titles.always")):
            return None, "a family name"
        return "demonym", "a nationality"
    if described(text, m, gaz):
        return "demonym", "a nationality behind a common noun"
    if m.words > 1 and not head and all("directions" in text.classes[i] for i in range(m.first, m.last)):
        return None, "a direction"
    if m.words > 1 and not head and compass(text, m):
        return None  # أقصى الشمال is a province of a country that the article has to name
    if m.words == 1 and m.stem in lexicon.parts:
        if lexicon.singular(word) not in lexicon.provinces or text.has(before, "directions"):
            return None, "a direction"  # مناطق الشمال, but محافظة الشمال
    if _compatriot(text, m, after):
        return None, "a person's nationality"
    if head == "country" and m.best.kind == "city" and m.best.population < SAFE_POPULATION:
        return None, "a state of that name"  # مملكة سبأ
    if m.words == 1 and (noun(text, m, before, after) or m.prefix and "" in text.classes[m.first].values()):
        return None, "an ordinary word"
    if m.prefix and text.norm(m.first) in lexicon.given:
        return None, "a given name"
    written = text.norm(m.first)
    if m.prefix[1:] and written[0] in "وف":
        written = written[1:]  # وباتوا is باتوا, and not Atua
    spelt = prefixed and text.text[m.start] in HAMZAS  # بأكرا is no باكرا
    if m.prefix and m.words == 1 and written in lexicon.common and not spelt:
        return None, "an ordinary word"
    if m.words == 1 and m.best.kind == "region" and m.stem in lexicon.common:
        if len(gaz.members(m.best.id)) >= REGION_STATES:
            return None, "the whole world"
    ordinary = lexicon.blocked.get(m.stem, frozenset()) if m.words == 1 else frozenset()
    led = text.has(before, "prepositions.local") and text.has(after, "prepositions")  # إلى المغرب بعد يومين
    around = (before,) if led else (before, after)
    for neighbour in around if ordinary else ():
        if any(r.stem in ordinary or r.stem.removeprefix("ال") in ordinary for r in readings(text.norm(neighbour))):
            return None, "an ordinary word beside " + text.stream[neighbour].raw
    if ordinary and text.has(after, "prepositions.partitive"):  # كابل من الصلب
        if f"{text.norm(after)} {text.norm(text.after(after)).removeprefix('ال')}" in ordinary:
            return None, "an ordinary word before " + text.stream[text.after(after)].raw
    ordinary_too = False
    bearer = person(text, m, before, after, prefixed)
    if bearer:
        return None, bearer
    if m.words == 1 and m.best.kind not in ("country", "region") and m.best.feature != "PPLC":
        if m.best.kind == "water" and not m.prefix and lexicon.offshore(word):
            return "toponym", "behind " + text.stream[before].raw  # في عرض المتوسط
        if worded(text, m, before) or len(m.stem) < 3 or text.norm(m.first) in lexicon.common:
            if not _meant(text, m, before, head, prefixed):
                return None, "an ordinary word"
            ordinary_too = not (head == "city" and m.best.population >= LARGE_POPULATION)  # مدينة ميلان
    state = m.best.kind == "country" and after in at  # السلفادور سان سلفادور
    behind = text.classes[after].get("clubs") == "" and not state  # but أركاهاي وسان مارك
    if not head and (behind or m.words == 1 and text.classes[m.first].get("clubs") == "" and before in at):
        return "organisation", "part of an organisation's name"
    introduced = before < 0 or len(word) == 1 or text.classes[before] or text.finite(before)
    introduced = introduced or m.best.kind == "region" and m.words > 1
    if fixture(text, m, at):
        return None, "a club in a list of fixtures"
    if text.has(m.first, "agencies") and m.first and text.stream[m.first - 1].raw in "/(-–":
        return None, "a news agency in the dateline"
    nickname = m.best.kind == "site"  # السجن المعروف بـ«سيكوت»
    if titled(text, m) or not (head or prefixed or nickname) and introduced and _quoted(text, m):
        return "organisation", "a title in quotation marks"
    if not head and (
        m.best.feature != "CONT"
        and m.best.kind in ("city", "country", "region")
        and club(text, m, before, prefixed)
        or team(text, m, before, at, gaz)
    ):
        return None, "a club in a report on sport"
    whole = text.has(before, "organisations") and not text.has(before, "organisations.state_arms")
    known = m.best.population >= BARE_POPULATION or m.best.feature == "PPLC"
    venue = text.has(before, "organisations.venues") and m.best.kind == "city" and known
    beside = before >= 0 and text.stream[m.first - 1].raw != "("  # ميلان (إيطاليا)
    venue = venue or text.has(before, "organisations.gatherings") and m.best.kind == "city"  # منتدى أنطاليا الدبلوماسي
    inside = beside and not (prefixed or head or venue) and (whole or not text.has(m.first, "directions"))
    inside = inside and not text.has(before, "organisations.bands")
    if inside and "و" not in m.prefix and organisation(text, before, after, at):
        return "organisation", "part of an organisation's name"
    if inside and m.best.kind == "city" and text.has(before, "organisations.vessels") and not determined:
        return "organisation", "a ship's name"
    if m.institution:
        return "metonym", "an institution that stands for its state"
    common = m.words == 1 and m.stem in lexicon.common
    to_it = prefixed and not (m.prefix[-1:] == "ل" and text.has(after, "that"))  # but سبق لواشنطن أن استردت
    if gaz.capital_of(m.best.id) and not (to_it or head or common) and acts(text, m, before, after, at):
        return "metonym", "a capital that acts as its government"
    longer = after >= 0 and not text.classes[after] and after not in at and text.norm(after)[:1] not in "او"
    longer = longer and not text.finite(after)  # وفي سجن لوساكا ينتظر أربعون
    if head == "site" and m.best.kind == "city" and (m.best.population < SAFE_POPULATION or longer):
        return None  # سجن بانوراما، سجن كوت بلوال: a site has a name of its own, which is rarely that of a far town
    if ordinary_too:
        return None
    if not common:
        if m.best.kind in ("country", "region", "water") or m.best.feature == "PPLC" and m.stem not in lexicon.given:
            return "toponym", f"the name of a {m.best.kind}"
        if _province(text, m, gaz) and not (after == m.last and foreign(text, after)):
            return "toponym", "the name of a province alone"
        if m.words > 1 and not personal(text, m) and not any_such(text, m):
            return "toponym", "a known name"
        if m.words == 1 and m.best.population >= BARE_POPULATION and m.stem not in lexicon.given:
            return "toponym", "the name of a large city"
    if head and not common:
        return "toponym", "behind " + text.stream[before].raw
    return None


def _meant(text: Text, m: Match, before: int, head: str, prefixed: bool) -> bool:
    """Whether a name that is a word too may be meant as a name where it stands."""
    if head in ("city", "admin", "site") or not prefixed and text.has(before, "directions.outskirts"):
        return True
    common = m.stem in text.lexicon.common
    if m.best.population >= SAFE_POPULATION and not (common or m.stem in text.lexicon.bases):
        return True
    near = text.has(before, "directions.near") and m.best.population >= KNOWN_POPULATION  # قرب صور
    if common and not prefixed and (near or text.has(before, "prepositions.inside")):
        return True
    large = common and m.best.population >= LARGE_POPULATION
    return large and not text.classes[m.first] or aimed(text, m, before) or only_inflected(text, m, before)


def _qualifies(text: Text, m: Match, before: int) -> bool:
    """Whether a name that is a nationality too only qualifies: صحيفة «عكاظ» السعودية، أصول عربية وسورية."""
    if not m.stem.startswith("ال"):
        word = text.norm(before)
        return m.prefix == "و" and before == m.first - 1 and word.endswith("يه") and not word.startswith("ال")
    if m.prefix:
        return False
    quoted = text.stream[m.first - 1].raw in QUOTES and m.first > 0
    for index in range(m.first - 1 - quoted, max(-1, m.first - TITLE_WORDS), -1):
        if not text.word(index):
            return quoted and text.stream[index].raw in QUOTES and text.has(index - 1, "organisations")
        if not quoted and not foreign(text, index):
            return index < m.first - 1 and text.has(index, "organisations")
    return False


def _head(text: Text, before: int, prefixed: bool) -> str:
    """The kind of place that the word before announces: «مدينة», but not «المدينة», which has been named before."""
    if text.has(text.before(before), "capital_of") and text.norm(before).startswith("ال"):
        return "capital"  # العاصمة الألمانية برلين
    if before < 0 or prefixed or text.norm(before).startswith("ال") and text.head(before) != "capital":
        return ""
    return text.head(before)


def _half(text: Text, m: Match, after: int, at: dict[int, Match]) -> bool:
    """Whether a nationality without the article follows one with it: النيجر كونغوية, a family of languages."""
    other = at.get(after) if after == m.last and m.stem.startswith("ال") else None
    bare = text.norm(after).endswith("يه") and not text.norm(after).startswith("ال")
    return bool(bare and other and other.demonym and not other.prefix)


def _compatriot(text: Text, m: Match, after: int) -> bool:
    """Whether a person's name follows a region's that a nationality is made of: الجنوب الأفريقي ميلودزي."""
    if m.words != 2 or m.best.kind != "region" or m.stem not in text.lexicon.parts or after != m.last:
        return False
    nisba = text.norm(m.last - 1).endswith("ي")
    person = text.norm(after) in text.lexicon.given or text.lexicon.looks_foreign(text.norm(after))
    return nisba and person and (foreign(text, after) or text.norm(after) in text.lexicon.given)


def _quoted(text: Text, m: Match) -> bool:
    """Whether quotation marks hold the name and nothing else: «الشرق الأوسط» is a newspaper, «القاهرة» a film."""
    around = (m.first - 1, m.last)
    return not m.prefix and all(0 <= i < len(text.stream) and text.stream[i].raw in QUOTES for i in around)


def _province(text: Text, m: Match, gaz: Gazetteer) -> bool:
    """Whether a foreign or long name means provinces and their towns: ناغالاند، إنجلترا, but not جنوبية."""
    if len(m.stem) < 5 or m.stem in text.lexicon.given:
        return False
    strange, long = text.lexicon.looks_foreign(m.stem), len(m.stem) > 5
    if not strange and not (long and foreign(text, m.first)):
        return False
    places = [gaz.place(n.place) for n in m.names]
    provinces = {p.id for p in places if p.kind == "admin"}
    return all(p.id in provinces or strange and long and p.admin1 in provinces for p in places)


def _country(m: Match, gaz: Gazetteer) -> bool:
    return any(n.role != "demonym" and gaz.place(n.place).kind == "country" for n in m.names)
