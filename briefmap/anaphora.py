"""Anaphora: which place a pronoun or a noun of its kind stands for."""

from __future__ import annotations

from briefmap.clauses import Filled, Sentence, grounded, listed, tied
from briefmap.cues import Cue
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
        if what in ("home", "thither") and cue.event.grain != "area":
            continue  # عودتهم إلى بلادهم
        if what == "thither" and (at - cue.last > THITHER or _relative(said, cue, cue.last) >= 0):
            continue
        if what == "last" and not text.has(at - 1, "prepositions"):
            continue  # في الأشهر الأخيرة
        if what == "there" and cue.event.grain == "finest" and _of_the_deed(said, cue, at):
            continue  # بسجن رجل بعد هجوم قُتل فيه اثنان
        mention = _antecedent(said, cue, at, what, taken)
        if mention < 0:
            continue
        ruler, directed = text.before(at), False
        while any(text.has(ruler, name) for name in ("demonstratives", "directions", "quantity", "head.site")):
            # إلى هذين البلدين، في شمال البلاد، في سجن المدينة
            ruler, directed = text.before(ruler), text.has(ruler, "directions")
        if text.has(ruler, "prepositions.partitive"):
            ruler = _counted(text, ruler)  # على مساحة شاسعة من أراضيها
        joined = text.classes[ruler].get("prepositions", "")  # ومن الأخيرة
        marked = text.classes[at][named] or text.norm(ruler)[len(joined) :]
        slot = (
            ("from" if text.has(at - 1, "prepositions.partitive") and "from" in cue.event.slots else "where")
            if what == "there"
            else "to"
            if what == "thither"
            else text.lexicon.slots.get(marked[-1:] if text.classes[at][named] else marked, "")
        )
        if not slot and cue.event.grain == "area" and cue.last == at and "of" in cue.event.slots:
            slot = "of"  # تحذر من انزلاق البلاد نحو حرب
        if not slot and not text.classes[ruler] and not text.norm(ruler).startswith("ال"):
            slot = text.lexicon.slots.get(text.norm(text.before(ruler)), "")  # في وديان المحافظة
        if not slot and directed:
            slot = "where"  # تدور معارك شرقي البلاد
        if not slot and at >= cue.last and cue.form == "verb":
            soil = what == "soil" and cue.event.grain not in ("area", "finest")  # كولومبيا التي أوصدت أجواءها
            slot = "object" if "object" in cue.event.slots else "" if soil else "who"
        if not slot and at < cue.first:
            slot = "object" if what == "home" and "object" in cue.event.slots else "who"  # إن المنطقة على شفا حرب
        moves = (c for c in said.cues if left <= c.first < at and "from" in c.event.slots)
        if slot == "to" and any(c.event.grain != "area" for c in moves):
            continue  # اعتداءات، ويترددان في إعادة مواطنين إلى أراضيهما
        if slot in cue.event.slots:
            return listed(said, mention, slot, 0.7) if _both(text, at, what) else [Filled(mention, slot, 0.7)]
    return []


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
    if what == "there" and number < 0 and _in_the_deed(said, cue, at):
        return -1  # شنوا هجوما قُتل فيه عشرون
    beside = number >= 0 and said.around[number].last == at - 1
    if what == "there" and not beside and cue.event.grain == "finest" and _nameless(said.text, at):
        return -1  # كهوف يتحصن فيها مسلحون
    if what == "there" and (who := _relative(said, cue, at)) >= 0:
        number = number if number >= 0 and who - said.around[number].last <= DESCRIBED else -1
        if number < 0:
            return -1  # المقر الذي يُعتقلون فيه
    if number < 0:
        number = min(said.inside, default=len(said.around)) - 1
        if not said.inside:
            number = max((m for m, p in enumerate(said.around) if p.last <= said.first), default=-1)
    wide, both = cue.event.grain == "area", _both(said.text, at, what)
    passed: set[str] = set()
    spare = -1  # a part of the world, or who acts, which the word means only where nothing better stands before it
    least = number - PROVINCES if what == "admin" else number  # «the province» is the one the article is about
    while number >= 0 and (number > least or said.around[number].first >= said.earlier):
        phrase, place, kind = said.around[number], said.place(number), said.kind(number)
        if place and place.kind == what == "country" and number in taken and kind == "toponym":
            return -1  # أسقطت بولندا مسيّرات روسية شرق البلاد: the land is hers, and no other's
        if place and kind != "organisation" and number not in taken:
            adjoins = said.text.lexicon.slots.get(phrase.marker) == "with"  # على الحدود مع كولومبيا
            ground = kind == "toponym" and not (phrase.office or adjoins or counted(said.text, phrase.first))
            ground = ground and not (what == "city" and _fled_to(said, number, at))
            there = (
                what == "there"
                and (ground or phrase.head == "capital")
                and phrase.head != "country"
                and phrase.last < at
            )  # ويمثل قطر فيها
            # طيار من نيوزيلندا, but من الفاشر التي قُتل فيها
            origin = said.text.lexicon.slots.get(phrase.marker) == "from"
            left = said.text.has(phrase.start - 1, "movers")  # نازح من سنجار بعد الاشتباكات فيها
            town = phrase.head == "city"  # أخلت بعثتها من مدينة الجنينة بعد مقتل اثنين فيها
            held = cue.event.grain == "tied" and not home(said, number)  # رحّلتهم من صباح، وقد احتُجزوا هناك
            beside = wide and number in said.inside and _in_it(said, cue, at)  # شبان من مالي، من القتال الدائر فيها
            stays = beside or left or town or held or said.text.has(phrase.last, "relative.subject")
            there = there and (not origin or stays)
            there = there and not (cue.event.grain == "tied" and place.kind == "region" and not place.iso2)
            # غواياكيل، كبرى موانئ البلاد على المحيط الهادئ، … فيها
            there = there and not (place.kind == "water" and said.text.lexicon.slots.get(phrase.marker) == "on")
            if what == "there" and not there and origin and not wide and number in said.inside:
                return -1  # شبان من مالي هربوا من القتال الدائر فيها
            if there and not (wide and place.kind in SPOTS):
                inner = number > 0 and not wide and tied(said, number - 1, number)
                return -1 if passed - {place.iso2} else number - inner  # جيبو شمال بوركينا فاسو، … هناك
            if what == "home" and place.kind == "country" and phrase.office and not phrase.marker:
                return number  # حذرت رئيسة مولدوفا من حرب على بلادها
            if (
                what == "part"
                and wide
                and not taken
                and phrase.office
                and kind == "toponym"
                and not phrase.marker
                and place.kind in KINDS[what]
            ):
                return number  # قال رئيس بنين إنهم يتسللون إلى شمالها
            if what == "thither" and not phrase.marker and place.kind in KINDS[what] and (ground or phrase.office):
                return number  # تخشى مولدوفا أن تمتد الحرب إليها
            if both and place.kind == "country" and phrase.joined >= 0:
                return number
            if (
                what == "soil"
                and not both
                and place.kind == "country"
                and (kind != "demonym" or phrase.office)  # عصابة برازيلية في سجونها
                and (not (phrase.marker and kind == "toponym") or said.text.has(phrase.last, "relative.subject"))
            ):
                if kind != "demonym":
                    return number
                spare = number if spare < 0 else spare  # قالت إستونيا إن مقاتلات روسية انتهكت مجالها
            if ground and (what == "last" or what == "site" and _announced(said.text, phrase, at)):
                return number
            whose = kind == "demonym" and not (phrase.office or phrase.head or grounded(said, phrase))
            if what == "country" and place.kind == "country" and whose:
                spare = number if spare < 0 else spare  # أسقطت بولندا مسيّرات روسية سقط حطامها شرق البلاد
            elif place.kind in KINDS.get(what, (what,)) and (ground or what == "country" and not adjoins):
                if what != "admin" or place.iso2:
                    return -1 if passed - {place.iso2} else number
                spare = number if spare < 0 else spare
            if (what in ("country", "part") and ground or there) and place.kind in SPOTS:
                passed.add(place.iso2)  # تشارك كينيا في القوة، وفي مقديشو …: the land is not Kenya
        number -= 1
    return _land(said, number, passed) if spare < 0 and what == "country" else spare


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


def _announced(text: Text, phrase: Phrase, at: int) -> bool:
    """Whether a name is announced by the noun that stands alone later: في سجن نامبولا … السجن ذاته."""
    noun = text.lexicon.singular(text.norm(at))
    return any(text.lexicon.singular(text.norm(i)) == noun for i in range(phrase.start, phrase.first))
