"""What a word of denial reaches: which verbs and nouns it takes back, and what goes on all the same."""

from __future__ import annotations

from briefmap.profiles import Event
from briefmap.text import Text

__all__ = ["FAR", "known_of", "negated", "no_longer", "stops", "undone", "unseen"]

FAR = 10  # words between a negation and the «any» that it reaches
SEEN = 6  # words between a denial and what is not seen
UNDONE = 14  # words between a negation and what it leaves undone


def negated(text: Text, index: int, denials: list[int]) -> bool:
    """Whether one of the words of denial (`denials`) reaches the word."""
    if index and text.stream[index - 1].raw in text.lexicon.spelt:
        return True  # اختارت ألا تعيد أحدا
    joined = text.comma(index - 1) and text.norm(index)[0] == "و"
    if joined and (text.finite(index) or text.norm(index)[1:2] in ("ت", "ي")):
        return False  # ليسوا مواطنيها، وترفض
    if text.has(index - 1 - text.has(index - 1, "prepositions.apart"), "except.instead"):
        return True  # بدلا من إعادتهم
    if not any(index - FAR <= at < index for at in denials):
        return False
    if text.has(index - 1, "any") or text.has(index - 2, "any") and not text.norm(index).startswith("ال"):
        # لم يتعرض لأي هجوم, but لم تتبن أي جهة الهجوم
        return any("negation" in text.classes[i] for i in denials if index - FAR <= i < index)
    if _ended(text, index):
        return True
    if text.has(index - 1, "that") and text.has(index - 2, "negation.nominal"):
        however = text.has(index - 2, "clause.before_that") and not text.has(index - 3, "prepositions.partitive")
        return not however  # من دون أن تتعهد، من غير أن ترد, but غير أن المعارك
    if text.has(index - 1, "that") and any(text.has(i, "negation.verbal") for i in range(index - 5, index - 2)):
        return True  # لم يسبق لهم أن عاشوا
    if text.has(index - 2, "negation.being") and text.has(index - 1, "prepositions"):
        return True  # ليس في نيتها
    for earlier in (index - 1, index - 2):
        if earlier >= 0 and "negation" in text.classes[earlier]:
            if "still" in text.classes[index - 1]:  # لا تزال affirms
                return False
            near = not text.classes[index - 1] and "negation.nominal" not in text.classes[earlier]
            # محادثات غير مباشرة استضافتها denies nothing, nor لم تنس تفجيرات
            return earlier == index - 1 or near and not text.lexicon.endures(text.norm(index - 1))
    for at in range(index - 4, index - 2):  # ليس لدى بلغراد نية
        if text.has(at, "negation.being") and text.slot(at + 1) == "held_by":
            return True
    plain = index > 2 and not text.classes[index - 1] and not text.classes[index - 2]
    return plain and text.has(index - 3, "negation.being")  # ليست ملزمة قانونا بإعادتهم


def undone(text: Text, index: int, event: Event, form: str, denials: list[int], names: set[int]) -> bool:
    """Whether a verb of doing nothing governs what is not done: لم تتخذ أي إجراء لإعادتهم، لا ترغب في استعادتهم."""
    if form != "noun" or not (event.own or event.echoes) or not event.negated:
        return False
    if text.norm(index)[0] == "و" and text.comma(index - 1):
        return False  # لن تستقبل مقاتلين، وأيدته هولندا
    for at in reversed(denials):
        if at < index and "negation" in text.classes[at]:
            verb = at + 1
            if index - at > UNDONE or not _acts(text, verb) or text.lexicon.attains(text.norm(verb)):
                return False
            parted = range(verb + 1, index)
            return not any(
                stops(text, i) or "that" in text.classes[i] or text.finite(i) for i in parted if i not in names
            )
    return False


def _acts(text: Text, index: int) -> bool:
    """Whether a verb stands behind a denial, though it has become short there: لم تقم."""
    word = text.norms[index]
    return text.finite(index) or len(word) == 3 and word[0] in "تي" and not text.classes[index]


def unseen(text: Text, index: int, denials: list[int]) -> bool:
    """Whether what a noun names was not seen there: لم يشهد الإقليم هجمات, but لم يشهد الإقليم مثل هذا القصف."""
    for at in reversed(denials):
        if index - SEEN <= at < index - 1 and text.lexicon.witnesses(text.norm(at + 1)):
            parted = (stops(text, i) or "demonstratives" in text.classes[i] for i in range(at + 2, index))
            return not any(parted) and not text.norm(index).startswith("ال")
    return False


def known_of(text: Text, index: int, event: Event) -> bool:
    """Whether a verb that is denied tells only what is done by whom the noun names: لم يتلق السجناء زيارة، لم تقتل الغارة أحدا."""
    definite = event.grain == "finest" and text.norm(index).startswith("ال")
    return event.grain == "tied" or definite and not text.lexicon.witnesses(text.norm(index - 1))


def _ended(text: Text, index: int) -> bool:
    """Whether a verb tells of what is no more: لم تعد باريس ترفض."""
    return text.finite(index) and any(no_longer(text, i) for i in range(index - 3, index))


def no_longer(text: Text, index: int) -> bool:
    """Whether a word that looks like «bring back» may be «any more»: لم يعد الوجود الروسي كما كان."""
    return text.has(index, "no_longer") and text.has(index - 1, "negation.verbal")


def stops(text: Text, index: int) -> bool:
    """Whether a denial or a call reaches no farther: a contrast follows, a relative clause, which states facts, or what else
    somebody says."""
    word = text.norms[index]
    if word[:1] == "و" and text.comma(index - 1) and text.lexicon.speaks(word):
        return not text.lexicon.attains(word)  # نفت وجود جنود لها، واتهمت الجيش بقصف المدينة, but وعلقت الطرد
    return "contrast" in text.classes[index] or "relative.subject" in text.classes[index]
