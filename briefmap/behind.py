"""Which slot a name fills that stands behind its cue: by its preposition, or bare, and who or what is meant by it."""

from __future__ import annotations

from briefmap.bare import bare, quantified
from briefmap.clauses import GROUND, TIED, Filled, Sentence, grounded
from briefmap.cues import Cue
from briefmap.elsewhere import bound_for, fled, measured, out_of
from briefmap.nationals import several
from briefmap.phrases import Phrase
from briefmap.profiles import Event
from briefmap.subjects import passive
from briefmap.text import Text, counted

__all__ = ["behind"]

EXAMPLE = 4  # words between a danger and the lands that are examples of it
DONE = 1  # words between a noun and what it is done to
GOAL = 4  # words from «to» to where the nameless house lies
FAR = 18  # tokens between a cue and a direction that says where: كمين لدورية غرب العريش
NEARER = 5
FLED = 4  # words from who flees to «from»
THEIRS = 2  # words from officials to «of» their state
ROAD = 3  # words from a road to where it leads
OBJECT = 3  # words between who acts and a bare name to which it is done


def behind(said: Sentence, cue: Cue, mention: int, stop: int, gap: int, taken: dict[int, Filled]) -> str:
    """The slot of a mention that follows the cue, `gap` tokens behind it."""
    phrase = said.around[mention]
    owned = _owned(said, cue, mention)
    slot, settled = _governed(said, cue, mention, gap, taken, "" if owned else said.slot(mention, cue.event))
    if not settled:
        slot, settled = _situated(said, cue, mention, gap, taken, slot)
    if settled:
        return slot
    acted = _acting(said, taken)
    if slot:
        slot = slot if phrase.first < stop or slot == "where" else ""
    elif (owned or not phrase.marker) and phrase.first < stop:
        slot = bare(said, cue, mention, gap, acted)
    if not slot and acted and phrase.first < stop and _done_to_it(said, cue, mention):
        slot = "object"
    return _meant(said, cue, mention, gap, slot)


def _owned(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether the preposition before a name does not govern it: إلى تأخر السفارة، من محادثات استضافتها العاصمة التونسية."""
    phrase = said.around[mention]
    if phrase.start < cue.first < phrase.first:
        return cue.form == "noun" or phrase.head == "capital"
    within = cue.form == "noun" and cue.first < phrase.start < cue.last  # الابتعاد عن بحر سولو
    return within and said.slot(mention, cue.event) not in cue.event.slots


def _governed(
    said: Sentence, cue: Cue, mention: int, gap: int, taken: dict[int, Filled], slot: str
) -> tuple[str, bool]:
    """The slot that its preposition opens, as the cue bends it, and whether that settles it."""
    event, text, phrase, noun = cue.event, said.text, said.around[mention], cue.form == "noun"
    if event.grain == "tied":
        if slot in ("where", "on") and "where" not in event.slots and _goal(text, phrase):
            slot = "to"  # نقلوهم إلى كوخ قرب بوساسو
        if slot == "on" and _upon(said, phrase):
            slot = "where"  # محتجز في معسكر على شاطئ يفباتوريا
    if slot == "from" and noun and event.own and _clause_between(text, cue.last, phrase.start):
        slot = ""  # عملية استعادة جاءت بعد أن ربحت أمهات من فكتوريا
    if slot == "to":
        slot, settled = _toward(said, cue, phrase, gap, taken)
        if settled:
            return slot, True
    if event.grain == "tied" and noun and gap <= 1 and text.has(phrase.start, "group"):
        return "of", True  # موزعون على سجون أكبرها إنسين
    if slot == "from" and phrase.office and "giver" in event.slots:
        return "giver", True  # تسلّمت من السلطات الليبية
    return slot, False


def _toward(said: Sentence, cue: Cue, phrase: Phrase, gap: int, taken: dict[int, Filled]) -> tuple[str, bool]:
    """The slot of a name behind «to» or «for», and whether that settles it."""
    event, text, belongs = cue.event, said.text, phrase.marker == "ل"
    if cue.form == "noun" and not belongs and text.has(cue.first - 1, "prepositions.partitive"):
        if "to" not in event.slots or event.grain == "area" and _fleeing(text, cue.first - 1):
            return "", True  # فروا من القتال إلى كوكوتا, but not حذر من عودة التنظيم إلى فزان
    done = belongs and gap <= DONE and cue.form == "noun" and event.grain == "finest"
    if done and "to" not in event.slots:
        return "object", False  # اقتحام متجدد لمدينة طولكرم
    if event.beside and (not belongs or gap > THEIRS):
        return "", True  # القادة العسكريون لمالي, but not أوفد القادة بعثة إلى مالي
    if "to" not in event.slots and "roads" in text.between(max(0, phrase.start - ROAD), phrase.start):
        return "where" if phrase.start == cue.last or not _placed(taken) else "", False  # على الطريق إلى تيسيت
    return "to", False


def _situated(
    said: Sentence, cue: Cue, mention: int, gap: int, taken: dict[int, Filled], slot: str
) -> tuple[str, bool]:
    """The slot as the words around the name bend it: what borders on it, lies in a direction of it, comes out of it."""
    event, text, phrase = cue.event, said.text, said.around[mention]
    wide = event.grain in ("area", "finest")
    if slot == "to" and event.grain == "finest" and not _placed(taken) and _belongs_there(said, mention):
        return "where", True
    opening = said.opening(mention).start
    if text.has(opening - 1, "adjoining") and not text.has(opening - 2, "prepositions"):
        return "", True  # يالا المجاورة لماليزيا وتايلاند
    if event.grain == "area" and _beside_it(said, mention, bool(taken)):
        return "", True
    free = not phrase.marker and phrase.start < phrase.first
    each = quantified(text, phrase) and text.has(phrase.start + 1, "prepositions.partitive")  # ضم كلا من
    directed = free and not each and text.has(phrase.start, "directions")
    if measured(text, phrase.start) and phrase.marker in ("", "من"):
        slot = "where" if said.kind(mention) != "demonym" else ""  # على بعد سبعين ميلا غربي الحديدة
    elif free and _reach(cue, taken) > gap > -(cue.form == "noun"):
        entered = (gap <= 0 or bool(phrase.head)) and "object" in event.slots and "where" not in event.slots
        slot = "where" if directed and not entered else ""  # كمين غرب العريش, but not غادروا مطار معيتيقة
    if slot == "to" and wide and bound_for(text, phrase.start):
        return "", True  # هجوم على السفن المتجهة إلى الهند
    if slot == "from" and _of_people(text, event, phrase):
        return "", True
    if not phrase.marker and event.grain == "area" and gap <= TIED and text.has(phrase.start - 1, "welfare"):
        slot = "on"  # خطر على استقرار تشاد
    within = directed or said.within(mention)
    if (slot == "where" or directed) and event.grain != "tied" and out_of(said, cue, phrase, within):
        slot = "from"
    if wide and ("flight" in text.present or slot in ("on", "to")) and fled(said, cue, mention):
        return "", True
    if slot == "where" and 0 < gap <= 2 and text.has(phrase.start - 1, "governments") and _may_act(cue):
        slot = "who"  # رفضت السلطات في كولومبيا
    if slot == "on" and cue.form == "noun" and event.grain == "finest":
        other = text.has(cue.first - 1, "demonstratives") or "that" in text.between(cue.last, phrase.start)
        slot = "" if other else slot  # منذ هذا التوغل، هدد بالانتقام من; المدعومة بغارات، إنها سيطرت على
    return slot, False


def _belongs_there(said: Sentence, mention: int) -> bool:
    """Whether something belongs to a town or site, or borders on it: مبنى تابعا لسجن إيفين، قرية متاخمة لكاسالا."""
    before = said.opening(mention).start - 1
    beside = said.text.has(before, "adjoining.beside") and not said.text.norm(before).startswith("ال")
    return said.around[mention].marker == "ل" and beside and said.spot(mention)


def _of_people(text: Text, event: Event, phrase: Phrase) -> bool:
    """Whether «from» tells whence people are or pass, and not what they leave."""
    if text.has(phrase.start - 1, "majority") or text.has(phrase.first - 1, "citizens"):
        return True  # قاصرون، غالبيتهم من الشيشان؛ 110 من مواطني كوسوفو
    return event.grain == "all" and _passed(text, phrase)  # عبروا من منفذ ربيعة؛ في مخيم إلى الجنوب من الموصل


def _may_act(cue: Cue) -> bool:
    """Whether a verb gives who acts the role of where it happens, so that either may be told."""
    slots = cue.event.slots
    return cue.form == "verb" and "who" in slots and slots.get("where") in (None, slots["who"])


def _done_to_it(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a bare name close behind who acts is that to which it is done: قصفت القوات الروسية فجر الأحد خاركيف."""
    phrase = said.around[mention]
    if cue.form != "verb" or "object" not in cue.event.slots or said.official(mention):
        return False
    before = said.around[mention - 1].last if mention else 0
    beside = not phrase.marker and 0 <= phrase.start - before <= OBJECT and before > cue.first
    return beside and said.kind(mention) == "toponym" and phrase.joined < 0


def _meant(said: Sentence, cue: Cue, mention: int, gap: int, slot: str) -> str:
    """The slot, where the state or its ground is meant, and not only its officials or people."""
    event, phrase, kind = cue.event, said.around[mention], said.kind(mention)
    if (kind == "demonym" or phrase.office) and slot in ("where", "from", "on", "to", "object"):
        if said.text.lexicon.slots.get(phrase.marker) == "held_by" and event.grain == "tied":
            return slot  # محتجزون لدى السلطات الموريتانية
        if slot == "object" and kind == "toponym" and _slain(said.text, phrase):
            return slot
        if not _ground(said, cue, phrase, slot):
            return ""
    if slot == "who":
        if said.text.has(phrase.start - 1, "likeness"):
            return ""  # ترفض، شأنها شأن برلين، تسلّمهم
        if gap <= 0 and _acted_before(said, cue):
            return "object" if "object" in event.slots else ""  # كانت كندا قد سبقت جامايكا
        if _persons(said, cue, mention):
            return ""
    if slot in ("who", "object") and not phrase.marker and said.text.has(phrase.first - 1, "movers"):
        return ""  # غادر 3200 لاجئ بوروندي: a nationality that is written like its land
    if slot == "who" and "who" not in event.slots and "object" in event.slots:
        if said.official(mention):
            return "object" if kind == "toponym" and _slain(said.text, phrase) else ""
        return "" if kind == "demonym" and not (phrase.head or grounded(said, phrase)) else "object"
    if slot == "where" and "where" not in event.slots and phrase.marker == "ب":
        return "with"
    if slot == "with":
        return slot if _party(said, cue, mention, gap) else ""
    if not slot:
        example = event.grain == "area" and cue.form == "noun" and _example(said, cue, phrase)
        return "where" if example else ""  # بؤر أخرى، مثل موزمبيق
    threatens = slot in ("who", "of") and kind == "demonym" and event.agents  # تهديدات روسية
    return "" if threatens else slot


def _ground(said: Sentence, cue: Cue, phrase: Phrase, slot: str) -> bool:
    """Whether a nationality means the ground of its state: من الأراضي الروسية."""
    if phrase.office or phrase.head == "site" and cue.event.grain == "finest":
        return False  # هجوم على قاعدة كينية في الصومال
    if grounded(said, phrase):
        return True  # غادر الأراضي اللبنانية
    return slot != "object" and (bool(phrase.head) or said.text.has(phrase.first - 1, "directions"))


def _persons(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether people of a state are named behind a verb, one or several, and not the state as who acts."""
    text, phrase = said.text, said.around[mention]
    if said.kind(mention) != "demonym":
        return not phrase.office and counted(text, phrase.first)  # أبعدت 34 ألف هايتي
    if not phrase.office and (text.has(phrase.start, "persons") or several(text, phrase.first)):
        return True  # رفض الأسير الأوكراني، رفض اللاجئون السوريون العودة
    moved = "from" in cue.event.slots and passive(text, cue.first)  # طُرد الدبلوماسيون الروس
    return moved or counted(text, phrase.first - 1)  # سُلّم 40 جنديا هنديا


def _party(said: Sentence, cue: Cue, mention: int, gap: int) -> bool:
    """Whether «with» or «between» names with whom it is done."""
    event, phrase, kind = cue.event, said.around[mention], said.kind(mention)
    if event.grain == "finest" and phrase.office and phrase.marker != "بين":
        return False  # معارك مع قوات تيغراي
    if event.grain == "area" and (kind != "toponym" or phrase.marker != "بين" or gap > 3):
        return False  # حرب بين روسيا وأوكرانيا, but not بين واشنطن وبكين nor على الحدود مع الجزائر
    mediated = kind == "demonym" or event.own  # تبادلوا الأسرى بوساطة إماراتية، بوساطة الإمارات
    return not (mediated and any(c.form == "noun" and c.last == phrase.first for c in said.cues))


def _fleeing(text: Text, index: int) -> bool:
    """Whether people flee or come «from» what is told there."""
    return any(text.has(i, "fleeing") or text.lexicon.drives(text.norm(i)) for i in range(index - FLED, index))


def _beside_it(said: Sentence, mention: int, placed: bool) -> bool:
    """Whether a land only tells what lies beside it: في كاتاتومبو على حدود فنزويلا، على مقربة من الجزائر."""
    phrase = said.around[mention]
    if said.text.has(phrase.start, "nearness") or phrase.marker == "قرب":
        coast = "directions" in said.text.between(phrase.start + 1, phrase.first)
        return not coast and said.state(mention)
    along = placed and said.kind(mention) == "toponym" and said.text.has(phrase.first - 1, "borders")
    return along and (phrase.marker == "عند" or said.text.lexicon.slots.get(phrase.marker) == "on")


def _acted_before(said: Sentence, cue: Cue) -> bool:
    """Whether who acts stands before the verb, parted by a word of aspect alone: كانت كندا قد سبقت."""
    aspect = cue.form == "verb" and said.text.has(cue.first - 1, "aspect")
    return aspect and any(p.last == cue.first - 1 and not p.marker for m in said.inside if (p := said.around[m]))


def _example(said: Sentence, cue: Cue, phrase: Phrase) -> bool:
    """Whether a land is named as an example of what the noun tells of, and not of lands: نزاعات، منها السودان."""
    text, start = said.text, phrase.start
    if not text.has(start, "group.examples") or not 0 <= start - cue.last < EXAMPLE or said.text.head(start - 1):
        return False
    return not any(text.has(i, "group.members") or text.finite(i) for i in range(cue.last, start))


def _goal(text: Text, phrase: Phrase) -> bool:
    """Whether a place tells where the nameless house lies to which somebody is taken: إلى كوخ قرب بوساسو."""
    return any(text.lexicon.slots.get(text.norm(i)) == "to" for i in range(phrase.start - GOAL, phrase.start))


def _upon(said: Sentence, phrase: Phrase) -> bool:
    """Whether people are upon a place, and not against it: على شاطئ يفباتوريا، على جزيرة ساموس، على الأراضي الليبية."""
    ground = said.text.has(phrase.start + 1, "directions") or phrase.head in ("area", "site")
    return ground or grounded(said, phrase)


def _passed(text: Text, phrase: Phrase) -> bool:
    """Whether people only pass there, or something lies on that side of it."""
    through = "passages" in text.between(phrase.start, phrase.first)
    return through or text.has(phrase.start - 1, "directions") and text.norm(phrase.start - 1).startswith("ال")


def _clause_between(text: Text, first: int, last: int) -> bool:
    """Whether «that» begins a clause with a verb of its own."""
    return any(text.has(i, "that") and text.finite(i + 1) for i in range(first, last))


def _slain(text: Text, phrase: Phrase) -> bool:
    """Whether somebody in charge in a town is he to whom it is done: اغتيل رئيس بلدية أوروابان أمام الملأ."""
    local = "localities" in text.between(phrase.start, phrase.first)
    after = phrase.last
    ends = ("prepositions", "apart", "days", "directions", "localities.fate")
    return local and (not text.word(after) or any(text.has(after, e) for e in ends) or text.norm(after)[0] in "بول")


def _placed(taken: dict[int, Filled]) -> bool:
    """Whether it is told already where it happens."""
    return any(f.slot in GROUND for f in taken.values())


def _acting(said: Sentence, taken: dict[int, Filled]) -> bool:
    """Whether a name acts already; «العاصمة الصومالية» only announces the city that follows it."""
    return any(f.slot in ("who", "of") and said.around[f.mention].head != "capital" for f in taken.values())


def _reach(cue: Cue, taken: dict[int, Filled]) -> int:
    """How far off a direction may stand: nearer, where a place is told that it may tell more of."""
    told = any(f.slot in GROUND for f in taken.values())
    return NEARER if told or cue.event.grain not in ("area", "finest") else FAR
