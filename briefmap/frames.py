"""The frame of an event: which of the sentence's mentions fill its slots (who, where, from …).

Prepositions, position and lists decide; a name that fills no slot stays without one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefmap.cues import Cue
from briefmap.model import Place, Resolution
from briefmap.phrases import Phrase
from briefmap.profiles import Event
from briefmap.text import Text

__all__ = ["Filled", "Sentence", "fill", "finest", "grounded", "tied"]

REACH = 26  # tokens between a cue and what it governs
ANNOUNCED = 9  # words between a verb and its object, where a noun announces that as a place
NEARBY = 12  # words between a cue and what stands for its place
OUT = 6  # words between «from» and a place in which is what people come out of
OBJECT = 3  # words between who acts and a bare name to which it is done
ASIDE = 9  # tokens of an aside between two commas
COMMAS = ("،", ",")
TIED = 5  # words between a place and the larger one that it is said to lie in
GROUND = ("where", "on", "from", "of", "object")
RANK = {"site": 0, "city": 1, "admin": 2, "water": 2, "country": 3, "region": 4}


@dataclass(frozen=True, slots=True)
class Filled:
    """One slot of a frame: the number of the mention, and how sure the grammar is (0 … 1)."""

    mention: int
    slot: str
    sure: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` … `last` of the text with the mentions and cues among them; `breaks` part its clauses."""

    text: Text
    resolutions: tuple[Resolution, ...]
    around: list[Phrase]
    first: int
    last: int
    inside: list[int]
    earlier: int
    cues: list[Cue] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def kind(self, mention: int) -> str:
        return self.resolutions[mention].mention.kind

    def place(self, mention: int) -> Place | None:
        return self.resolutions[mention].place

    def slot(self, mention: int, event: Event) -> str:
        """The slot of the event that the mention's preposition opens, or ''."""
        slot = self.text.lexicon.slots.get(self.around[mention].marker, "")
        if slot == "around":
            return "" if event.talks else "where"
        if slot == "held_by":
            return "who" if "who" in event.negated else "where"
        return slot


def fill(said: Sentence, cue: Cue) -> list[Filled]:
    """Which mention fills which slot of the cue's frame."""
    left = max(b for b in said.breaks if b <= cue.first)
    right = min(cue.until, *(b for b in said.breaks if b > cue.first))
    others = [c.first for c in said.cues if c.first > cue.first and c.form == "verb" and c.event.id != cue.event.id]
    stop = min([right, *others]) if cue.form == "verb" else right
    named = any(said.around[m].first <= cue.first < said.around[m].last for m in said.inside)
    whole = any((said.around[m].first, said.around[m].last) == (cue.first, cue.last) for m in said.inside)
    taken: dict[int, Filled] = {}
    for number, mention in enumerate(said.inside):
        phrase, kind = said.around[mention], said.kind(mention)
        if phrase.joined in taken:
            slot = taken[phrase.joined].slot
            if slot != "officials" or kind == "demonym" or phrase.office:
                taken[mention] = Filled(mention, slot, 0.85)
            continue
        before = taken.get(said.inside[number - 1]) if number else None
        if before and before.slot in GROUND and tied(said, before.mention, mention):
            ground = "where" if before.slot == "of" and "where" in cue.event.slots else before.slot
            taken[mention] = Filled(mention, ground, 0.8)
            continue
        slot, sure = "", 0.85
        gap = _gap(said.text, cue.last, phrase.start)
        if "of" in cue.event.slots and _announced(said.text, cue, phrase, kind):
            slot = "" if kind == "demonym" and cue.event.agents else "of"  # في سجن الحسكة
        elif "who" in cue.event.slots and _predicate(said, cue, mention):
            taken |= {f.mention: f for f in _list(said, mention, "who", 0.8)}  # ولاية بورنو، معقل الجماعة
        elif phrase.first >= cue.last and phrase.first < right and gap <= REACH and not whole:
            slot = _behind(said, cue, mention, stop, agent=_acting(said, taken))
            if (
                slot == "where"
                and _measured(said.text, phrase.start)
                and any(f.slot == "where" for f in taken.values())
            ):
                slot = ""  # قرب نيورو، على بعد كيلومترات من الحدود
            sure = 0.9 if gap < 8 else 0.75
            border = kind == "demonym" and said.text.has(said.text.before(phrase.first), "borders")
            if slot == "where" and border and any(f.slot == "where" for f in taken.values()):
                slot = ""  # في النيل الأزرق قرب الحدود الإثيوبية
            if slot == "where" and (cue.event.over or _elsewhere(said, cue, mention, list(taken.values()))):
                slot = ""  # في السويد يرفضون, but يرفضون إعادة النساء في سوريا
        elif (
            phrase.last <= cue.first and phrase.first >= left and said.slot(mention, cue.event) == "where" and not named
        ):
            said_of = any("that" in said.text.classes[i] for i in range(phrase.last, cue.first))
            opens = phrase.start - left <= 2 if cue.form == "verb" else phrase.start - said.first <= 1
            opens = opens and not any(said.text.finite(i) for i in range(left, phrase.start))  # هبطت في الرياض
            if opens and cue.form == "noun" and phrase.start > said.first:
                opens = not _told(said.text, phrase.last, cue.first)
            summed = said.text.has(cue.first - 1, "ordinals") and said.text.norm(cue.first - 2) == "في"
            beside = cue.first - phrase.last <= 3 and (cue.form == "verb" or _joint(said.text, phrase.last, cue.first))
            beside = beside and not said.text.norm(cue.first).startswith("بال")  # حكم بالسجن
            if kind != "demonym" and not said_of and (opens or summed or beside):
                slot, sure = "where", 0.8
        elif phrase.last <= cue.first and phrase.start - left <= 1 and said.slot(mention, cue.event) == "from":
            if kind == "toponym" and cue.form == "verb" and phrase.first >= left and cue.first - phrase.last <= 2:
                slot, sure = "from", 0.8  # ومن لبنان انطلقت قافلة
        elif phrase.last <= cue.first and phrase.first >= left and said.slot(mention, cue.event) == "to":
            if "to" in cue.event.slots and "where" not in cue.event.slots and cue.first - phrase.last <= 6:
                slot, sure = "to", 0.8  # وصل إلى الدوحة للمشاركة في
        if slot:
            taken[mention] = Filled(mention, slot, sure)
        official = phrase.office or kind == "metonym"
        if official and slot not in ("who", "with", "of") and "officials" in cue.event.slots:
            if left <= phrase.first < right:
                taken.setdefault(mention, Filled(mention, "officials", 0.75))
    found = _behind_first(said, cue, list(taken.values()), left)
    if (
        not cue.event.agents
        and not any(f.slot in ("who", "of") for f in found)
        and "who" in cue.event.slots | cue.event.negated
    ):
        found += _subject(said, cue, left)
    if not any(f.slot == "where" for f in found) and "where" in cue.event.slots:
        found += _relative(said, cue, "relative.place", "where") or _taken_up(said, cue, left)
    if not any(f.slot in GROUND or f.slot == "to" for f in found):
        found += _stood_for(said, cue, left, right, {f.mention for f in found if f.slot in ("who", "of")}) or _going_on(
            said, cue, right
        )
    return found


def _announced(text: Text, cue: Cue, phrase: Phrase, kind: str) -> bool:
    """Whether the cue announces the name, or is its first word."""
    if phrase.first == cue.first:
        return True
    between = range(cue.last, phrase.first)
    beside = phrase.start <= cue.first < phrase.first and all(text.head(i) for i in between if text.word(i))
    return beside and (kind == "demonym" or not _determined(text, cue))


def _predicate(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a noun that tells what a place is stands right behind its name."""
    phrase = said.around[mention]
    if cue.event.grain != "area" or cue.form != "noun" or said.kind(mention) != "toponym" or phrase.office:
        return False
    gap = cue.first - phrase.last
    return gap == 0 or gap == 1 and said.text.stream[phrase.last].raw in COMMAS


def _acting(said: Sentence, taken: dict[int, Filled]) -> bool:
    """Whether a name acts already; «العاصمة الصومالية» only announces the city that follows it."""
    return any(f.slot in ("who", "of") and said.around[f.mention].head != "capital" for f in taken.values())


def _behind(said: Sentence, cue: Cue, mention: int, stop: int, agent: bool) -> str:
    """The slot of a mention that follows the cue."""
    phrase, kind = said.around[mention], said.kind(mention)
    gap = _gap(said.text, cue.last, phrase.start)
    official = phrase.office or kind == "metonym"
    slot = said.slot(mention, cue.event)
    if slot == "to" and cue.form == "noun" and said.text.has(cue.first - 1, "prepositions.partitive"):
        return ""  # فروا من القتال إلى كوكوتا
    if slot == "to" and "to" not in cue.event.slots and "roads" in _near(said.text, phrase.start):
        slot = "where"  # على الطريق إلى تيسيت
    if said.text.has(phrase.start - 1, "adjoining") and not said.text.has(phrase.start - 2, "prepositions"):
        return ""  # يالا المجاورة لماليزيا
    if _measured(said.text, phrase.start) and phrase.marker in ("", "من"):
        slot = "where" if kind != "demonym" else ""  # على بعد سبعين ميلا غربي الحديدة
    elif not phrase.marker and phrase.start < phrase.first and 5 > gap > -(cue.form == "noun"):
        slot = "where" if "directions" in said.text.classes[phrase.start] else ""  # كمين غرب العريش
    if not phrase.marker and cue.event.grain == "area" and gap <= TIED and said.text.has(phrase.start - 1, "welfare"):
        slot = "on"  # خطر على استقرار تشاد
    directed = not phrase.marker and phrase.start < phrase.first and "directions" in said.text.classes[phrase.start]
    within = said.text.has(phrase.start, "prepositions.inside") or phrase.marker == "ب"
    if (slot == "where" or directed) and cue.event.grain != "tied" and _out_of(said, cue, phrase, within or directed):
        slot = "from"
    if slot:
        if phrase.first >= stop and slot != "where":
            slot = ""
    elif not phrase.marker and phrase.first < stop:
        if gap <= 1 and cue.form == "noun" and cue.event.talks and "group" in said.text.classes[phrase.start]:
            slot = "of"  # خرج الوسطاء، وهم مصر وقطر
        elif gap <= 0:
            slot = "who" if cue.form == "verb" else "of"
            if slot == "of" and kind != "demonym" and not phrase.office and _determined(said.text, cue):
                slot = ""  # بعد القمة فرنسا: a noun with its article governs no name
            elif slot == "of" and kind == "demonym" and _people(said, phrase):
                slot = "object"  # ترحيل المهاجرين الأفغان
        elif not agent and gap <= 3 and cue.form == "verb" and kind != "demonym":
            slot = "object" if "object" in cue.event.slots else "who"
        elif official and cue.form == "verb" and not agent and gap <= 4:
            slot = "who"
        elif phrase.head and cue.form == "verb" and gap <= ANNOUNCED and "object" in cue.event.slots and not official:
            slot = "object"  # هاجم مقاتلو الجبهة مطار كيدال
    if not slot and agent and cue.form == "verb" and "object" in cue.event.slots and phrase.first < stop:
        before = said.around[mention - 1].last if mention else 0
        beside = not phrase.marker and 0 <= phrase.start - before <= OBJECT and before > cue.first
        if beside and kind == "toponym" and not official and phrase.joined < 0:
            slot = "object"  # قصفت القوات الروسية فجر الأحد خاركيف
    if (kind == "demonym" or phrase.office) and slot in ("where", "from", "on", "to", "object"):
        ground = (
            phrase.head or grounded(said, phrase) or "directions" in said.text.classes[phrase.first - 1]
        )  # من الأراضي الروسية
        if phrase.office or slot == "object" or not ground:
            return ""  # its officials or people are meant, not its ground
    if slot == "who" and "who" not in cue.event.slots and "object" in cue.event.slots:
        return "" if official or kind == "demonym" and not phrase.head else "object"
    if slot == "where" and "where" not in cue.event.slots and phrase.marker == "ب":
        return "with"
    if slot == "with" and cue.event.grain == "area" and (kind != "toponym" or phrase.marker != "بين" or gap > 3):
        return ""  # حرب بين روسيا وأوكرانيا, but not بين واشنطن وبكين nor على الحدود مع الجزائر
    if slot == "with" and kind == "demonym" and any(c.form == "noun" and c.last == phrase.first for c in said.cues):
        return ""  # تبادلوا الأسرى بوساطة إماراتية: whose mediation it is
    if slot in ("who", "of") and kind == "demonym" and cue.event.agents:
        return ""  # تهديدات روسية: who threatens
    return slot


def _joint(text: Text, first: int, last: int) -> bool:
    """Whether no comma, preposition or verb parts a place from the noun of what happened there."""
    parted = any(text.stream[i].raw in COMMAS or "prepositions" in text.classes[i] for i in range(first, last))
    return not parted and not _told(text, first, last)


def _told(text: Text, first: int, last: int) -> bool:
    """Whether a verb stands there: معارك في الكونغو تهدد المحادثات."""
    return any(text.finite(i) for i in range(first, last))


def _determined(text: Text, cue: Cue) -> bool:
    return cue.last - cue.first == 1 and text.norm(cue.first).lstrip("وفبك").startswith(("ال", "لل"))


def _behind_first(said: Sentence, cue: Cue, found: list[Filled], left: int) -> list[Filled]:
    """Without a place before the cue where the cue has its own behind it: حطّت في مطار لارنكا طائرة هوجمت في بغداد."""
    if cue.event.grain == "area" or not any(
        f.slot in ("where", "of") and said.around[f.mention].last > cue.first for f in found
    ):
        return found
    opens = cue.form == "verb" and not said.text.norm(cue.first).startswith("و")
    return [
        f
        for f in found
        if f.slot != "where"
        or said.around[f.mention].first >= cue.first
        or opens
        and said.around[f.mention].start - left <= 2
    ]


def _out_of(said: Sentence, cue: Cue, phrase: Phrase, within: bool) -> bool:
    """Whether people come out of what lies in the place: من مخيمات في شمال سوريا، من رعاياها في السودان."""
    moves = within and "from" in cue.event.slots and cue.event.grain == "all"
    back = range(phrase.start - 1, max(cue.last - 1, phrase.start - OUT), -1)
    return any((moves or said.text.head(i) == "site") and said.text.norm(i - 1) == "من" for i in back)


def _people(said: Sentence, phrase: Phrase) -> bool:
    """Whether a nationality names people, and does not tell whose an act is: إعادة الأطفال الروس, but الرفض الروسي."""
    return not phrase.office and (phrase.start < phrase.first or not said.text.norm(phrase.first).endswith(("ي", "يه")))


def _elsewhere(said: Sentence, cue: Cue, mention: int, taken: list[Filled]) -> bool:
    """Whether a place tells where something else is: the topic of talks, or what follows the cue's own place."""
    start = said.around[mention].start
    between = [c for c in said.cues if cue.last <= c.first < start and "where" in c.event.slots]
    # ساعات بعد الجلسة، هاجم مسلحون فندقا في مقديشو؛ تبادل أسرى وتوقيع اتفاق في واشنطن
    nearer = [c for c in between if c.form == "verb" or said.text.norm(c.first).startswith("و")]
    if cue.form == "noun" and any(c.event.slots["where"] != cue.event.slots.get("where") for c in nearer):
        return True
    if _apart(said, cue, start) or said.text.has(start - 2, "negation.verbal"):
        return True  # تعقد الجولة، ولن تكون في جنيف
    if cue.event.grain in ("finest", "area") and _told_before(said, cue, start):
        return True
    if cue.event.grain not in ("finest", "tied"):
        return False
    topics = [i for i in range(cue.last, start) if "topic" in said.text.classes[i]]
    seat = (p := said.place(mention)) and p.feature == "PPLC" and not any(f.slot == "where" for f in taken)
    if topics and 0 < start - topics[-1] <= (1 if seat else 5):
        return True  # لبحث الوضع في السودان, but لتقييم الهدنة في نيروبي
    where = [f.mention for f in taken if f.slot in ("where", "of") and said.around[f.mention].first >= cue.last]
    if not where:
        return False
    behind = said.around[where[-1]].last
    follows = said.text.norm(start).startswith("و") or said.text.has(start - 1, "neighbours")
    follows = follows or start - behind <= 5 and said.text.norm(behind).startswith("و")  # في رأس عيسى ومنصة في الصليف
    return start - behind > 3 and not follows


def _told_before(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether somebody speaks between the cue and the place, or the cue takes up what was told: ذلك الهجوم."""
    text = said.text
    if cue.event.grain == "finest" and cue.form == "noun" and text.has(cue.first - 1, "demonstratives"):
        return True  # يقبع منفذ ذلك الهجوم في سجن
    comma = next((i for i in range(cue.last, start) if text.stream[i].raw in COMMAS), start)
    if cue.event.grain == "finest" and any(comma < c.first < start and c.event.grain == "tied" for c in said.cues):
        return True  # هجوم أوقع قتلى، ووُضع قائده قيد الإقامة الجبرية في جوبا
    told = {c.first for c in said.cues if "where" in c.event.slots}
    for i in range(cue.last + 1, start):
        if text.norm(i).startswith("و") and i not in told:
            if text.lexicon.speaks(text.norm(i)) or text.stream[i - 1].raw in COMMAS and text.finite(i):
                return True  # هجمات على محاور، وأعلنت الوزارة في موسكو
    return False


def _gap(text: Text, first: int, last: int) -> int:
    """How many tokens stand between, without an aside right behind the first: هزّ، ليل الأحد، ولاية كونر."""
    if first < last and text.stream[first].raw in COMMAS:
        closed = next((i for i in range(first + 1, min(first + ASIDE, last)) if text.stream[i].raw in COMMAS), -1)
        if closed >= 0:
            return last - closed - 1
    return last - first


def _near(text: Text, start: int) -> set[str]:
    """The classes of the three words before."""
    return {name for i in range(max(0, start - 3), start) for name in text.classes[i]}


def _measured(text: Text, start: int) -> bool:
    """Whether a distance stands right before the place from which it is measured."""
    return any("units" in text.classes[i] for i in range(max(0, start - 3), start))


def grounded(said: Sentence, phrase: Phrase) -> bool:
    """Whether a state's adjective means its ground: في الأراضي السورية."""
    before = said.text.before(phrase.first)
    return said.text.has(before, "land") or said.text.has(said.text.before(before), "land")


def _apart(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether the place belongs to what happened at another time: هجوم قبل أيام من محادثات في فيينا."""
    text = said.text
    if any("away" in text.classes[i] for i in range(cue.last, start)):
        return True
    if text.has(start - 1, "hospital") and any("away" in text.classes[i] for i in range(said.first, start)):
        return True  # نُقل الجرحى من موقع الانفجار إلى مستشفى في إسطنبول
    if any(text.has(i, "court") and text.norm(i - 1) == "امام" for i in range(cue.last, start)):
        return True  # يمثل منفذ الهجوم أمام محكمة في ملبورن
    cut = next((i for i in range(cue.last, start) if "apart" in text.classes[i]), start)
    return any(cut < c.first < start and c.event.id != cue.event.id and "where" in c.event.slots for c in said.cues)


def _stood_for(said: Sentence, cue: Cue, left: int, right: int, taken: set[int]) -> list[Filled]:
    """The place that a pronoun or a noun of its kind stands for: خشية هجمات على أراضيها، وشهدت المدينة تفجيرا."""
    text = said.text
    for at in range(max(left, cue.first - 3), min(right, cue.last + NEARBY)):
        named = next((name for name in text.classes[at] if name.startswith("anaphora.")), "")
        if not named:
            continue
        what = named.removeprefix("anaphora.")
        mention = _antecedent(said, at, what, taken)
        if mention < 0:
            continue
        marked = text.classes[at][named] or text.norm(text.before(at))
        slot = (
            ("from" if text.norm(at - 1) == "من" and "from" in cue.event.slots else "where")
            if what == "there"
            else text.lexicon.slots.get(marked[-1:] if text.classes[at][named] else marked, "")
        )
        if not slot and at >= cue.last and cue.form == "verb":
            slot = "object" if "object" in cue.event.slots else "who"
        if slot in cue.event.slots:
            return [Filled(mention, slot, 0.7)]
    return []


def _antecedent(said: Sentence, at: int, what: str, taken: set[int]) -> int:
    """The number of the mention that a word stands for, in its sentence or the one before; -1 where none fits."""
    if any(said.around[m].first in (at + 1, at + 2) and not said.around[m].marker for m in said.inside):
        return -1  # مدينة البصرة القديمة names itself
    number = max((m for m in said.inside if said.around[m].last <= at), default=-1)
    if number < 0:
        number = min(said.inside, default=len(said.around)) - 1
        if not said.inside:
            number = max((m for m, p in enumerate(said.around) if p.last <= said.first), default=-1)
    while number >= 0 and said.around[number].first >= said.earlier:
        phrase, place, kind = said.around[number], said.place(number), said.kind(number)
        if place and kind != "organisation" and number not in taken:
            ground = kind == "toponym" and not phrase.office
            if what == "there" and ground:
                return number
            if what == "soil" and place.kind == "country" and not (phrase.marker and kind == "toponym"):
                return number
            if what == place.kind and (ground or what == "country"):
                return number
        number -= 1
    return -1


def _going_on(said: Sentence, cue: Cue, right: int) -> list[Filled]:
    """Where it happened, when only the next clause says so: لقوا حتفهم عندما انهار السقف في كيتو."""
    if right >= said.last or "goes_on" not in said.text.classes[right] or "where" not in cue.event.slots:
        return []
    taken_up = said.text.has(right, "relative.subject") and right - cue.last <= 2  # التمرد الماوي الذي ينحسر إلى
    if cue.event.talks or cue.event.grain != "finest" and not (taken_up and cue.event.grain == "area"):
        return []
    if said.text.has(right, "relative.subject") and right - cue.last > TIED:
        return []
    if said.text.has(cue.first - 1, "demonstratives") or said.text.norm(right - 1) in ("وهو", "وهي"):
        return []
    end = min(b for b in said.breaks if b > right)
    others = [c for c in said.cues if right < c.first < end and c.event.id != cue.event.id and c.event.grain != "area"]
    if any("where" in c.event.slots for c in others):
        return []
    for mention in said.inside:
        phrase = said.around[mention]
        slot = said.slot(mention, cue.event)
        fits = slot == "where" or taken_up and slot == "to" and "to" in cue.event.slots
        if right < phrase.first < end and fits and said.kind(mention) == "toponym":
            return [Filled(mention, "where", 0.7)] if not phrase.office else []
    return []


def tied(said: Sentence, inner: int, outer: int) -> bool:
    """Whether the text says that the first place lies in the second, which stands right behind it."""
    small, large = said.place(inner), said.place(outer)
    phrase = said.around[outer]
    gap = range(said.around[inner].last, phrase.start)
    if phrase.joined >= 0:
        return False  # صنعاء ومأرب stand side by side
    if not small or not large or said.kind(outer) != "toponym" or phrase.office or len(gap) > TIED:
        return False
    if _rank(large) <= _rank(small) or not large.iso2 or not _within(small, large):
        return False
    if any(c.first in gap and c.event.grain == "finest" for c in said.cues):
        return False  # تفجير في كالي، وهجمات في كاوكا
    direction = phrase.start < phrase.first and "directions" in said.text.classes[phrase.start]
    if said.text.lexicon.slots.get(phrase.marker) != "where" and not direction:
        return False
    return all(said.text.stream[i].raw in "،," or said.text.word(i) for i in gap) and not any(
        "clause" in said.text.classes[i] for i in gap
    )


def _rank(place: Place) -> int:
    """How large a place is of its kind; a region inside one country is a part of it."""
    return RANK["admin"] if place.kind == "region" and place.iso2 else RANK[place.kind]


def _subject(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """Who acts when no name follows the cue: what a relative pronoun takes up, or the nearest free name before it."""
    found = _relative(said, cue, "relative.subject", "who") or _pronoun(said, cue)
    if found:
        return found
    if any(said.text.has(i, "relative.subject") for i in range(max(said.first, cue.first - 2), cue.first)):
        return []  # a relative clause whose noun is no name
    named = any(said.around[m].last == cue.first for m in said.inside)  # غزة تعيش مجاعة
    if cue.form == "verb" and (not named and _described(said.text, cue.first) or _other(said.text, cue.last)):
        return []
    talked = (
        cue.form == "noun" and cue.event.talks and "where" in cue.event.slots
    )  # قالت كوبا إن القمة: who speaks of it need not be there
    kinds = cue.event.slots.get("who") or cue.event.negated.get("who") or {"": ()}
    actors = [
        m
        for m in said.inside
        if said.around[m].last <= cue.first
        and said.text.lexicon.slots.get(said.around[m].marker, "") in ("", "held_by")
        and (said.kind(m) != "demonym" or said.around[m].office)
        and (p := said.place(m))
        and ("" in kinds or p.kind in kinds)
        and not _dateline(said, m)
        and not said.text.has(said.around[m].start - 1, "adjoining.seat")
        and not _owner(said, m)
        and not (talked and any(said.text.has(i, "that") for i in range(said.around[m].last, cue.first)))
        and not _quoted(said.text, said.around[m].last, cue.first)
    ]
    if cue.form == "noun" and "from" in cue.event.slots and said.text.has(cue.first - 1, "that"):
        return []  # ترى موسكو أن إعادة المقاتلين ليست أولوية
    if not actors:  # يسمح للولايات المتحدة بترحيل
        allowed = [m for m in said.inside if said.around[m].last == cue.first and said.around[m].marker == "ل"]
        return [Filled(m, "who", 0.75) for m in allowed]
    return _list(said, actors[-1], "who", 0.8 if said.around[actors[-1]].first >= left else 0.7)


def _quoted(text: Text, first: int, last: int) -> bool:
    """Whether another begins to speak there, of whom what follows is said."""
    return any(text.quotes(i) for i in range(first, last))


def _other(text: Text, after: int) -> bool:
    """Whether another body than a state stands behind the verb as who acts: رحّلت السلطات الكردية."""
    body = text.has(after, "governments") or text.has(after, "organisations")
    return body and text.norm(after).startswith("ال") and text.norm(after + 1).startswith("ال")


def _described(text: Text, verb: int) -> bool:
    """Whether a verb only describes the noun right before it, which has no article: جمعية تمثل عائلات."""
    noun = text.before(verb)
    if noun < 0 or text.norm(verb)[:1] not in "تي":
        return False
    return text.stream[noun].raw.endswith("ة") and not text.norm(noun).lstrip("وفبكل").startswith("ال")


def _relative(said: Sentence, cue: Cue, word: str, slot: str) -> list[Filled]:
    """The name that a relative word right before the cue takes up: كوسوفو التي أعادت، الرقة حيث يُحتجز."""
    at = next((i for i in range(cue.first - 1, max(said.first, cue.first - 4) - 1, -1) if said.text.has(i, word)), -1)
    if at < 0:
        return []
    for mention in reversed(said.inside):
        phrase = said.around[mention]
        if phrase.last > at or said.kind(mention) == "demonym" and not phrase.office:
            continue
        if any(said.text.has(i, "that") for i in range(phrase.last, at)):
            return []  # قالت كوبا إن القمة التي عقدت
        near = 8 if slot == "where" else 2  # قلق اليابان من الاجتماع الذي عقد: the meeting's clause, not Japan's
        return _list(said, mention, slot, 0.8) if said.place(mention) and at - phrase.last <= near else []
    return []


def _taken_up(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """The place that an object pronoun takes up in a relative clause: لاشيو التي كان متمردون قد انتزعوها."""
    if "object" not in cue.event.slots or cue.form != "verb" or not said.text.norm(cue.first).endswith(("ها", "ه")):
        return []
    if not said.text.has(left, "relative.subject"):
        return []
    mention = next((m for m in reversed(said.inside) if said.around[m].last <= left), -1)
    if mention < 0 or left - said.around[mention].last > 1 or said.kind(mention) != "toponym":
        return []
    return [Filled(mention, "object", 0.75)]


def _pronoun(said: Sentence, cue: Cue) -> list[Filled]:
    """The state that a pronoun right before the cue stands for: أما كندا … فإنها تمتنع."""
    near = range(max(said.first, cue.first - 8), cue.first)
    at = next((i for i in near if said.text.has(i, "relative.pronoun")), -1)
    states = [m for m in said.inside if said.around[m].last <= at and (p := said.place(m)) and p.kind == "country"]
    states = [m for m in states if not _quoted(said.text, said.around[m].last, at)]
    free = [m for m in states if not said.around[m].marker and said.kind(m) != "demonym"]
    chosen = free or [m for m in states if said.kind(m) != "demonym"]
    return _list(said, chosen[-1], "who", 0.75) if chosen else []


def _dateline(said: Sentence, mention: int) -> bool:
    """Whether the name only tells where the report was written: كابل - قُتل …"""
    phrase = said.around[mention]
    after = phrase.last
    return phrase.first == said.first and after < said.last and said.text.stream[after].raw in "-–—(:/"


def _list(said: Sentence, mention: int, slot: str, sure: float) -> list[Filled]:
    """The mention with those before it in its list."""
    found = [Filled(mention, slot, sure)]
    while said.around[mention].joined >= 0:
        mention = said.around[mention].joined
        found.append(Filled(mention, slot, min(sure, 0.7)))
    return found


def _owner(said: Sentence, mention: int) -> bool:
    """Whether the name only says whose somebody is, deep in a phrase: من أقرب حلفاء الولايات المتحدة."""
    phrase = said.around[mention]
    before = said.text.before(phrase.start)
    plain = before >= 0 and not said.text.classes[before] and not said.text.norm(before).endswith("ت")
    return phrase.office and said.kind(mention) == "toponym" and plain


def _within(small: Place, large: Place) -> bool:
    """Whether the one may lie in the other, as far as their country and province tell."""
    if large.kind == "admin" and small.admin1 and large.feature == "ADM1" and small.admin1 != large.id:
        return False
    return small.iso2 == large.iso2 or not large.iso2


def finest(said: Sentence, slots: list[Filled], countries: bool) -> list[Filled]:
    """Without the places that only say where a finer place of the same event lies.

    `countries` keeps the country of the finer place: where people are held, both count.
    """
    ground = [(p, f) for f in slots if f.slot in GROUND and (p := said.place(f.mention))]
    coarse = {
        id(f)
        for place, f in ground
        if said.around[f.mention].joined < 0
        and not (countries and place.kind == "country")
        and any(_rank(p) < _rank(place) and _within(p, place) for p, _ in ground)
    }
    return [f for f in slots if id(f) not in coarse]
