"""Which slot a name fills that stands behind its cue: by its preposition, its case and what stands between."""

from __future__ import annotations

from briefmap.clauses import GROUND, TIED, Filled, Sentence, grounded
from briefmap.cues import Cue
from briefmap.elsewhere import bound_for, fled, measured, out_of
from briefmap.nationals import counted, people, several
from briefmap.phrases import Phrase
from briefmap.subjects import passive
from briefmap.text import Text

__all__ = ["behind", "determined"]

ANNOUNCED = 9  # words between a verb and its object, where a noun announces that as a place
EXAMPLE = 4  # words between a danger and the lands that are examples of it
DOERS = 3  # words for who does it, between a noun and what it is done to
DONE = 1  # words between a noun and what it is done to
GOAL = 4  # words from «to» to where the nameless house lies
LED = 2  # words from talks to who leads them
FAR = 18  # tokens between a cue and a direction that says where: كمين لدورية غرب العريش
NEARER = 5
MEMBERS = 12  # words between a verb and a list of who its subject is
FLED = 4  # words from who flees to «from»
HIM = ("ه", "ها", "هم")  # ends of a verb of which somebody told of before is the object
THEIRS = 2  # words from officials to «of» their state
OBJECT = 3  # words between who acts and a bare name to which it is done


def behind(said: Sentence, cue: Cue, mention: int, stop: int, gap: int, taken: dict[int, Filled]) -> str:
    """The slot of a mention that follows the cue, `gap` tokens behind it."""
    phrase, kind = said.around[mention], said.kind(mention)
    agent = _acting(said, taken)
    official = phrase.office or kind == "metonym"
    # إلى تأخر السفارة، من محادثات استضافتها العاصمة التونسية: what stands before the cue governs no name behind it
    owned = phrase.start < cue.first < phrase.first and (cue.form == "noun" or phrase.head == "capital")
    slot = "" if owned else said.slot(mention, cue.event)
    if cue.form == "noun" and cue.first < phrase.start < cue.last and slot not in cue.event.slots:
        owned, slot = True, ""  # الابتعاد عن بحر سولو: the preposition is the cue's
    if (
        slot in ("where", "on")
        and "where" not in cue.event.slots
        and cue.event.grain == "tied"
        and _goal(said.text, phrase)
    ):
        slot = "to"  # نقلوهم إلى كوخ قرب بوساسو
    if slot == "on" and cue.event.grain == "tied" and _upon(said, phrase):
        slot = "where"  # محتجز في معسكر على شاطئ يفباتوريا
    if slot == "from" and cue.form == "noun" and cue.event.own and _clause_between(said.text, cue.last, phrase.start):
        slot = ""  # عملية استعادة جاءت بعد أن ربحت أمهات من فكتوريا
    if slot == "to" and cue.form == "noun" and phrase.marker != "ل":
        out = said.text.has(cue.first - 1, "prepositions.partitive")
        if out and ("to" not in cue.event.slots or cue.event.grain == "area" and _fleeing(said.text, cue.first - 1)):
            return ""  # فروا من القتال إلى كوكوتا, but not حذر من عودة التنظيم إلى فزان
    if slot == "to" and phrase.marker == "ل" and gap <= DONE and cue.form == "noun" and cue.event.grain == "finest":
        slot = "object" if "to" not in cue.event.slots else slot  # اقتحام متجدد لمدينة طولكرم
    if slot == "to" and cue.event.beside and (phrase.marker != "ل" or gap > THEIRS):
        return ""  # القادة العسكريون لمالي, but not أوفد القادة بعثة إلى مالي
    if slot == "to" and "to" not in cue.event.slots and "roads" in _near(said.text, phrase.start):
        slot = "where" if phrase.start == cue.last or not _placed(taken) else ""  # على الطريق إلى تيسيت
    if cue.event.grain == "tied" and cue.form == "noun" and gap <= 1 and said.text.has(phrase.start, "group"):
        return "of"  # موزعون على سجون أكبرها إنسين
    if slot == "from" and phrase.office and "giver" in cue.event.slots:
        return "giver"  # تسلّمت من السلطات الليبية
    opening = said.opening(mention).start
    if slot == "to" and phrase.marker == "ل" and cue.event.grain == "finest" and not _placed(taken):
        small = (place := said.place(mention)) is not None and place.kind in ("city", "site")
        if (
            small
            and said.text.has(opening - 1, "adjoining.beside")
            and not said.text.norm(opening - 1).startswith("ال")
        ):
            return "where"  # استهدفت مبنى تابعا لسجن إيفين، قرية متاخمة لكاسالا
    if said.text.has(opening - 1, "adjoining") and not said.text.has(opening - 2, "prepositions"):
        return ""  # يالا المجاورة لماليزيا وتايلاند
    if cue.event.grain == "area" and _beside_it(said, mention, bool(taken)):
        return ""
    free = not phrase.marker and phrase.start < phrase.first
    each = _quantified(said.text, phrase) and said.text.has(phrase.start + 1, "prepositions.partitive")  # ضم كلا من
    directed = free and not each and said.text.has(phrase.start, "directions")
    if measured(said.text, phrase.start) and phrase.marker in ("", "من"):
        slot = "where" if kind != "demonym" else ""  # على بعد سبعين ميلا غربي الحديدة
    elif free and _reach(cue, taken) > gap > -(cue.form == "noun"):
        placed = (
            gap > 0 and not phrase.head or "where" in cue.event.slots or "object" not in cue.event.slots
        )  # غادروا مطار معيتيقة
        slot = "where" if placed and directed else ""  # كمين غرب العريش
    if slot == "to" and cue.event.grain in ("area", "finest") and bound_for(said.text, phrase.start):
        return ""  # هجوم على السفن المتجهة إلى الهند
    whose = said.text.has(phrase.start - 1, "majority") or said.text.has(phrase.first - 1, "citizens")
    if slot == "from" and whose:
        return ""  # قاصرون، غالبيتهم من الشيشان؛ 110 من مواطني كوسوفو
    if slot == "from" and cue.event.grain == "all" and _passed(said.text, phrase):
        return ""  # عبروا من منفذ ربيعة؛ في مخيم إلى الجنوب من الموصل
    if not phrase.marker and cue.event.grain == "area" and gap <= TIED and said.text.has(phrase.start - 1, "welfare"):
        slot = "on"  # خطر على استقرار تشاد
    within = said.text.has(phrase.start, "prepositions.inside") or phrase.marker == "ب"
    if (slot == "where" or directed) and cue.event.grain != "tied" and out_of(said, cue, phrase, within or directed):
        slot = "from"
    if (
        ("flight" in said.text.present or slot in ("on", "to"))
        and cue.event.grain in ("area", "finest")
        and fled(said, cue, mention)
    ):
        return ""
    alike = cue.event.slots.get("where") in (None, cue.event.slots.get("who"))
    governs = slot == "where" and alike and "who" in cue.event.slots and cue.form == "verb"
    if governs and 0 < gap <= 2 and said.text.has(phrase.start - 1, "governments"):
        slot = "who"  # رفضت السلطات في كولومبيا
    if slot == "on" and cue.form == "noun" and cue.event.grain == "finest":
        said_of_else = "that" in said.text.between(cue.last, phrase.start)  # المدعومة بغارات، إنها سيطرت على
        slot = (
            "" if said.text.has(cue.first - 1, "demonstratives") or said_of_else else "on"
        )  # منذ هذا التوغل، هدد بالانتقام من
    if slot:
        if phrase.first >= stop and slot != "where":
            slot = ""
    elif (owned or not phrase.marker) and phrase.first < stop:
        if gap <= 1 and cue.form == "noun" and cue.event.talks and said.text.has(phrase.start, "group"):
            slot = "of"  # خرج الوسطاء، وهم مصر وقطر
        elif cue.event.talks and "where" not in cue.event.slots and _apposed(said, cue, mention):
            slot = "of"  # أي من الوسيطين، تركيا وقطر
        elif cue.form == "verb" and 0 < gap < MEMBERS and _members(said.text, cue, phrase):
            slot = "who" if "who" in cue.event.slots else "object"  # شاركت فيها الدول الثلاث، وهي اليونان وتركيا
        elif cue.event.talks and cue.form == "verb" and not agent and gap < MEMBERS and _quantified(said.text, phrase):
            slot = "who"  # شارك في المناورات كل من
        elif cue.form == "noun" and cue.event.own and gap == 1 and _done_by(said, cue.last, mention):
            slot = "who"  # عملية استعادة نظمتها كندا
        elif cue.form == "noun" and cue.event.talks and 0 < gap <= LED and _led_by(said, phrase.start - 1, mention):
            slot = "who"  # وساطة تقودها الدوحة، جلسة مغلقة طلبتها فرنسا
        elif cue.form == "noun" and cue.event.talks and kind == "demonym" and gap == 1 and _with_theirs(said.text, cue):
            slot = "with"  # مسنودة بغارات أميركية، لقاء بمسؤولين فرنسيين
        elif gap <= 0:
            slot = "who" if cue.form == "verb" else "of"
            if slot == "of" and owned and phrase.office and cue.event.grain == "area":
                slot = ""  # كبار مسؤولي مكافحة الإرهاب من ماليزيا
            elif slot == "of" and kind != "demonym" and not phrase.office and determined(said.text, cue):
                slot = ""  # بعد القمة فرنسا: a noun with its article governs no name
            elif slot == "of" and kind == "demonym" and not _whole(cue, phrase) and people(said, phrase):
                body = said.text.has(cue.first, "group.members")  # اللجنة العسكرية العراقية
                slot = slot if body or _land(said, cue, mention) else "object"  # ترحيل المهاجرين الأفغان
        elif (
            not agent
            and gap <= 3
            and cue.form == "verb"
            and kind != "demonym"
            and not (_parted(said.text, cue, phrase) or cue.event.talks and _ruled(said, phrase))
        ):
            slot = "object" if "object" in cue.event.slots else "who"
        elif cue.form == "verb" and not agent and gap <= 4 and _acts_near(said, cue, phrase, official):
            slot = "who"  # but not وإذا كانت إيطاليا قد أعادت الأيتام، فإن لندن
        elif (
            (phrase.head or said.text.head(phrase.first))
            and (cue.form == "verb" and gap <= ANNOUNCED or _done_by_them(said.text, cue, phrase))
            and "object" in cue.event.slots
            and not official
        ):
            slot = "object"  # هاجم مقاتلو الجبهة مطار كيدال
    if not slot and agent and cue.form == "verb" and "object" in cue.event.slots and phrase.first < stop:
        before = said.around[mention - 1].last if mention else 0
        beside = not phrase.marker and 0 <= phrase.start - before <= OBJECT and before > cue.first
        if beside and kind == "toponym" and not official and phrase.joined < 0:
            slot = "object"  # قصفت القوات الروسية فجر الأحد خاركيف
    if (kind == "demonym" or phrase.office) and slot in ("where", "from", "on", "to", "object"):
        ground = (
            phrase.head or grounded(said, phrase) or said.text.has(phrase.first - 1, "directions")
        )  # من الأراضي الروسية
        base = phrase.head == "site" and cue.event.grain == "finest"  # هجوم على قاعدة كينية في الصومال
        bare = slot == "object" and not grounded(said, phrase)  # غادر الأراضي اللبنانية
        if said.text.lexicon.slots.get(phrase.marker) == "held_by" and cue.event.grain == "tied":
            return slot  # محتجزون لدى السلطات الموريتانية
        if slot == "object" and kind == "toponym" and _slain(said.text, phrase):
            return slot
        if phrase.office or bare or base or not ground:
            return ""  # its officials or people are meant, not its ground
    if slot == "who" and said.text.has(phrase.start - 1, "likeness"):
        return ""  # ترفض، شأنها شأن برلين، تسلّمهم
    if slot == "who" and gap <= 0 and _acted_before(said, cue):
        return "object" if "object" in cue.event.slots else ""  # كانت كندا قد سبقت جامايكا
    if slot == "who" and kind == "demonym" and not phrase.office and said.text.has(phrase.start, "persons"):
        return ""  # رفض الأسير الأوكراني العودة
    if slot == "who" and kind == "demonym" and "from" in cue.event.slots and passive(said.text, cue.first):
        return ""  # طُرد الدبلوماسيون الروس
    if slot == "who" and kind == "demonym" and counted(said.text, phrase.first - 1):
        return ""  # سُلّم 40 جنديا هنديا
    several_of_it = several(said.text, phrase.first) if kind == "demonym" else counted(said.text, phrase.first)
    if slot == "who" and not phrase.office and several_of_it:
        return ""  # رفض اللاجئون السوريون العودة، أبعدت 34 ألف هايتي: not their state
    if slot in ("who", "object") and not phrase.marker and said.text.has(phrase.first - 1, "movers"):
        return ""  # غادر 3200 لاجئ بوروندي: a nationality that is written like its land
    if slot == "who" and "who" not in cue.event.slots and "object" in cue.event.slots:
        ground = phrase.head or grounded(said, phrase)
        if official and kind == "toponym" and _slain(said.text, phrase):
            return "object"
        return "" if official or kind == "demonym" and not ground else "object"
    if slot == "where" and "where" not in cue.event.slots and phrase.marker == "ب":
        return "with"
    if slot == "with" and cue.event.grain == "finest" and phrase.office and phrase.marker != "بين":
        return ""  # معارك مع قوات تيغراي
    if slot == "with" and cue.event.grain == "area" and (kind != "toponym" or phrase.marker != "بين" or gap > 3):
        return ""  # حرب بين روسيا وأوكرانيا, but not بين واشنطن وبكين nor على الحدود مع الجزائر
    mediated = kind == "demonym" or cue.event.own
    if slot == "with" and mediated and any(c.form == "noun" and c.last == phrase.first for c in said.cues):
        return ""  # تبادلوا الأسرى بوساطة إماراتية، بوساطة الإمارات: whose mediation it is
    if not slot and cue.event.grain == "area" and cue.form == "noun" and _example(said, cue, phrase):
        return "where"  # بؤر أخرى، مثل موزمبيق
    if slot in ("who", "of") and kind == "demonym" and cue.event.agents:
        return ""  # تهديدات روسية: who threatens
    return slot


def _acts_near(said: Sentence, cue: Cue, phrase: Phrase, official: bool) -> bool:
    """Whether officials or troops close behind a verb, with no clause between, are who does it."""
    return _troops(said.text, cue, phrase) or official and not _parted(said.text, cue, phrase)


def _fleeing(text: Text, index: int) -> bool:
    """Whether people flee or come «from» what is told there."""
    return any(text.has(i, "fleeing") or text.lexicon.drives(text.norm(i)) for i in range(index - FLED, index))


def _beside_it(said: Sentence, mention: int, placed: bool) -> bool:
    """Whether a land only tells what lies beside it: في كاتاتومبو على حدود فنزويلا، على مقربة من الجزائر."""
    phrase = said.around[mention]
    if said.text.has(phrase.start, "nearness") or phrase.marker == "قرب":
        coast = "directions" in said.text.between(phrase.start + 1, phrase.first)
        return not coast and (place := said.place(mention)) is not None and place.kind == "country"
    along = placed and said.kind(mention) == "toponym" and said.text.has(phrase.first - 1, "borders")
    return along and (phrase.marker == "عند" or said.text.lexicon.slots.get(phrase.marker) == "on")


def _troops(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether soldiers or aircraft of a nationality stand right behind a verb with its object: تسانده وحدات أوغندية."""
    near = range(cue.last, min(phrase.first, cue.last + DOERS))
    return cue.event.talks and text.norm(cue.first).endswith(HIM) and any(text.has(i, "troops") for i in near)


def _with_theirs(text: Text, cue: Cue) -> bool:
    """Whether «with» and an undetermined noun stand right behind a noun."""
    norm = text.norm(cue.last)
    return norm[0] == "ب" and not norm.startswith("بال") and text.stream[cue.last].kind == "word"


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


def _done_by_them(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether nothing but who does it stands between a noun and what it is done to: إثر اقتحام مسلحين سجن الشدادي."""
    doers = range(cue.last, phrase.start)
    if cue.form != "noun" or not 0 < len(doers) <= DOERS or determined(text, cue):
        return False
    return all(text.word(i) and not text.has(i, "prepositions") and not text.finite(i) for i in doers)


def _led_by(said: Sentence, verb: int, mention: int) -> bool:
    """Whether a verb tells who leads the talks before it; not مفاوضات قاطعتها إيران."""
    refused = any(c.first == verb and (c.event.denies or c.event.over) for c in said.cues)
    return not refused and _done_by(said, verb, mention)


def _done_by(said: Sentence, verb: int, mention: int) -> bool:
    """Whether a verb bears the pronoun of the noun before it, so that who did it stands behind: نظمتها, but not مساعيها وكندا."""
    text, phrase = said.text, said.around[mention]
    if not text.norm(verb).endswith("ها") or text.norm(verb)[0] in "وف":
        return False
    if phrase.start < phrase.first:
        return text.norm(phrase.start)[:1] not in "وف"
    return said.resolutions[mention].mention.span.start == text.starts[phrase.first]  # واشنطن bears no «and»


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


def _members(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether a list names the states that the verb's subject counts."""
    listed = text.has(phrase.start, "group")
    return listed and any(
        text.head(i) == "country" or text.has(i, "group.members") for i in range(cue.last, phrase.start)
    )


def _apposed(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a comma and a name, alone or with others, tell who those are whom a noun with its article means."""
    text, phrase = said.text, said.around[mention]
    if cue.form != "noun" or not text.norm(cue.first).startswith("ال") or said.kind(mention) != "toponym":
        return False
    comma = phrase.start - 1
    if not text.comma(comma) or not 0 <= comma - cue.last <= 1:
        return False
    if comma > cue.last and not text.norm(cue.last).startswith("ال"):
        return False  # الضامنون الثلاثة، روسيا
    closed = text.comma(phrase.last)
    return closed or mention + 1 < len(said.around) and said.around[mention + 1].joined == mention


def _parted(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether one comma stands between a verb and a name: التي استعادت أطفالها، تصر النرويج."""
    return sum(text.comma(i) for i in range(cue.last, phrase.start)) == 1


def _ruled(said: Sentence, phrase: Phrase) -> bool:
    """Whether a noun of an event of its own rules a name: حضر وزير دفاعها اجتماع بروكسل, but not ستُمثَّل في القمة كينيا."""
    return any(
        c.form == "noun" and c.last == phrase.first and c.event.talks and not determined(said.text, c)
        for c in said.cues
    )


def _quantified(text: Text, phrase: Phrase) -> bool:
    """Whether a quantity stands before a name that nothing governs: كل من سريلانكا."""
    counts = text.has(phrase.start, "quantity") or text.has(phrase.start, "each")
    return counts and phrase.start < phrase.first


def determined(text: Text, cue: Cue) -> bool:
    """Whether a cue of one word has its article: بعد القمة."""
    return cue.last - cue.first == 1 and text.norm(cue.first).lstrip("وفبك").startswith(("ال", "لل"))


def _land(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a nationality tells whose land a state of things is in, though an adjective parts them: الحرب الأهلية السورية."""
    phrase, text = said.around[mention], said.text
    adjectives = range(cue.last, phrase.first)
    alike = all(text.norm(i).startswith("ال") and text.norm(i).endswith(("ي", "يه")) for i in adjectives)
    return cue.event.grain == "area" and phrase.start <= cue.first and not phrase.office and alike


def _whole(cue: Cue, phrase: Phrase) -> bool:
    """Whether the words before a nationality are the cue itself, which has several: ضربة جوية أميركية."""
    return cue.last == phrase.first and cue.first < phrase.start < cue.last


def _near(text: Text, start: int) -> set[str]:
    """The classes of the three words before."""
    return text.between(max(0, start - 3), start)
