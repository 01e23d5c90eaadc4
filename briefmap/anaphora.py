"""Anaphora: which place a pronoun or a noun of its kind stands for."""

from __future__ import annotations

from briefmap.clauses import Filled, Sentence, grounded, listed, tied
from briefmap.cues import Cue
from briefmap.model import Place
from briefmap.nationals import home
from briefmap.phrases import Phrase
from briefmap.text import Text, counted

__all__ = ["stood_for"]

QUANTITY = 4  # words from a quantity to its «of»: مساحة جغرافية شاسعة من
PROVINCES = 6  # names before «the province» among which it is sought, in whatever sentence
EARLIER = 30  # names before «the country» among which the land of the towns beside it is sought
NEARBY = 12  # words between a cue and what stands for its place
THITHER = 3  # words between a verb and the «to it» of whom it would reach
BESIDE = 2  # words between a danger and the «in it» of whence people are
DESCRIBED = 3  # tokens between a noun and its relative word: adjectives, a comma
SPOTS = ("city", "site")  # too small for a role of areas
KINDS = {
    "admin": ("admin", "region"),
    "region": ("region", "admin", "water"),
    "countries": (),
    "part": ("country", "admin", "region"),
    "thither": ("country", "admin", "region"),
    "site": (),
    "last": (),
}  # what a noun stands for


def stood_for(said: Sentence, cue: Cue, left: int, right: int, taken: set[int]) -> list[Filled]:
    """The place that a pronoun or a noun of its kind stands for: خشية هجمات على أراضيها، وشهدت المدينة تفجيرا."""
    text = said.text
    for at in range(max(left, cue.first - 3), min(right, cue.last + NEARBY)):
        classes = text.classes[at]
        named = next((name for name in classes if name.startswith("anaphora.")), "") if classes else ""
        if not named or cue.first <= at < cue.last:
            continue  # أشد مناطق البلاد دموية
        what = named.removeprefix("anaphora.")
        mention = -1 if _means_another(said, cue, at, what) else _antecedent(said, cue, at, what, taken)
        if mention < 0:
            continue
        slot = _opened(said, cue, at, what)
        moves = (c for c in said.cues if left <= c.first < at and "from" in c.event.slots)
        if slot == "to" and any(c.event.grain != "area" for c in moves):
            continue  # اعتداءات، ويترددان في إعادة مواطنين إلى أراضيهما
        if slot in cue.event.slots:
            return listed(said, mention, slot, 0.7) if _both(text, at, what) else [Filled(mention, slot, 0.7)]
    return []


def _means_another(said: Sentence, cue: Cue, at: int, what: str) -> bool:
    """Whether a word near a cue stands for nothing that the cue could tell of."""
    if what in ("home", "thither") and cue.event.grain != "area":
        return True  # عودتهم إلى بلادهم
    if what == "thither":
        return at - cue.last > THITHER or _relative(said, cue, cue.last) >= 0
    if what == "last":
        return not said.text.has(at - 1, "prepositions")  # في الأشهر الأخيرة
    # بسجن رجل بعد هجوم قُتل فيه اثنان
    return what == "there" and cue.event.grain == "finest" and _of_the_deed(said, cue, at)


def _opened(said: Sentence, cue: Cue, at: int, what: str) -> str:
    """The slot that a word for a place fills, by its preposition, by what rules it or by where it stands."""
    text, event = said.text, cue.event
    if what == "there":
        return "from" if text.has(at - 1, "prepositions.partitive") and "from" in event.slots else "where"
    if what == "thither":
        return "to"
    ruler, directed = _ruler(text, at)
    joined = text.classes[ruler].get("prepositions", "")  # ومن الأخيرة
    own = text.classes[at]["anaphora." + what][-1:]
    if slot := text.lexicon.slots.get(own or text.norm(ruler)[len(joined) :], ""):
        return slot
    if event.grain == "area" and cue.last == at and "of" in event.slots:
        return "of"  # تحذر من انزلاق البلاد نحو حرب
    if not text.classes[ruler] and not text.norm(ruler).startswith("ال"):
        if slot := text.lexicon.slots.get(text.norm(text.before(ruler)), ""):
            return slot  # في وديان المحافظة
    if directed:
        return "where"  # تدور معارك شرقي البلاد
    if at >= cue.last and cue.form == "verb":
        if "object" in event.slots:
            return "object"
        soil = what == "soil" and event.grain not in ("area", "finest")  # كولومبيا التي أوصدت أجواءها
        return "" if soil else "who"
    if at < cue.first:  # إن المنطقة على شفا حرب
        return "object" if what == "home" and "object" in event.slots else "who"
    return ""


def _ruler(text: Text, at: int) -> tuple[int, bool]:
    """The preposition or noun that rules a word, and whether a direction parts them: إلى هذين البلدين، في شمال البلاد."""
    ruler, directed = text.before(at), False
    while any(text.has(ruler, name) for name in ("demonstratives", "directions", "quantity", "head.site")):
        ruler, directed = text.before(ruler), text.has(ruler, "directions")  # في سجن المدينة
    if text.has(ruler, "prepositions.partitive"):
        ruler = _counted(text, ruler)  # على مساحة شاسعة من أراضيها
    return ruler, directed


def _of_the_deed(said: Sentence, cue: Cue, at: int) -> bool:
    """Whether a pronoun right behind a verb takes up the noun of a deed right before it."""
    return at - cue.last <= 1 and any(
        c.form == "noun" and c.last == cue.first and c.event.grain == "finest" for c in said.cues
    )


def _counted(text: Text, partitive: int) -> int:
    """The preposition before a quantity of what follows «of», or that «of» itself."""
    near = range(partitive - 1, max(-1, partitive - QUANTITY), -1)
    at = next((i for i in near if text.has(i, "quantity")), -1)
    return at - 1 if at > 0 and text.has(at - 1, "prepositions") else partitive


def _in_it(said: Sentence, cue: Cue, at: int) -> bool:
    """Whether «in it» stands beside a danger: القتال فيها، العنف الدائر فيها."""
    return 0 <= at - cue.last < BESIDE and said.text.norm(at).endswith("ها")


def _in_the_deed(said: Sentence, cue: Cue, at: int) -> bool:
    """Whether a pronoun in a sentence without a name before it takes up the noun of a deed: هجوما قُتل فيه عشرون."""
    deeds = (c for c in said.cues if c.form == "noun" and c.event.grain == "finest" and c.last <= at - 1)
    return cue.event.grain == "finest" and any(not c.event.talks and at - c.last <= NEARBY for c in deeds)


def _nameless(text: Text, at: int) -> bool:
    """Whether a pronoun behind a verb takes up the nameless place right before that: كهوف يتحصن فيها."""
    noun = text.norm(at - 2)
    return text.finite(at - 1) and text.norm(at - 1)[0] not in "وف" and text.word(at - 2) and not noun.startswith("ال")


def _fled_to(said: Sentence, number: int, at: int) -> bool:
    """Whether people went there from another place because of what is told: من الفاشر إلى طويلة بعد هجمات على المدينة."""
    text, phrase = said.text, said.around[number]
    slots = text.lexicon.slots
    if not number or slots.get(phrase.marker) != "to" or slots.get(said.around[number - 1].marker) != "from":
        return False
    return any(text.has(i, "apart") or text.has(i, "cause") for i in range(phrase.last, at))


def _both(text: Text, at: int, what: str) -> bool:
    """Whether a word stands for two places or more: البلدان، أراضيهما."""
    return what == "countries" or text.norm(at).endswith(("هما", "هم"))


def _antecedent(said: Sentence, cue: Cue, at: int, what: str, taken: set[int]) -> int:
    """The number of the mention that a word stands for, in its sentence or the one before; -1 where none fits."""
    named = (at + 1,) if said.text.finite(at + 1) else (at + 1, at + 2)
    if any(said.around[m].first in named and not said.around[m].marker for m in said.inside):
        return -1  # مدينة البصرة القديمة names itself
    described = next((m for m in said.inside if said.around[m].first == at + 1), -1)
    if described >= 0 and what != "there" and said.around[described].start <= at:
        land, number = said.place(described), _named_before(said, cue, at, what, taken)
        place = said.place(number) if number >= 0 else None
        alike = place is not None and land is not None and place.iso2 == land.iso2
        return number if alike else -1  # البلدان الإسكندنافية
    return _named_before(said, cue, at, what, taken)


def _named_before(said: Sentence, cue: Cue, at: int, what: str, taken: set[int]) -> int:
    """The number of the mention that a word stands for which no name describes; -1 where none fits."""
    number = said.before(at)
    if what == "there" and _of_no_name(said, cue, at, number):
        return -1
    if number < 0:
        number = min(said.inside, default=len(said.around)) - 1
        if not said.inside:
            number = max((m for m, p in enumerate(said.around) if p.last <= said.first), default=-1)
    wide, slots = cue.event.grain == "area", said.text.lexicon.slots
    passed: set[str] = set()
    spare = -1  # a part of the world, or who acts, which the word means only where nothing better stands before it
    least = number - PROVINCES if what == "admin" else number  # «the province» is the one the article is about
    while number >= 0 and (number > least or said.around[number].first >= said.earlier):
        phrase, place, kind = said.around[number], said.place(number), said.kind(number)
        if place and place.kind == what == "country" and number in taken and kind == "toponym":
            return -1  # أسقطت بولندا مسيّرات روسية شرق البلاد: the land is hers, and no other's
        if place and kind != "organisation" and number not in taken:
            adjoins, spot = slots.get(phrase.marker) == "with", place.kind in SPOTS  # على الحدود مع كولومبيا
            ground = kind == "toponym" and not (phrase.office or adjoins or counted(said.text, phrase.first))
            ground = ground and not (what == "city" and _fled_to(said, number, at))
            there = what == "there" and _may_be_there(said, cue, place, number, at, ground)
            if what == "there" and not there and _whence(said, cue, number):
                return -1  # شبان من مالي هربوا من القتال الدائر فيها
            if there and not (wide and spot):
                inner = number > 0 and not wide and tied(said, number - 1, number)
                return -1 if passed - {place.iso2} else number - inner  # جيبو شمال بوركينا فاسو، … هناك
            if _meant(said, cue, place, number, at, what, ground, bool(taken)):
                return number
            if _hers(said, place, number, at, what):
                spare = number if spare < 0 else spare
            elif place.kind in KINDS.get(what, (what,)) and (ground or what == "country" and not adjoins):
                if what != "admin" or place.iso2:
                    return -1 if passed - {place.iso2} else number
                spare = number if spare < 0 else spare
            if (what in ("country", "part") and ground or there) and spot:
                passed.add(place.iso2)  # تشارك كينيا في القوة، وفي مقديشو …: the land is not Kenya
        number -= 1
    return _land(said, number, passed) if spare < 0 and what == "country" else spare


def _of_no_name(said: Sentence, cue: Cue, at: int, number: int) -> bool:
    """Whether «in it» takes up a noun that is no name, the last of which before it is that of the number."""
    if number < 0 and _in_the_deed(said, cue, at):
        return True  # شنوا هجوما قُتل فيه عشرون
    beside = number >= 0 and said.around[number].last == at - 1
    if not beside and cue.event.grain == "finest" and _nameless(said.text, at):
        return True  # كهوف يتحصن فيها مسلحون
    who = _relative(said, cue, at)  # المقر الذي يُعتقلون فيه
    return who >= 0 and (number < 0 or who - said.around[number].last > DESCRIBED)


def _whence(said: Sentence, cue: Cue, number: int) -> bool:
    """Whether a name of the sentence tells whence people or things are, and no area is told of."""
    origin = said.text.lexicon.slots.get(said.around[number].marker) == "from"
    return origin and cue.event.grain != "area" and number in said.inside


def _may_be_there(said: Sentence, cue: Cue, place: Place, number: int, at: int, ground: bool) -> bool:
    """Whether «there» may mean a name: its ground, and not whence people are, if they do not stay or live in it."""
    text, phrase = said.text, said.around[number]
    if not ground and phrase.head != "capital" or phrase.head == "country" or phrase.last >= at:
        return False  # ويمثل قطر فيها
    slot = text.lexicon.slots.get(phrase.marker)
    if slot == "from" and not _stays(said, cue, number, at):
        return False
    if cue.event.grain == "tied" and place.kind == "region" and not place.iso2:
        return False
    return place.kind != "water" or slot != "on"  # غواياكيل، كبرى موانئ البلاد على المحيط الهادئ، … فيها


def _stays(said: Sentence, cue: Cue, number: int, at: int) -> bool:
    """Whether it may happen where people come «from»: من الفاشر التي قُتل فيها, but not طيار من نيوزيلندا."""
    text, phrase = said.text, said.around[number]
    if cue.event.grain == "area" and number in said.inside and _in_it(said, cue, at):
        return True  # شبان من مالي، من القتال الدائر فيها
    if text.has(phrase.start - 1, "movers") or phrase.head == "city" or text.has(phrase.last, "relative.subject"):
        return True  # نازح من سنجار بعد الاشتباكات فيها؛ أخلت بعثتها من مدينة الجنينة بعد مقتل اثنين فيها
    return cue.event.grain == "tied" and not home(said, number)  # رحّلتهم من صباح، وقد احتُجزوا هناك


def _meant(said: Sentence, cue: Cue, place: Place, number: int, at: int, what: str, ground: bool, acted: bool) -> bool:
    """Whether a word can mean only the name: a state that speaks, one of a list, one announced by the same noun."""
    phrase, country = said.around[number], place.kind == "country"
    free = not phrase.marker
    if what == "home" and country and phrase.office and free:
        return True  # حذرت رئيسة مولدوفا من حرب على بلادها
    speaks = cue.event.grain == "area" and not acted and phrase.office and said.kind(number) == "toponym"
    if what == "part" and speaks and free and place.kind in KINDS[what]:
        return True  # قال رئيس بنين إنهم يتسللون إلى شمالها
    if what == "thither" and free and place.kind in KINDS[what] and (ground or phrase.office):
        return True  # تخشى مولدوفا أن تمتد الحرب إليها
    if _both(said.text, at, what):
        return country and phrase.joined >= 0 or ground and _same_noun(said, phrase, at, what)
    if what == "soil" and said.kind(number) != "demonym" and _has_soil(said, place, number):
        return True
    return ground and _same_noun(said, phrase, at, what)


def _has_soil(said: Sentence, place: Place, number: int) -> bool:
    """Whether a state is named whose soil may be told of, and that nothing governs."""
    phrase = said.around[number]
    governed = bool(phrase.marker) and said.kind(number) == "toponym"
    return place.kind == "country" and (not governed or said.text.has(phrase.last, "relative.subject"))


def _hers(said: Sentence, place: Place, number: int, at: int, what: str) -> bool:
    """Whether a nationality before a word for a land or its soil is of some state, if no better is named."""
    phrase = said.around[number]
    if said.kind(number) != "demonym" or place.kind != "country":
        return False
    if what == "soil":  # قالت إستونيا إن مقاتلات روسية انتهكت مجالها, but not عصابة برازيلية في سجونها
        return phrase.office and not _both(said.text, at, what)
    # أسقطت بولندا مسيّرات روسية سقط حطامها شرق البلاد
    return what == "country" and not (phrase.office or phrase.head or grounded(said, phrase))


def _land(said: Sentence, number: int, passed: set[str]) -> int:
    """The name that the land of the towns right before has earlier in the article: اشتباكات غربي طرابلس … انزلاق البلاد."""
    for mention in range(number, max(-1, number - EARLIER), -1) if len(passed) == 1 else ():
        place = said.place(mention)
        if place and place.kind == "country" and place.iso2 in passed and said.kind(mention) == "toponym":
            return mention
    return -1


def _relative(said: Sentence, cue: Cue, at: int) -> int:
    """The relative word right before a cue, to whose noun a pronoun behind the cue belongs; -1 where none stands."""
    near = range(max(said.first, cue.first - 2), cue.first)
    return next(
        (i for i in near if cue.form == "verb" and at - cue.last <= 1 and said.text.has(i, "relative.subject")), -1
    )


def _same_noun(said: Sentence, phrase: Phrase, at: int, what: str) -> bool:
    """Whether «the last» is meant, or the noun that stands alone announced a name before: في سجن نامبولا … السجن ذاته."""
    singular, text = said.text.lexicon.singular, said.text
    if what != "site":
        return what == "last"
    noun = singular(text.norm(at))
    return any(singular(text.norm(i)) == noun for i in range(phrase.start, phrase.first))
