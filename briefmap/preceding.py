"""Which slot a name fills that stands before its cue: where a clause opens with a place, or one stands right before."""

from __future__ import annotations

from briefmap.clauses import Sentence, grounded
from briefmap.cues import Cue
from briefmap.elsewhere import told_between
from briefmap.phrases import Phrase
from briefmap.text import Text

__all__ = ["preceding"]

BESIDE = 3  # words from a place to its cue, or to the comma behind what it lies in
ADVERB = 7  # words that tell when, before a comma and a place
ADVERBS = ("prepositions", "apart", "days", "directions", "dawn")
OCCASION = 4  # words from «in» to the place of what the clause is about
OWN = 4  # words behind a verb among which it says where
INSET = 8  # tokens of what two commas set behind a place
SPEAKER = 4  # words from a verb of speaking or mourning to where that is done


def preceding(said: Sentence, cue: Cue, mention: int, left: int, named: bool) -> tuple[str, float]:
    """The slot of a mention that stands before the cue in its clause, which begins at `left`, and how sure.

    `named` where the cue stands inside a name.
    """
    text, phrase, kind, slots = said.text, said.around[mention], said.kind(mention), cue.event.slots
    slot, near = said.slot(mention, cue.event), cue.first - phrase.last
    if slot == "from":  # ومن لبنان انطلقت قافلة
        opens = phrase.start - left <= 1 and near <= 2
        return (slot, 0.8) if opens and kind == "toponym" and cue.form == "verb" else ("", 0.0)
    if slot == "to":  # وصل إلى الدوحة للمشاركة في
        return (slot, 0.8) if "to" in slots and "where" not in slots and near <= 6 else ("", 0.0)
    told = cue.form == "noun" and cue.event.grain == "finest" and text.norm(cue.first).startswith("ال")
    if told and any(c.first < cue.first and c.event.deed for c in said.cues):
        return "", 0.0  # في ريف دير الزور قُتل اثنان في بلدة غرانيج، وتبنى التنظيم الهجوم
    on_the_road = cue.event.grain == "finest" and phrase.start - left <= 1 and text.has(phrase.start + 1, "roads")
    if slot == "on" and (on_the_road or text.has(text.before(phrase.first), "borders")):
        slot = "where"  # على الطريق بين باماكو وسيغو، على الحدود السودانية التشادية تصاعد القتال
    if slot != "where" or named or kind == "demonym" and not (cue.event.grain == "area" and grounded(said, phrase)):
        return "", 0.0
    return (slot, 0.8) if _told_of_it(said, cue, mention, left) else ("", 0.0)


def _told_of_it(said: Sentence, cue: Cue, mention: int, left: int) -> bool:
    """Whether the cue tells of what happens in a place before it, and not of what is said or mourned there."""
    text, event, phrase, noun = said.text, cue.event, said.around[mention], cue.form == "noun"
    whose = "residents" if event.grain == "area" else "residents.folk"  # قال سكان في غوما إنهم سمعوا إطلاق نار
    theirs = event.grain in ("area", "finest") and noun and text.has(phrase.start - 1, whose)
    if not theirs:
        if noun and event.grain == "finest" and _told_there(text, left, phrase.start):
            return False
        if "that" in text.between(phrase.last, cue.first):
            return False
    if event.deed and not noun and _bare(text, cue.first) and _mourned(text, left, phrase):
        return False
    if _of_another(said, cue, phrase, left):
        return False
    if theirs or _opens(said, cue, phrase, left) and not _deed_before(said, cue, phrase):
        return True
    if text.has(cue.first - 1, "ordinals") and text.has(cue.first - 2, "prepositions.inside"):
        return True
    last = _inset(text, phrase.last, cue.first)
    if cue.first - last <= BESIDE and _right_before(said, cue, phrase, last):
        return True
    if event.grain in ("tied", "finest") and _topic(said, phrase, cue.first):
        return True
    return event.grain == "tied" and _stay_there(text, phrase, cue)


def _stay_there(text: Text, phrase: Phrase, cue: Cue) -> bool:
    """Whether a comma and one verb part a place from who is held: في مبنى في لفيف، يقيم أسرى."""
    comma = cue.first - 2
    near = 0 <= comma - phrase.last <= BESIDE and text.comma(comma)
    return near and cue.form == "noun" and text.finite(cue.first - 1) and text.norm(cue.first - 1)[0] not in "وف"


def _of_another(said: Sentence, cue: Cue, phrase: Phrase, left: int) -> bool:
    """Whether a place before a comma is that of what else the clause opens with: غداة هجوم في غاو، اجتمع الوزراء."""
    text = said.text
    if cue.event.grain != "finest" or not any(text.comma(i) for i in range(phrase.last, cue.first)):
        return False
    others = (c for c in said.cues if left <= c.first < phrase.start and "where" in c.event.slots)
    return any(c.event.grain == "finest" and c.event.slots["where"] != cue.event.slots.get("where") for c in others)


def _deed_before(said: Sentence, cue: Cue, phrase: Phrase) -> bool:
    """Whether a verb tells of a deed done in a place before a meeting is named: في نامبولا، قُتل جنود قبل افتتاح المؤتمر."""
    if not (cue.event.talks and cue.form == "noun"):
        return False
    deeds = (c for c in said.cues if phrase.last <= c.first < cue.first and c.form == "verb")
    return any(c.event.deed for c in deeds)


def _told_there(text: Text, left: int, start: int) -> bool:
    """Whether a place is where people speak, mourn or do what else follows on a deed: أعلن المتحدث في أبوجا مقتل العشرات، شيعوا في بيروت قتلى الغارة."""
    near = range(max(left, start - SPEAKER), start)
    spoken = any(text.has(i, "protests") or text.lexicon.speaks(text.norm(i)) for i in near)
    return spoken or _led_away(text, near)


def _mourned(text: Text, left: int, phrase: Phrase) -> bool:
    """Whether a place is where the dead are mourned: شيعوا في بيروت ثلاثة قتلى سقطوا في غارة; تظاهروا في مرسيليا بعد غارات أودت."""
    if "protests" in text.between(left, phrase.start):
        return True
    return _led_away(text, range(max(left, phrase.start - SPEAKER), phrase.start))


def _led_away(text: Text, near: range) -> bool:
    """Whether a verb of what follows on a deed stands among the words."""
    return any(text.lexicon.leads_away(text.norm(i)) for i in near)


def _opens(said: Sentence, cue: Cue, phrase: Phrase, left: int) -> bool:
    """Whether a place opens the clause or the sentence, and nothing else than the cue's event is told of it first."""
    text, noun = said.text, cue.form == "noun"
    opens = phrase.start - said.first <= 1 if noun else phrase.start - left <= 2
    opens = opens or _behind_adverb(text, left, phrase.start) and cue.event.grain == "finest"
    if not opens or told_between(text, left, phrase.start):
        return False  # هبطت في الرياض
    if not (phrase.start > said.first if noun else _bare(text, cue.first)):
        return True
    told = told_between(text, phrase.last, cue.first)
    between = text.between(phrase.last, cue.first)
    return not (told or "protests" in between or "court" in between)  # وفي بيشاور شُيع ضابط قُتل في كرم


def _behind_adverb(text: Text, left: int, start: int) -> bool:
    """Whether only when or whereabouts stands before a place, with a comma: وإلى الشرق، في تيليا، خُطف مهندسان."""
    if (
        2 <= start - left <= OCCASION
        and text.has(left, "prepositions.inside")
        and text.has(start, "prepositions.inside")
    ):
        return True  # وفي حادث منفصل في كركوك، أردى مسلحون ضابطا
    if not 2 <= start - left <= ADVERB or not text.comma(start - 1):
        return False
    return any(text.has(left, name) for name in ADVERBS)


def _inset(text: Text, first: int, last: int) -> int:
    """Where a clause goes on behind what two commas set into it: في كاتاتومبو، شمال شرقي كولومبيا، معارك."""
    if not text.comma(first):
        return first
    closed = next((i for i in range(first + 1, min(first + INSET, last)) if text.comma(i)), -1)
    return closed + 1 if closed >= 0 and text.has(first + 1, "directions") else first


def _right_before(said: Sentence, cue: Cue, phrase: Phrase, last: int) -> bool:
    """Whether a place close before the cue is the cue's, which has none of its own behind it."""
    text = said.text
    if text.norm(cue.first).startswith("بال"):
        return False  # حكم بالسجن
    if cue.form == "noun":
        met = not cue.event.talks and any(
            "where" in c.event.slots and c.event.talks and c.first < last for c in said.cues
        )
        topic = cue.event.talks and text.has(phrase.start - 1, "topic")  # تصدر الوضع في السودان جدول أعمال الاجتماع
        return not (met or topic) and _joint(text, last, cue.first)  # عقد جلسة في نيويورك إثر اشتباكات
    if cue.event.grain != "tied" or text.norm(cue.first)[0] != "و":
        return True
    return "prepositions.inside" not in text.between(cue.last, cue.last + OWN)  # ويقبع أحدهم في السجن


def _bare(text: Text, verb: int) -> bool:
    """Whether a verb only describes the noun right before it, with no «and»: ضابطا قُتل."""
    return text.norm(verb)[0] not in "وف" and text.word(verb - 1) and not text.has(verb - 1, "contrast")


def _topic(said: Sentence, phrase: Phrase, last: int) -> bool:
    """Whether a place belongs to what «as for» sets before the clause: أما المهاجرون في طرابلس فيُحتجزون."""
    text = said.text
    if not text.has(said.first, "as_for") or any(text.comma(i) for i in range(phrase.last, last)):
        return False
    after = (text.norm(i) for i in (phrase.last, phrase.last + 1) if not text.classes[i])
    return any(len(word) > 4 and word.startswith(("في", "فت", "فس")) for word in after)


def _joint(text: Text, first: int, last: int) -> bool:
    """Whether no comma, preposition or verb parts a place from the noun of what happened there."""
    parted = any(
        text.comma(i) or text.has(i, "prepositions") or text.has(i, "apart") for i in range(first, last)
    )  # اجتماع في فيينا غداة هجوم
    parted = parted or "protests" in text.between(first, last)  # وقفة في ديربورن تنديدا بقصف
    return not parted and not told_between(text, first, last)
