"""What speaks for a place where a name alone does not: a preposition, a dateline, a list, the country beside it."""

from __future__ import annotations

from briefmap.gazetteer import Gazetteer
from briefmap.matching import POINTS, SAFE_POPULATION, Match, close, foreign, square
from briefmap.model import MentionKind, Place
from briefmap.text import Text, verbal

__all__ = [
    "FOREIGN",
    "KNOWN_POPULATION",
    "LARGE_POPULATION",
    "REGION_STATES",
    "Verdict",
    "compass",
    "dateline",
    "ended",
    "joins",
    "signs",
    "struck",
    "taken_for",
]

LARGE_POPULATION = 300_000  # a city whose name is also an ordinary word is taken from this on, behind a preposition
KNOWN_POPULATION = 20_000  # a name below this needs that the article names its country, or more than a preposition
REGION_STATES = 100  # a region of more states is the world, of which every article speaks
ENDS = (
    "prepositions",
    "clause",
    "that",
    "neighbours.joining",
    "directions",
    "directions.headings",
    "days",
    "cause",
)  # stand behind a whole phrase
FORCES = 3  # words from what forces are called back to the verb of what they do

FOREIGN = "a foreign name of a country that the article names"

Verdict = tuple[MentionKind | None, str]
"""What a name is taken for (None: no place), and why."""


def taken_for(verdicts: dict[int, Verdict | None], m: Match) -> MentionKind | None:
    """What a name is taken for so far."""
    verdict = verdicts.get(m.first)
    return verdict[0] if verdict else None


def signs(
    text: Text,
    m: Match,
    gaz: Gazetteer,
    at: dict[int, Match],
    verdicts: dict[int, Verdict | None],
    countries: set[str],
    squares: set[tuple[int, int]],
) -> str:
    """What speaks for a place where the name alone does not, or ''."""
    before = text.before(m.first)
    common = m.words == 1 and m.stem in text.lexicon.common
    homes = {gaz.place(n.place).iso2 for n in m.names}
    if m.best.kind == "region" and not m.best.iso2:
        homes |= {member[4:6] for member in gaz.members(m.best.id) if member.startswith("iso:")}
    home = bool(homes & countries) or m.best.kind in POINTS and close(m.best, squares)
    if not home and m.words > 1 and compass(text, m):
        return ""
    if dateline(text, m):
        return "the dateline"
    if text.has(before, "capital_of.own") or _seat(text, m):
        return "a capital"
    personal = m.stem in text.lexicon.given
    placed = "ب" in m.prefix or text.has(before, "prepositions.local") or text.has(before, "directions")
    placed = placed or bool(text.head(before)) or text.has(before, "belongings")
    if (placed or not (common or personal)) and _parent(text, m, gaz, at, homes):
        return "the place it lies in is named beside it"
    known = m.best.population >= SAFE_POPULATION or m.best.kind in ("country", "region", "water")
    if known and _listed(text, m, at, verdicts):
        return "in a list of places"
    if m.best.kind in POINTS and _beside(text, m, gaz, at):
        return "beside the name of a place near it"
    if common:
        if not home:
            large = text.head(before) == "city" and m.best.population >= LARGE_POPULATION
            return "behind " + text.stream[before].raw if large and not m.prefix else ""
        if struck(text, before, m) and not text.head(m.first):
            return "what was struck"  # غارة على صور
        if m.best.population >= LARGE_POPULATION and not (m.prefix or text.head(m.first)) and _suffers(text, before):
            return "before " + text.stream[before].raw
        head = text.head(before)
        fits = head != "admin" or any(gaz.place(n.place).kind in ("admin", "region") for n in m.names)
        named = "ب" not in m.prefix and not text.head(m.first)  # مطار المدينة is the city's, whatever city that is
        if named and head in ("city", "admin", "site", "water", "area") and fits:
            return "behind " + text.stream[before].raw
        if text.has(before, "directions.outskirts") and not m.prefix and not text.head(m.first):
            return "behind " + text.stream[before].raw  # على مشارف الزاوية
        large = (
            m.best.feature == "PPLC"
            or m.best.population >= LARGE_POPULATION
            and _ends(text, m, at)
            or m.best.population >= KNOWN_POPULATION
            and (text.has(before, "directions.near") or text.has(before, "prepositions.inside"))
            and _ends(text, m, at)
        )
        governed = "ب" in m.prefix or text.has(before, "prepositions")
        governed = governed or text.has(before, "directions") and not text.head(m.first)
        inside = text.has(before, "prepositions.inside") or text.has(before, "directions.near")
        if personal and not (m.prefix or inside):
            governed = False  # إلى فلاديمير
        plain = len(homes) > 1 or not text.norm(text.after(m.last - 1)).startswith("ال")  # not على الضفة النيجيرية
        if governed and m.best.kind == "region" and len(homes) < REGION_STATES and plain:
            return "a region of a country that the article names"
        return "a large city of a country that the article names" if large and governed else ""
    if home and m.best.kind == "site" and m.words > 1:
        return "a site of a country that the article names"
    if home and "ب" not in m.prefix and text.head(before) in ("city", "admin", "site"):
        return "behind " + text.stream[before].raw
    if home and m.best.population >= SAFE_POPULATION and (placed or not personal):
        return "a known city of a country that the article names"
    named = foreign(text, before) and not text.finite(before) and not text.norm(before).endswith("وا")
    if home and m.prefix in ("", "و") and _strange(text, m, homes) and not named:
        return FOREIGN
    if m.best.kind == "city" and _told_of(text, m, squares):
        return "a town near a place that the article names, of which a verb tells"
    if home and m.best.kind == "admin" and (len(m.stem) > 4 or text.has(before, "governments")):
        return "a province of a country that the article names"
    if not home and m.best.kind != "admin" and m.best.population < KNOWN_POPULATION:
        row = "prepositions.local" if m.best.kind == "site" else "prepositions.inside"
        if not _strange(text, m, homes):
            several = m.words > 1 and not m.prefix  # في دييغو غارسيا
            return "behind a preposition" if several and text.has(before, "prepositions.inside") else ""
        sure = not m.prefix and text.has(before, row)
        return "behind a preposition" if sure else "in a list of places" if _listed(text, m, at, verdicts) else ""
    for index in (before, text.before(before) if text.has(before, "prepositions") else -1):
        if text.has(index, "directions") and not text.has(index, "prepositions"):
            return "behind " + text.stream[index].raw
    town = m.best.kind == "city" and not m.stem.startswith("ال")  # and so feminine
    follower = text.norm(text.after(m.last - 1))
    hosted = text.lexicon.hosts(follower) and not (town and text.lexicon.hosts(follower, man=True))
    if hosted and not follower.endswith(("ون", "وا")):
        return "before " + text.stream[text.after(m.last - 1)].raw
    verb = text.norm(before)
    hosting = text.lexicon.hosts(verb) and not (town and text.lexicon.hosts(verb, man=True))  # تعرض بلير
    if not m.prefix and (text.lexicon.visits(verb) or hosting):
        return "behind " + text.stream[before].raw
    if not m.prefix and (_struck_or_entered(text, before) or home and _struck_by_forces(text, before)):
        return "what was struck or entered"
    if text.has(before, "group") and text.head(text.before(before)):
        return "behind " + text.stream[text.before(before)].raw  # مخيمات مثل الهول
    if text.has(before, "belongings") or text.has(before, "adjoining.seat") or home and text.has(before, "roads"):
        return "behind " + text.stream[before].raw
    if text.has(before, "prepositions.apart") and text.has(text.before(before), "units"):
        return "so far from it"  # على بعد تسعين ميلا عن فلوريدا
    if struck(text, before, m):
        return "what was struck"
    if home and m.prefix[-1:] == "ل" and text.has(before, "adjoining"):
        return "behind " + text.stream[before].raw  # المقابلة للبوكمال
    stuck = "ب" in m.prefix and (len(m.stem) > 4 or m.stem.startswith("ال"))
    reached = personal and not text.has(before, "prepositions.inside")  # إلى فلاديمير
    if stuck or text.has(before, "prepositions.local") and not reached:
        return "behind a preposition, and its country is named" if home else "behind a preposition"
    return "in a list of places" if _listed(text, m, at, verdicts) else ""


def _seat(text: Text, m: Match) -> bool:
    """Whether «capital of» follows: لكن مشهد عاصمة الإقليم."""
    after = text.after(m.last - 1)
    follows = after == m.last and text.head(after) == "capital" and text.norm(after)[0] not in "اوب"
    return follows and m.best.kind == "city" and "ب" not in m.prefix


def _strange(text: Text, m: Match, homes: set[str]) -> bool:
    """Whether a name of one country looks like no word and no person's name: ماكوميا."""
    lexicon = text.lexicon
    return len(m.stem) > 4 and len(homes) == 1 and m.stem not in lexicon.given and lexicon.looks_foreign(m.stem)


def _told_of(text: Text, m: Match, squares: set[tuple[int, int]]) -> bool:
    """Whether a verb in its feminine form stands right before a name of a town near one that is named: وتبدو بالما."""
    verb, lexicon = m.first - 1, text.lexicon
    if m.prefix or len(m.stem) < 5 or m.stem in lexicon.given or not text.word(verb) or lexicon.speaks(text.norm(verb)):
        return False
    word = text.norm(verb).removeprefix("و")
    feminine = word.startswith("ت") or word.endswith("ت")
    finite = feminine and not text.classes[verb] and verbal(word, text.stream[verb].raw)
    return finite and close(m.best, squares)


def _suffers(text: Text, verb: int) -> bool:
    """Whether a verb in its feminine form tells what a city lives through: تعرضت الأبيض لغارات."""
    word = text.norm(verb).removeprefix("و")
    return text.lexicon.hosts(word) and (word.startswith("ت") and verbal(word, word) or word.endswith("ت"))


def compass(text: Text, m: Match) -> bool:
    """Whether a name's words are all directions, the last perhaps determined: أقصى الشمال، منطقة الجنوب."""
    parts, first = text.lexicon.parts, m.first + (text.head(m.first) == "admin")
    return all("directions" in text.classes[i] or text.norm(i) in parts for i in range(first, m.last))


def _struck_or_entered(text: Text, before: int) -> bool:
    """Whether a verb of striking or visiting stands before a name, or before its subject: دخلت القوات الفاشر."""
    if text.lexicon.strikes(text.norm(before)):
        return True
    verb = text.norm(text.before(before))
    subject = text.norm(before).startswith("ال") and not text.has(before, "titles.private")
    return subject and (text.lexicon.strikes(verb) or text.lexicon.visits(verb))


def _struck_by_forces(text: Text, before: int) -> bool:
    """Whether forces of some kind strike what is named behind them: اقتحمت قوات خاصة إسرائيلية طولكرم."""
    verb = before
    if text.norm(before).endswith(("ه", "ي", "ون")) and not text.head(before):
        for _ in range(FORCES):
            verb = text.before(verb)
            if text.lexicon.strikes(text.norm(verb)):
                return True
            if text.has(verb, "prepositions"):
                break
    return False


def struck(text: Text, before: int, m: Match) -> bool:
    """Whether «on» stands before a name, and what struck or was fired before that: قصف مدفعي على; or قصف القائم."""
    if m.stem.startswith("ال") and not m.prefix and text.has(before, "belongings.assaults"):
        return not text.norm(before).startswith("ال") and ended(text, m)
    return text.norm(before) == "علي" and any(_assault(text, i) for i in range(before - 3, before))


def _assault(text: Text, index: int) -> bool:
    return text.has(index, "belongings.assaults") or text.lexicon.assaults(text.norm(index))


def _ends(text: Text, m: Match, at: dict[int, Match]) -> bool:
    """Whether the phrase is over with the name, or another follows: في مشهد، من قم ومشهد, but not في مشهد مؤثر."""
    if text.classes[m.first].keys() - {"amounts"}:  # of which قرب بيني is none
        return False
    other = at.get(text.after(m.last - 1))
    return other is not None and other.prefix == "و" or ended(text, m)


def ended(text: Text, m: Match) -> bool:
    """Whether nothing behind the name can belong to its phrase: في صور لن تُسحب."""
    after = text.after(m.last - 1)
    denied = text.has(after, "negation") and not text.has(after, "negation.nominal")
    return after < 0 or denied or any(text.has(after, name) for name in ENDS)


def _listed(text: Text, m: Match, at: dict[int, Match], verdicts: dict[int, Verdict | None]) -> bool:
    """Whether «and» or a comma joins the name to an accepted one before or behind it."""
    return any(taken_for(verdicts, o) in ("toponym", "metonym") for o in _joined(text, m, at))


def _joined(text: Text, m: Match, at: dict[int, Match]) -> list[Match]:
    """The names that «and» or a comma joins this one to, before and behind it."""
    before, after = text.before(m.first), text.after(m.last - 1)
    earlier = at.get(before) or at.get(before - 1) if before >= 0 else at.get(m.first - 2)
    later = at.get(after) if after >= 0 else at.get(m.last + 1)
    joined = [earlier] if earlier and ("و" in m.prefix or before < 0 and text.comma(m.first - 1)) else []
    if later and ("و" in later.prefix or after < 0 and text.comma(m.last)):
        joined.append(later)
    return [other for other in joined if other is not m]


def _beside(text: Text, m: Match, gaz: Gazetteer, at: dict[int, Match]) -> bool:
    """Whether the name is joined to one that no ordinary word or person bears, of a place near it: هيت وراوة."""
    lexicon = text.lexicon
    for other in _joined(text, m, at):
        if not (other.stem in lexicon.common or other.stem in lexicon.given or text.classes[other.first]):
            near = {square(p) for p in _points(other, gaz)}
            if near and any(close(p, near) for p in _points(m, gaz)):
                return True
    return False


def _points(m: Match, gaz: Gazetteer) -> list[Place]:
    return [p for p in (gaz.place(n.place) for n in m.names if n.role != "demonym") if p.kind in POINTS]


def joins(text: Text, m: Match, gaz: Gazetteer, sounding: dict[int, Place]) -> bool:
    """Whether «and» joins the name to one known by its sound alone, of the same country: سوبور وبارامولا."""
    before = text.before(m.first)
    earlier = sounding.get(before) if "و" in m.prefix and before == m.first - 1 else None
    after = text.after(m.last - 1)
    later = sounding.get(after) if after == m.last and text.norm(after).startswith("و") else None
    states = {place.iso2 for place in (earlier, later) if place}
    return bool(states) and any(gaz.place(n.place).iso2 in states for n in m.names if n.role != "demonym")


def dateline(text: Text, m: Match) -> bool:
    """Whether the name opens a line and a dash follows, an agency's name at the most between them."""
    index = m.first - 1
    while index >= 0 and text.stream[index].raw in '(«“"':
        index -= 1
    if index >= 0 and text.stream[index].kind != "line":
        return False
    for later in range(m.last, min(m.last + 8, len(text.stream))):
        token = text.stream[later]
        if token.raw in "-–—:" or token.raw == "ـ":
            speaker = token.raw == ":" and later == m.last and m.best.population < SAFE_POPULATION
            return not (speaker and m.best.kind == "city")  # رايس: لن ننسحب
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
        if token.raw == "(":
            continue
        if token.kind != "word":
            return False
        other = at.get(later)
        if other and other is not m:
            if other.roles == {"metonym"}:
                return False  # بلير في البيت الأبيض
            linked = later > m.last or any(c in other.prefix for c in "ب") or other.demonym
            wholes = (gaz.place(n.place) for n in other.names) if linked else ()
            return any(p.iso2 in homes and p.kind in ("country", "admin", "region") for p in wholes)
        if not (text.has(later, "prepositions") or text.has(later, "directions") or text.head(later)):
            return False
    return False
