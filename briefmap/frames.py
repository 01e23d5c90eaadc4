"""The frame of an event: which of the sentence's mentions fill its slots (who, where, from …).

Prepositions, position and lists decide; a name that fills no slot stays without one.
"""

from __future__ import annotations

from briefmap.apposition import announced, called, counted_off, predicate, titled
from briefmap.behind import behind
from briefmap.clauses import GROUND, Filled, Sentence, grounded, listed, tied
from briefmap.cues import Cue
from briefmap.ellipsis import completed
from briefmap.elsewhere import done_there, elsewhere, measured, told_between
from briefmap.nationals import named_people
from briefmap.phrases import Phrase
from briefmap.preceding import preceding
from briefmap.reach import Clause, clause_of, gap_between
from briefmap.text import Text
from briefmap.whereabouts import written

__all__ = ["fill"]

REACH = 26  # tokens between a cue and what it governs
ELSEWHERE = "elsewhere"
THEY = ("وا", "وه", "وها", "وهم")  # ends of «they did», and to whom
SINGLED = 3  # tokens between places and the word that names one of them


def fill(said: Sentence, cue: Cue) -> list[Filled]:
    """Which mention fills which slot of the cue's frame."""
    if cue.event.grain == "written":
        return written(said, cue)
    clause = clause_of(said, cue)
    return completed(said, cue, clause, _placed(said, cue, clause))


def _placed(said: Sentence, cue: Cue, clause: Clause) -> list[Filled]:
    """The slots that the names of the sentence fill by where they stand."""
    event, taken = cue.event, dict[int, Filled]()
    passed: set[int] = set()  # places that tell where something else is, and so do those listed with them
    for number, mention in enumerate(said.inside):
        phrase, kind = said.around[mention], said.kind(mention)
        if phrase.joined in taken:
            slot = taken[phrase.joined].slot
            officials = phrase.office and slot in GROUND and not said.around[phrase.joined].office
            nation = kind == "demonym" and event.grain == "finest" and not grounded(said, phrase)  # في ماغديبورغ، وسوري
            nation = nation and said.kind(phrase.joined) != "demonym"
            people_too = slot in GROUND and (nation or named_people(said, mention))  # من معيتيقة و120 مصريا
            if not officials and not people_too and (slot != "officials" or kind != "toponym" or phrase.office):
                taken[mention] = Filled(mention, slot, 0.75 if slot == "officials" and kind == "metonym" else 0.85)
            elif officials and "officials" in event.slots:
                taken[mention] = Filled(mention, "officials", 0.75)  # في مابوتو، وبينهم رئيسا تنزانيا وزامبيا
            continue
        if phrase.joined in passed:
            passed.add(mention)
            continue
        before = taken.get(said.inside[number - 1]) if number else None
        if before and before.slot in GROUND and tied(said, before.mention, mention):
            ground = "where" if before.slot == "of" and "where" in event.slots else before.slot
            taken[mention] = Filled(mention, ground, 0.8)
            continue
        if before and before.slot in GROUND and event.grain == "area" and _singled_out(said, before.mention, phrase):
            taken[mention] = Filled(mention, before.slot, 0.8)
            continue
        bound = number and said.slot(said.inside[number - 1], event) == "to" and "to" not in event.slots
        bound = bound and said.around[said.inside[number - 1]].first >= cue.last
        if bound and phrase.first > cue.last and tied(said, said.inside[number - 1], mention):
            continue  # أبعدتهم إلى بلدة أساماكا في شمال النيجر
        slot, sure = "", 0.85
        if "of" in event.slots and announced(said.text, cue, phrase, kind):
            slot = "" if kind == "demonym" and event.agents else "of"  # في سجن الحسكة
        elif "of" in event.slots and event.grain == "tied" and kind == "toponym" and called(said.text, cue, phrase):
            slot = "of"  # مركز احتجاز معروف بسيكوت؛ إيفين، السجن الذي
        elif "of" in event.slots and event.talks and counted_off(said.text, cue, phrase):
            slot = "of"  # الوسيطان، قطر ومصر
        elif "who" in event.slots and predicate(said, cue, mention):
            taken |= {f.mention: f for f in listed(said, mention, "who", 0.8)}  # ولاية بورنو، معقل الجماعة
        elif event.grain == "area" and kind == "toponym" and titled(said, cue, phrase):
            slot, sure = "where", 0.8
        elif phrase.first >= cue.last:
            if phrase.first < clause.right and not clause.whole:
                slot, sure = _following(said, cue, mention, clause.stop, taken)
        elif phrase.last <= cue.first and phrase.first >= clause.left:
            slot, sure = preceding(said, cue, mention, clause.left, clause.named)
        elif cue.first < phrase.first and phrase.last < cue.last and not phrase.marker:
            if event.grain in ("all", "tied") or event.grain == "area" and said.text.has(cue.first, "negation"):
                slot, sure = "who", 0.9  # أطلقت باكستان سراح، لم تعد بورنو آمنة
        if slot == ELSEWHERE:
            passed.add(mention)
            slot = ""
        if slot == "on" and before and before.slot == "where":
            behind = said.around[before.mention].last  # في تشوكو على ساحل المحيط الهادئ، في ماكالوندي، على محور
            slot = "" if behind + said.text.comma(behind) == phrase.start else slot
        if slot == "where" and before and before.slot == "object" and said.around[before.mention].last == phrase.start:
            slot = slot if phrase.marker else ""  # قرية المغير شرق رام الله
        if slot:
            taken[mention] = Filled(mention, slot, sure)
        official = phrase.office or kind == "metonym"
        if official and slot not in ("who", "with", "of") and "officials" in event.slots:
            told = "that" in said.text.between(cue.last, phrase.first)  # اجتمعوا، وجاء في البيان أن طهران ترفض
            if clause.left <= phrase.first < clause.right and not told:
                taken.setdefault(mention, Filled(mention, "officials", 0.75))
    return list(taken.values())


def _following(said: Sentence, cue: Cue, mention: int, stop: int, taken: dict[int, Filled]) -> tuple[str, float]:
    """The slot of a mention that follows the cue, and how sure; ELSEWHERE where it tells of something else's place."""
    phrase = said.around[mention]
    gap = gap_between(said.text, cue.last, phrase.start)
    if gap > REACH:
        return "", 0.0
    slot = behind(said, cue, mention, stop, gap, taken)
    if slot and cue.event.grain == "area" and cue.form == "noun" and _left_undone(said.text, cue.last, phrase.start):
        return ELSEWHERE, 0.0
    if slot == "on" and cue.event.grain == "finest" and done_there(said, cue, phrase.start):
        slot = ""  # قصف لاستكمال السيطرة على دونباس
    if slot == "where" and cue.event.talks and "that" in said.text.between(cue.last, phrase.start):
        slot = ""  # قال في ختام المحادثات إن المسلحين يتحصنون في كونر
    if slot == "where":
        placed = any(f.slot == "where" for f in taken.values())
        border = any(said.text.has(said.text.before(i), "borders") for i in (phrase.first, phrase.start))
        measures = placed and measured(said.text, phrase.start)
        if measures and cue.event.grain == "finest" and _one_of_them(said.text, cue.last, phrase.start):
            return slot, 0.75
        if placed and (border or measures):
            slot = ELSEWHERE  # في النيل الأزرق قرب حدود إثيوبيا؛ قرب نيورو، على بعد كيلومترات من الحدود
        elif cue.event.grain == "tied" and _of_a_deed(said, cue, phrase.start):
            slot = ELSEWHERE  # اعتقلت خلية كانت تخطط لهجمات في برلين
        elif cue.event.grain in ("tied", "area") and _done_next(said, cue, mention, taken):
            slot = ELSEWHERE  # محتجزين في سجن مالير وسلمتهم عند معبر أتاري، تعصف بالكاميرون تغذيها شبكات في
        elif cue.event.grain == "finest" and not cue.event.talks and _another_verb(said, cue, mention, taken):
            slot = ELSEWHERE  # التنظيم الذي فجر فندقا في كابول يملك خلايا في بدخشان
        elif cue.event.over or elsewhere(said, cue, mention, list(taken.values())):
            slot = ELSEWHERE  # في السويد يرفضون, but يرفضون إعادة النساء في سوريا
    return slot, 0.9 if gap < 8 else 0.75


def _singled_out(said: Sentence, before: int, phrase: Phrase) -> bool:
    """Whether a place is named as one of those right before: في القوقاز، ولا سيما في داغستان."""
    at = phrase.start - 1
    return bool(phrase.marker) and said.text.has(at, "singled") and at - said.around[before].last <= SINGLED


def _left_undone(text: Text, first: int, last: int) -> bool:
    """Whether those whom a noun names have done nothing there: المقاتلون لم يدرسوا في, but not الذين لم يغادروا."""
    if text.has(first, "relative.subject"):
        return False
    return any(
        text.has(i, "negation")
        and not text.has(i, "negation.nominal")
        and text.finite(i + 1)
        and not text.has(i + 1, "still")
        and not text.lexicon.endures(text.norm(i + 1))
        for i in range(first, last - 1)
    )


def _of_a_deed(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether a place stands right behind a deed that those who are held have done or planned, which happens there."""
    return any(
        c.form == "noun" and c.last == start and cue.last <= c.first and c.event.grain == "finest" and not c.event.talks
        for c in said.cues
    )


def _done_next(said: Sentence, cue: Cue, mention: int, taken: dict[int, Filled]) -> bool:
    """Whether another verb stands between the place that the event has and a name."""
    start = said.around[mention].start
    placed = ("where", "of") if cue.event.grain == "tied" else ("where",)
    last = max((said.around[m].last for m in taken if taken[m].slot in placed), default=0)
    if cue.last < last <= start and (told_between(said.text, last, start) or _they_next(said.text, last, start)):
        return True
    if (
        cue.event.grain == "tied"
        and cue.last < last
        and any(
            c.form == "verb"
            and last <= c.first < start
            and said.text.norm(c.first)[0] in "وف"
            and c.event.grain != "tied"
            for c in said.cues
        )
    ):
        return True  # تحتجزهم في بيت قرب كادونا وسلمتهم إلى ذويهم في أبوجا
    moved = (c for c in said.cues if last <= c.first < start and c.form == "noun")
    if cue.last < last and cue.event.grain == "tied" and any(c.event.own and not c.event.over for c in moved):
        return True  # في مركز بجازان، وتسيير رحلات لإجلاء العالقين في اليمن
    return cue.form == "noun" and any(
        said.text.norm(i)[0] in "وف" and said.text.finite(i) and len(said.text.norm(i)) > 4
        for i in range(cue.last, start)
    )


def _one_of_them(text: Text, first: int, last: int) -> bool:
    """Whether one of several is told of by itself behind a comma: انفجاران في الخليج، أحدهما على بعد ميل من الميناء."""
    return any(text.comma(i) and text.has(i + 1, "one_of") for i in range(first, last - 1))


def _another_verb(said: Sentence, cue: Cue, mention: int, taken: dict[int, Filled]) -> bool:
    """Whether what was done somewhere is followed by a verb of the sentence that tells of nothing like it."""
    text, start = said.text, said.around[mention].start
    last = max((said.around[m].last for m in taken if taken[m].slot == "where"), default=0)
    if not cue.last < last < start or not text.finite(last):
        return False
    later = text.norm(last)[0] in "يت" or text.has(cue.first - 1, "relative.subject")  # التي انفجرت في أثينا صُنعت في
    return later and all(c.first != last for c in said.cues if c.event.grain == "finest")


def _they_next(text: Text, first: int, last: int) -> bool:
    """Whether «and they …» goes on there: في غابة في زامفارا، وسُلّموا إلى ذويهم في غوساو."""
    return any((norm := text.norms[i])[0] in "وف" and len(norm) > 4 and norm.endswith(THEY) for i in range(first, last))
