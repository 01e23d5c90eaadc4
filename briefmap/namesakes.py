"""What else may bear a place's name: persons, clubs, organisations."""

from __future__ import annotations

from itertools import takewhile

from briefmap.arabic import readings
from briefmap.gazetteer import Gazetteer
from briefmap.matching import SAFE_POPULATION, Match, foreign
from briefmap.signs import dateline
from briefmap.text import Text

__all__ = ["TITLED", "club", "fixture", "organisation", "person", "sporting", "team", "titled"]

_GOVERNING = ("prepositions", "directions", "belongings", "titles", "governments", "organisations", "capital_of")
TITLED = "behind a personal title"
SPORT = 3  # words of sport that must stand near, those of its first row counted twice
TITLE = 6  # words of a quoted title before a name in it
SPORT_WINDOW = 25  # words on either side in which sport is spoken of


def person(text: Text, m: Match, before: int, after: int, prefixed: bool) -> str:
    """Why the name is a person's, or ''."""
    if text.has(before, "nobility.patronymics"):
        return TITLED  # بن لادن, whatever else its letters spell
    if prefixed or "و" in m.prefix or "ف" in m.prefix:
        return ""
    lexicon, word = text.lexicon, text.norm(before)
    aside = m.first > 0 and text.comma(m.first - 1) and m.best.kind != "country"
    closed = text.comma(m.last + 1)
    strange = after == m.last and _name_like(text, after) and not text.norm(after).endswith("ه")
    if aside and closed and strange:
        return "a person named between two commas"
    first = m.first - 1  # المدعي العام، غيرمان سانتياغو، إن
    begun = first > 0 and first == before and text.comma(first - 1) and text.norm(first)[0] != "و"
    ended = text.comma(m.last)
    if begun and ended and m.best.kind == "city" and foreign(text, first) and not text.finite(first):
        return "a person named between two commas"
    if before < 0:
        return ""
    if text.has(before, "titles.always") and not text.head(before):
        return TITLED
    called = text.has(before, "titles.called") and _human(text, text.before(before))  # بنت اسمها بافوس
    if called or text.has(before, "titles.kin") and not lexicon.visits(text.norm(text.before(before))):
        return "a given name behind " + text.stream[before].raw
    described = word.startswith("ال") and word.endswith(("ه", "ي", "ا"))
    if described and m.best.kind == "city" and text.has(text.before(before), "titles.kin"):
        return "a given name behind " + text.stream[text.before(before)].raw  # شقيقته البرلمانية ليما
    # على and علي are one word once normalised: a particle is never taken for a given name
    whole = m.words > 1 and m.stem.startswith("ال")  # «باسم البيت الأبيض» speaks of no Basim
    beside = before == m.first - 1  # no bracket between them: ليون (فرنسا)
    state = m.best.kind == "country" and len(m.stem) > 5 and m.stem not in lexicon.given  # nobody is called Ethiopia
    if beside and not (state or text.classes[before] or whole) and any(r.stem in lexicon.given for r in readings(word)):
        return "a family name behind a given name"
    town = m.best.kind == "city" and m.best.feature != "PPLC"
    middle = beside and town and foreign(text, before) and not text.finite(before)
    ahead = text.before(before)
    on = ahead >= 0 and text.has(ahead, "prepositions") and text.stream[ahead].raw.endswith("ى")  # على رمال الفاشر
    if middle and ahead >= 0 and not on and text.norm(ahead) in lexicon.given:
        return "a family name behind a given name"  # فيديريكو غارثيا لوركا
    if text.stream[before].raw in lexicon.surnames and not text.has(text.before(before), "prepositions"):
        return "a family name behind " + text.stream[before].raw
    if town and lexicon.speaks(word):
        return "a person, since it speaks"
    colon = (
        m.last < len(text.stream) and text.stream[m.last].raw == ":" and town and m.best.population < SAFE_POPULATION
    )
    if colon and beside and not any(text.has(before, row) for row in _GOVERNING) and not text.head(before):
        return "a person, whose words follow"  # ميل جيبسون:
    follower = text.norm(after)
    if lexicon.speaks(word) and follower in lexicon.given and not text.classes[after]:
        return "a given name before a family name"
    governed = m.best.kind == "country" and any(
        text.has(before, name) for name in ("prepositions", "titles", "governments")
    )
    if text.has(after, "nobility") and not governed:
        return "a given name before " + follower
    if lexicon.visits(word) or text.has(before, "belongings"):
        return ""
    # a determined title within three words, only adjectives and names between: الخبير الأمني تشاد ميلر
    at, seen = before, 0
    while at >= 0 and seen < 4 and text.word(at):
        cls = text.classes[at]
        if lexicon.hosts(text.norm(at)) or text.has(at, "directions"):
            return ""
        determined = text.norm(at).lstrip("وف").startswith("ال") or text.norm(at).startswith("لل")
        body = "organisations" in cls and at == before and not determined
        if "prepositions" in cls or "that" in cls or "relative.verbal" in cls or text.head(at) or body:
            return ""  # المهاجرون الذين تعيدهم كرواتيا
        if "titles" in cls and (determined or seen):
            if not determined and seen and not text.norm(before).startswith("ال"):
                return ""
            visiting = (text.before(at), text.before(text.before(at)))
            if any(lexicon.visits(text.norm(i)) for i in visiting) and follower not in lexicon.given:
                return ""  # وصل الرئيس الفنزويلي سوريا
            state = (
                m.best.kind == "country" and text.has(before, "governments") and "titles" not in text.classes[before]
            )
            named = bool(follower) and _name_like(text, after) and not state  # وزارة خارجية كينيا أندريه
            if determined and m.best.kind not in ("country", "region", "water") or named:
                return TITLED
            return ""
        at, seen = text.before(at), seen + 1
    return ""


def _human(text: Text, index: int) -> bool:
    return any(text.has(index, row) for row in ("titles", "titles.people", "titles.kin"))


def club(text: Text, m: Match, before: int, prefixed: bool) -> bool:
    """Whether sport is what the sentence tells of, and the name plays: فاز ليفربول على برشلونة."""
    if (
        not ("sport" in text.present or "sport.weak" in text.present)
        or prefixed
        and "ب" in m.prefix
        and not _player(text, before)
        or text.has(before, "directions")
        and not text.has(before, "prepositions.between")
        or text.has(before, "prepositions.inside")
        or text.has(before, "rulers")  # حاكم كانو
        or m.prefix == "و"
        and text.has(text.before(before), "prepositions.inside")  # في مراكش وطنجة
        or (text.has(before, "organisations.venues") or text.has(before, "organisations.premises"))
        and not any(_score(text, i) for i in range(m.last, min(m.last + 2, len(text.stream))))
    ):
        return False
    if m.best.kind in ("country", "admin") and not _nisba(text, m.last) or m.best.kind == "region" and m.words > 1:
        return False
    verb = text.norm(before)
    playing = text.lexicon.hosts(verb, man=True)  # cities are feminine: يستضيف ليفربول
    if text.lexicon.hosts(verb) and not playing or text.lexicon.visits(verb):
        return False
    if text.lexicon.visits(text.norm(text.before(before))) or dateline(text, m):
        return False
    ends = ".!؟?" if m.best.feature == "PPLC" else ""  # a capital is in the news for much else
    strong, spoken = _spoken(text, m.first, m.last, ends)
    if m.best.kind in ("country", "admin"):
        return spoken > 0
    # a capital, or what stands behind a preposition, may well be a place in a report on sport
    doubt = not strong or m.best.feature == "PPLC" or text.has(before, "prepositions")
    played = not m.prefix and (_sport(text, before) or foreign(text, before))  # صفوف مانشستر، كانون ياوندي
    return spoken >= SPORT + doubt - 2 * played - 3 * playing


def _player(text: Text, index: int) -> bool:
    """Whether who plays or is played with stands here: زميله بمانشستر، اللاعب بميلان."""
    return text.has(index, "titles.kin") or text.has(index, "titles.private") and _sport(text, index)


def sporting(text: Text, index: int) -> bool:
    """Whether sport is spoken of around a word."""
    return ("sport" in text.present or "sport.weak" in text.present) and _spoken(text, index, index + 1)[1] >= SPORT


def _spoken(text: Text, first: int, last: int, ends: str = "") -> tuple[int, int]:
    """How many words of sport stand around a name, and how much they weigh with the weak ones."""
    near = _near(text, first, -1, ends) + _near(text, last - 1, 1, ends)
    strong = sum("sport" in text.classes[i] or _score(text, i) for i in near)
    return strong, 2 * strong + sum("sport.weak" in text.classes[i] for i in near)


def team(text: Text, m: Match, before: int, at: dict[int, Match], gaz: Gazetteer) -> bool:
    """Whether a man's adjective of its country follows, as clubs have it and cities not: على كوبنهاغن الدنماركي."""
    nationality = at.get(m.last)
    if not nationality or not nationality.demonym or m.best.kind != "city" or text.norm(m.last).endswith("ه"):
        return False
    played = "sport" in text.present and any(_sport(text, i) for i in range(m.first - 4, m.last + 5))
    free = played or text.has(before, "prepositions") or text.finite(before)
    bound = before >= 0 and not (free or "و" in m.prefix)
    inside = "ب" in m.prefix or text.has(before, "prepositions.inside")
    return not bound and not inside and any(gaz.place(n.place).iso2 == nationality.best.iso2 for n in m.names)


def fixture(text: Text, m: Match, at: dict[int, Match]) -> bool:
    """Whether the name and another are paired, each with its country in brackets: بوردو (فرنسا) - أيندهوفن (هولندا)."""
    closing = _bracketed(text, m.last, at)
    if not closing or m.best.kind != "city":
        return False
    if m.first > 1 and text.stream[m.first - 1].raw in "-–" and text.stream[m.first - 2].raw == ")":
        return True
    dash = closing + 1 < len(text.stream) and text.stream[closing + 1].raw in "-–"
    return dash and any(_bracketed(text, i, at) for i in range(closing + 3, closing + 7))


def _bracketed(text: Text, index: int, at: dict[int, Match]) -> int:
    """The bracket that closes a country's name which one opens at `index`; 0 where none does."""
    if index + 2 >= len(text.stream) or text.stream[index].raw != "(":
        return 0
    country = at.get(index + 1)
    known = country and country.best.kind in ("country", "admin") and country.last < len(text.stream)
    return country.last if country and known and text.stream[country.last].raw == ")" else 0


def titled(text: Text, m: Match) -> bool:
    """Whether the name stands in the quoted title of a book, a film, a paper or a ship."""
    opening = m.first - 1
    while opening >= 0 and m.first - opening <= TITLE and text.stream[opening].kind == "word":
        opening -= 1
    if opening < 0 or text.stream[opening].raw not in '«“"' or _closing(text, opening):
        return False
    head = opening - 1
    first = opening == m.first - 1
    said = any(text.finite(i) or text.has(i, "verbs.actions") for i in range(opening + 1, m.first))
    if text.word(head) and (
        text.has(head, "works") and not said or first and text.has(head, "organisations") and not text.head(head)
    ):
        return True
    if text.has(head, "organisations") and not text.head(head) and not text.norm(head).startswith("ال"):
        return True
    closing = m.last
    while closing < len(text.stream) and text.stream[closing].kind == "word":
        closing += 1
    if (
        not first
        or m.prefix
        or not 0 < closing - m.last < 3
        or closing == len(text.stream)
        or text.stream[closing].raw not in '»”"'
    ):
        return False
    return all(foreign(text, i) and _name_like(text, i) and not text.finite(i) for i in range(m.last, closing))


def _closing(text: Text, index: int) -> bool:
    """Whether a straight quotation mark closes what one before it in its line has opened."""
    if text.stream[index].raw != '"':
        return False
    before = takewhile(lambda i: text.stream[i].kind != "line", range(index - 1, -1, -1))
    return sum(text.stream[i].raw == '"' for i in before) % 2 == 1


def _sport(text: Text, index: int) -> bool:
    return text.has(index, "sport") or text.has(index, "sport.weak")


def _score(text: Text, index: int) -> bool:
    """Whether a mark parts what two teams scored: 2 - 1، 3 - صفر."""
    if text.stream[index].raw not in "-–":
        return False
    sides = [text.norm(i) for i in (index - 1, index + 1)]
    return all(
        len(side) < 3 and side.isdigit() or text.has(i, "sport.none")
        for side, i in zip(sides, (index - 1, index + 1), strict=True)
    )


def _near(text: Text, index: int, step: int, ends: str) -> list[int]:
    """The tokens before (step -1) or behind `index`, no farther than the line goes or one of some marks stands."""
    found: list[int] = []
    while len(found) < SPORT_WINDOW and 0 <= (index := index + step) < len(text.stream):
        if text.stream[index].kind == "line" or text.stream[index].raw in ends:
            break
        found.append(index)
    return found


def organisation(text: Text, before: int, after: int, at: dict[int, Match]) -> bool:
    """Whether the name stands inside an organisation's name whose head is one or two words before it."""
    passing = ("organisations.storms", "organisations.sanctuaries")
    if text.has(before, "directions") and any(text.has(text.before(before), row) for row in passing):
        return False  # إعصار شمال فانواتو، مسجد وسط الموصل, but خام غرب تكساس
    if text.classes[before].get("organisations.aims", "")[-1:] == "ل":
        # الجبهة الشعبية لتحرير فلسطين
        return any(text.has(i, "organisations.movements") for i in range(max(0, before - 3), before))
    if text.has(before, "adjoining.seat") or text.norm(before).startswith(("ال", "وال")):
        return False  # منظمة مقرها لندن; and what bears the article bears no name behind it: المنظمات بريطانيا
    if text.has(before, "directions") and text.norm(text.before(before)).startswith(("ال", "لل")):
        return False  # مصنع للإسمنت غرب بورتسودان
    for step, index in enumerate((before, text.before(before))):
        if index < 0 or text.has(index, "prepositions") or text.head(index) and not text.has(index, "organisations"):
            return False
        strange = not text.classes[before] or any(
            text.has(before, n) for n in ("that", "clause", "belongings.assaults")
        )
        between = step and strange and not text.norm(before).startswith("ال")
        inner = text.has(index, "organisations.teams") or text.has(index, "organisations.sanctuaries")
        between = between and not (inner and foreign(text, before))
        if step and text.has(before, "verbs.actions"):
            return False
        if text.has(index, "organisations") and not between:
            if text.has(index, "organisations.sanctuaries") and foreign(text, before if step else after):
                return after not in at  # كنيسة هاجيا صوفيا
            if text.has(index, "organisations.state_arms"):
                if text.has(after, "borders"):
                    return False  # مركز غيسيني الحدودي
                aim = text.norm(after).startswith("لل") or text.classes[after].get("organisations.purposes") == "ل"
                purpose = text.has(index, "organisations.institutes") and aim
                if text.has(index, "organisations.gatherings") and not text.norm(after).endswith(("ي", "يه")):
                    continue  # قمة نواكشوط العام، اتفاقية جوبا الموقعة: they bear the town's name and are no body
                if purpose or _adjective(text, after) and after not in at and not _inside(text, index, after):
                    return True
                if step:
                    return False
                continue  # شركة نفط نيبال
            return True
    return False


def _inside(text: Text, index: int, after: int) -> bool:
    """Whether people are inside what bears the name, and its adjective only describes it: في مركز لامبيدوزا المكتظ."""
    within = text.has(text.before(index), "prepositions.inside") and text.has(index, "organisations.premises")
    return within and not text.norm(after).endswith(("ي", "يه"))


def _adjective(text: Text, index: int) -> bool:
    """Whether a determined word may be an adjective: قمة بيروت العربية, but not مؤتمر روما الأربعاء، قمة بيروت التي."""
    bound = ("prepositions", "relative.verbal", "clause", "days")
    return text.norm(index).startswith("ال") and not any(text.has(index, row) for row in bound)


def _nisba(text: Text, index: int) -> bool:
    """Whether a determined nisba follows, which parts a club from the country it is named after: قطر القطري."""
    word = text.norm(index)
    return len(word) > 4 and word.startswith("ال") and word.endswith("ي") and word not in text.lexicon.epithets


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
