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
from briefmap.profiles import Event
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
        phrase = said.around[mention]
        if phrase.joined in taken:
            taken |= {f.mention: f for f in _joined(said, event, mention, taken[phrase.joined].slot)}
            continue
        if phrase.joined in passed:
            passed.add(mention)
            continue
        last = said.inside[number - 1] if number else -1
        before = taken.get(last)
        if before and (ground := _same_ground(said, event, before, mention)):
            taken[mention] = Filled(mention, ground, 0.8)
            continue
        if last >= 0 and _around_goal(said, cue, last, mention):
            continue
        slot, sure = _by_position(said, cue, clause, mention, taken)
        if slot == ELSEWHERE:
            passed.add(mention)
            slot = ""
        if slot and not (before and _of_the_last(said, before, phrase, slot)):
            taken[mention] = Filled(mention, slot, sure)
        if mention not in taken and _official(said, cue, clause, mention):
            taken[mention] = Filled(mention, "officials", 0.75)
    return list(taken.values())


def _joined(said: Sentence, event: Event, mention: int, slot: str) -> list[Filled]:
    """The slot of a name that a list joins to one that fills a slot: most often the same."""
    phrase, kind = said.around[mention], said.kind(mention)
    before = phrase.joined
    if phrase.office and slot in GROUND and not said.around[before].office:
        found = [Filled(mention, "officials", 0.75)]
        return found if "officials" in event.slots else []  # في مابوتو، وبينهم رئيسا تنزانيا وزامبيا
    nation = kind == "demonym" and event.grain == "finest" and not grounded(said, phrase)  # في ماغديبورغ، وسوري
    nation = nation and said.kind(before) != "demonym"
    if slot in GROUND and (nation or named_people(said, mention)):
        return []  # من معيتيقة و120 مصريا
    if slot == "officials" and kind == "toponym" and not phrase.office:
        return []
    return [Filled(mention, slot, 0.75 if slot == "officials" and kind == "metonym" else 0.85)]


def _same_ground(said: Sentence, event: Event, before: Filled, mention: int) -> str:
    """The slot of a place in which the one before it lies, or that is named as one of that; or ''."""
    if before.slot not in GROUND:
        return ""
    if tied(said, before.mention, mention):
        return "where" if before.slot == "of" and "where" in event.slots else before.slot
    singled = event.grain == "area" and _singled_out(said, before.mention, said.around[mention])
    return before.slot if singled else ""


def _around_goal(said: Sentence, cue: Cue, last: int, mention: int) -> bool:
    """Whether a place only tells where that lies to which the cue leads: أبعدتهم إلى بلدة أساماكا في شمال النيجر."""
    goal = said.slot(last, cue.event) == "to" and "to" not in cue.event.slots
    behind = said.around[last].first >= cue.last and said.around[mention].first > cue.last
    return goal and behind and tied(said, last, mention)


def _by_position(said: Sentence, cue: Cue, clause: Clause, mention: int, taken: dict[int, Filled]) -> tuple[str, float]:
    """The slot of a mention by where it stands to the cue, and how sure."""
    event, phrase, kind = cue.event, said.around[mention], said.kind(mention)
    if "of" in event.slots:
        if announced(said.text, cue, phrase, kind):
            return "" if kind == "demonym" and event.agents else "of", 0.85  # في سجن الحسكة
        if event.grain == "tied" and kind == "toponym" and called(said.text, cue, phrase):
            return "of", 0.85  # مركز احتجاز معروف بسيكوت؛ إيفين، السجن الذي
        if event.talks and counted_off(said.text, cue, phrase):
            return "of", 0.85  # الوسيطان، قطر ومصر
    if "who" in event.slots and predicate(said, cue, mention):
        taken.update({f.mention: f for f in listed(said, mention, "who", 0.8)})  # ولاية بورنو، معقل الجماعة
        return "", 0.0
    if event.grain == "area" and kind == "toponym" and titled(said, cue, phrase):
        return "where", 0.8
    if phrase.first >= cue.last:
        follows = phrase.first < clause.right and not clause.whole
        return _following(said, cue, mention, clause.stop, taken) if follows else ("", 0.0)
    if phrase.last <= cue.first and phrase.first >= clause.left:
        return preceding(said, cue, mention, clause.left, clause.named)
    inside = cue.first < phrase.first and phrase.last < cue.last and not phrase.marker
    acts = event.grain in ("all", "tied") or event.grain == "area" and said.text.has(cue.first, "negation")
    return ("who", 0.9) if inside and acts else ("", 0.0)  # أطلقت باكستان سراح، لم تعد بورنو آمنة


def _of_the_last(said: Sentence, before: Filled, phrase: Phrase, slot: str) -> bool:
    """Whether a name only tells more of where the place right before it lies."""
    last = said.around[before.mention].last
    if slot == "on" and before.slot == "where":  # في تشوكو على ساحل المحيط الهادئ، في ماكالوندي، على محور
        return last + said.text.comma(last) == phrase.start
    return (
        slot == "where" and before.slot == "object" and last == phrase.start and not phrase.marker
    )  # المغير شرق رام الله


def _official(said: Sentence, cue: Cue, clause: Clause, mention: int) -> bool:
    """Whether a name in the clause of talks is that of officials, of whom nobody there only speaks."""
    phrase = said.around[mention]
    if "officials" not in cue.event.slots or not (phrase.office or said.kind(mention) == "metonym"):
        return False
    told = "that" in said.text.between(cue.last, phrase.first)  # اجتمعوا، وجاء في البيان أن طهران ترفض
    return clause.left <= phrase.first < clause.right and not told


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
        measures = placed and measured(said.text, phrase.start)
        if measures and cue.event.grain == "finest" and _one_of_them(said.text, cue.last, phrase.start):
            return slot, 0.75
        border = placed and any(said.text.has(said.text.before(i), "borders") for i in (phrase.first, phrase.start))
        if border or measures or _done_elsewhere(said, cue, mention, taken):
            slot = ELSEWHERE  # في النيل الأزرق قرب حدود إثيوبيا؛ قرب نيورو، على بعد كيلومترات من الحدود
    return slot, 0.9 if gap < 8 else 0.75


def _done_elsewhere(said: Sentence, cue: Cue, mention: int, taken: dict[int, Filled]) -> bool:
    """Whether another deed than the cue's happens in a place that follows it."""
    event = cue.event
    if event.over:
        return True
    if event.grain == "tied" and _of_a_deed(said, cue, said.around[mention].start):
        return True  # اعتقلت خلية كانت تخطط لهجمات في برلين
    if event.grain in ("tied", "area") and _done_next(said, cue, mention, taken):
        return True  # محتجزين في سجن مالير وسلمتهم عند معبر أتاري، تعصف بالكاميرون تغذيها شبكات في
    if event.deed and _another_verb(said, cue, mention, taken):
        return True  # التنظيم الذي فجر فندقا في كابول يملك خلايا في بدخشان
    return elsewhere(said, cue, mention, list(taken.values()))  # في السويد يرفضون, but يرفضون إعادة النساء في سوريا


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
    return any(c.form == "noun" and c.last == start and cue.last <= c.first and c.event.deed for c in said.cues)


def _done_next(said: Sentence, cue: Cue, mention: int, taken: dict[int, Filled]) -> bool:
    """Whether another verb stands between the place that the event has and a name."""
    text, start, held = said.text, said.around[mention].start, cue.event.grain == "tied"
    placed = ("where", "of") if held else ("where",)
    last = max((said.around[m].last for m in taken if taken[m].slot in placed), default=0)
    if cue.last < last <= start:
        if told_between(text, last, start) or _they_next(text, last, start):
            return True
        if held and any(_moves_on(text, c) for c in said.cues if last <= c.first < start):
            return True
    return cue.form == "noun" and any(
        text.norm(i)[0] in "وف" and text.finite(i) and len(text.norm(i)) > 4 for i in range(cue.last, start)
    )


def _moves_on(text: Text, cue: Cue) -> bool:
    """Whether a cue tells what comes after people were held."""
    if cue.form == "verb":  # تحتجزهم في بيت قرب كادونا وسلمتهم إلى ذويهم في أبوجا
        return text.norm(cue.first)[0] in "وف" and cue.event.grain != "tied"
    return cue.event.own and not cue.event.over  # في مركز بجازان، وتسيير رحلات لإجلاء العالقين في اليمن


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
