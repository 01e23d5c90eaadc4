"""The frame of an event: which of the sentence's mentions fill its slots (who, where, from …).

Prepositions, position and lists decide; a name that fills no slot stays without one.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from briefmap.anaphora import stood_for
from briefmap.behind import behind, determined
from briefmap.clauses import COMMAS, GROUND, Filled, Sentence, end_of, grounded, listed, tied
from briefmap.cues import Cue
from briefmap.elsewhere import done_there, elsewhere, measured, told_between
from briefmap.nationals import named_people
from briefmap.phrases import Phrase
from briefmap.preceding import preceding
from briefmap.profiles import Event
from briefmap.subjects import because, going_on, relative, subject
from briefmap.text import Text
from briefmap.whereabouts import (
    apposed,
    carried_on,
    in_the_wake,
    struck_first,
    suffered,
    taken_up,
    told_by,
    when,
    written,
)

__all__ = ["fill"]

REACH = 26  # tokens between a cue and what it governs
ELSEWHERE = "elsewhere"
THEY = ("وا", "وه", "وها", "وهم")  # ends of «they did», and to whom
TITLE = 4  # words between a land that a title is about and what happens there
CALLED = 4  # words from «known» to the name
SINGLED = 3  # tokens between places and the word that names one of them
ASIDE = 9  # tokens of an aside between two commas


class Clause(NamedTuple):
    """The clause of a cue: from token `left` to `right`; what follows `stop` belongs to another verb.

    `named` where the cue stands inside a name, `whole` where it is one.
    """

    left: int
    right: int
    stop: int
    named: bool
    whole: bool


def fill(said: Sentence, cue: Cue) -> list[Filled]:
    """Which mention fills which slot of the cue's frame."""
    if cue.event.grain == "written":
        return written(said, cue)
    clause = _clause(said, cue)
    return _completed(said, cue, clause, _placed(said, cue, clause))


def _clause(said: Sentence, cue: Cue) -> Clause:
    number = bisect_right(said.breaks, cue.first)
    left = said.breaks[number - 1]
    if number > 1 and _resumed(said.text, left, cue.first):
        left = said.breaks[number - 2]
    stop = right = min(cue.until, said.breaks[number])
    if cue.event.grain == "area":
        stop = right = _inset_end(said.text, left, cue.last, right)
    if cue.form == "verb":
        others = (
            c.first
            for c in said.cues
            if c.first > cue.first
            and c.form == "verb"
            and c.event.id != cue.event.id
            and (c.event.slots or c.negated)
            and not (_carries(said.text, c.first) or _set_in(said.text, c.first) or _both_did(said.text, c.first))
        )
        stop = min(right, *others, right)
    names = [p for m in said.inside if (p := said.around[m]).first <= cue.first < p.last]
    whole = any(p.first == cue.first and p.last == cue.last for p in names)
    return Clause(left, right, stop, bool(names), whole)


def _inset_end(text: Text, left: int, first: int, right: int) -> int:
    """Where a relative clause between commas ends, behind which its verb goes on: في هندوراس، التي تعيش رعبا، ما زال مشروع في."""
    inset = text.has(left, "relative.subject") or text.has(left, "relative.place")
    if not inset or not text.comma(left - 1):
        return right
    closed = next((i for i in range(first, right) if text.comma(i)), right)
    verb = closed + 1 + text.has(closed + 1, "whatever") + text.has(closed + 1, "negation")
    goes_on = verb < right and text.finite(verb) and text.norm(closed + 1)[0] not in "وف"
    return closed if goes_on else right


def _both_did(text: Text, index: int) -> bool:
    """Whether a verb looks like what two did, and more often is a noun: استهدفت تجمعا لنازحين."""
    return len(text.norm(index)) > 4 and text.norm(index).endswith("ا") and not text.norm(index).endswith("وا")


def _set_in(text: Text, verb: int) -> bool:
    """Whether a verb only tells of who acts, between commas: استعاد الجيش، تسانده قوات أوغندية، بلدة."""
    own = (
        text.norm(verb)[0] in "تي"
        and text.norm(verb).endswith(("ه", "ها", "هم"))
        and not text.norm(verb).endswith("يه")
    )
    return own and text.stream[verb - 1].raw in COMMAS


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
        if "of" in event.slots and _announced(said.text, cue, phrase, kind):
            slot = "" if kind == "demonym" and event.agents else "of"  # في سجن الحسكة
        elif "of" in event.slots and event.grain == "tied" and kind == "toponym" and _called(said.text, cue, phrase):
            slot = "of"  # مركز احتجاز معروف بسيكوت؛ إيفين، السجن الذي
        elif "of" in event.slots and event.talks and _counted_off(said.text, cue, phrase):
            slot = "of"  # الوسيطان، قطر ومصر
        elif "who" in event.slots and _predicate(said, cue, mention):
            taken |= {f.mention: f for f in listed(said, mention, "who", 0.8)}  # ولاية بورنو، معقل الجماعة
        elif event.grain == "area" and kind == "toponym" and _titled(said, cue, phrase):
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
            slot = "" if behind + (said.text.stream[behind].raw in COMMAS) == phrase.start else slot
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
    gap = _gap(said.text, cue.last, phrase.start)
    if gap > REACH:
        return "", 0.0
    slot = behind(said, cue, mention, stop, gap, taken)
    if slot and cue.event.grain == "area" and cue.form == "noun" and _left_undone(said.text, cue.last, phrase.start):
        return ELSEWHERE, 0.0
    if slot == "on" and cue.event.grain == "finest" and done_there(said, cue, phrase.start):
        slot = ""  # قصف لاستكمال السيطرة على دونباس
    if slot == "where" and cue.event.talks and any(said.text.has(i, "that") for i in range(cue.last, phrase.start)):
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
    return any(text.stream[i].raw in COMMAS and text.has(i + 1, "one_of") for i in range(first, last - 1))


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


def _titled(said: Sentence, cue: Cue, phrase: Phrase) -> bool:
    """Whether a title says of which land it tells: شرق الكونغو: قتال في أوفيرا."""
    near = 0 < cue.first - phrase.last <= TITLE and said.text.stream[phrase.last].raw == ":"
    return near and phrase.start - said.first <= 1


def _completed(said: Sentence, cue: Cue, clause: Clause, found: list[Filled]) -> list[Filled]:
    """The slots, with what only another clause, a pronoun or a relative word tells of them."""
    event = cue.event
    if event.grain == "area" and (land := apposed(said, cue)):
        return [f for f in found if f.mention > land[0].mention] + land
    found = _behind_first(said, cue, found, clause.left)
    if event.grain == "area" and any(f.slot in event.slots and _suffers(said, f) for f in found):
        found = [f for f in found if f.slot != "of"]  # حرب إسرائيلية على غزة، غزو روسيا لأوكرانيا
    if (
        not event.agents
        and not any(f.slot in ("who", "of") and not _counterpart(said, cue, f.mention) for f in found)
        and "who" in event.slots | event.negated
        and not (event.grain == "area" and cue.form == "noun" and _within_a_state(said, found))
    ):
        found += subject(said, cue, clause.left)
    if "from" in event.slots and said.text.has(_behind_subject(said, cue), "relative.source"):
        found += relative(said, cue, "relative.subject", "from")
    told = any(f.slot == "where" or event.grain == "tied" and f.slot in ("of", "object") for f in found)
    if "where" in event.slots and (not told or event.grain == "area"):
        among = {f.mention for f in found}
        found += [f for f in relative(said, cue, "relative.place", "where") if f.mention not in among] or (
            [] if told else taken_up(said, cue, clause.left) or carried_on(said, cue)
        )  # إفريقيا حيث وسعت الجماعات نفوذها في غرب القارة
    found += [f for f in suffered(said, cue) if all(f.mention != o.mention for o in found)]
    if said.text.has(cue.last, "anaphora.soil") or not any(_tells_where(event, f) for f in found):
        found += stood_for(
            said, cue, clause.left, clause.right, {f.mention for f in found if f.slot in ("who", "of")}
        ) or going_on(said, cue, clause.right)
    if event.grain == "finest" and "where" in event.slots and not event.talks:
        if not any(f.slot in GROUND for f in found):
            found += (
                when(said, cue, clause.left)
                or in_the_wake(said, cue, clause.left)
                or struck_first(said, cue)
                or told_by(said, cue)
            )
            if said.local >= 0 and not any(f.slot == "where" for f in found) and not _sited(said):
                found.append(Filled(said.local, "where", 0.7))
    if cue.form == "noun" and event.grain == "area" and not any(f.slot != "officials" for f in found):
        found += because(said, cue)
    return found


def _behind_subject(said: Sentence, cue: Cue) -> int:
    """The token behind a cue and the name right behind it: التي أجلت إيطاليا منها."""
    return next((said.around[m].last for m in said.inside if said.around[m].first == cue.last), cue.last)


def _sited(said: Sentence) -> bool:
    """Whether another place of the dateline's land is told in which something happens: انتزع كهفا في جبال …، عقب معركة."""
    land = said.place(said.local)
    return any(
        said.text.lexicon.slots.get(said.around[m].marker) in ("where", "on")
        and (place := said.place(m)) is not None
        and place.kind in ("city", "site")
        and land is not None
        and place.iso2 == land.iso2
        for m in said.inside
    )


def _tells_where(event: Event, filled: Filled) -> bool:
    """Whether a slot says on what ground something happens; an area's trouble happens on none that it comes from."""
    if filled.slot == "from":
        return event.grain != "area" or "from" in event.slots
    return filled.slot in GROUND or filled.slot == "to"


def _suffers(said: Sentence, filled: Filled) -> bool:
    """Whether it is done to the place, so that whose it is does it."""
    return filled.slot == "on" or filled.slot == "to" and said.around[filled.mention].marker == "ل"


def _within_a_state(said: Sentence, found: list[Filled]) -> bool:
    """Whether a place in some state is told, and not only a part of the world."""
    return any(f.slot == "where" and (p := said.place(f.mention)) is not None and bool(p.iso2) for f in found)


def _counterpart(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether the name is that of whom somebody named before meets: زار القطري بيروت حيث التقى نظيره اللبناني."""
    phrase = said.around[mention]
    return cue.event.talks and said.text.has(phrase.start, "counterparts")


def _carries(text: Text, verb: int) -> bool:
    """Whether a verb only tells whom a plane or a bus carries: غادرت قافلة تقل 500 عراقي مخيم الهول."""
    return any(text.has(i, "vehicles") and not text.norm(i).startswith("ال") for i in (verb - 1, verb - 2))


def _resumed(text: Text, left: int, first: int) -> bool:
    """Whether a verb goes on with the main clause behind an inset one: وفي الفاشر، حيث المدنيون محاصرون، سقطت قذائف."""
    if first - 1 <= left or text.stream[first - 1].raw not in COMMAS or text.stream[left - 1].raw not in COMMAS:
        return False
    return text.has(left, "relative.place") or text.has(left, "relative.subject")


def _announced(text: Text, cue: Cue, phrase: Phrase, kind: str) -> bool:
    """Whether the cue announces the name, or is its first word."""
    if phrase.first == cue.first:
        return True
    between = range(cue.last, phrase.first)
    beside = phrase.start <= cue.first < phrase.first and all(text.head(i) for i in between if text.word(i))
    if kind == "demonym":  # السجون السورية, but not ترحيل الأفغان
        return beside and text.norm(phrase.first).endswith(("ي", "يه"))
    return beside and not determined(text, cue)


def _called(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether a name is told to be that of the cue's noun, or a comma sets the noun with its article behind the name."""
    if cue.form != "noun":
        return False
    if phrase.last <= cue.first:
        beside = text.stream[phrase.last].raw in COMMAS and phrase.last == cue.first - 1
        return beside and text.norm(cue.first).startswith("ال")
    near = range(max(cue.last, phrase.first - CALLED), phrase.first)
    return any(text.has(i, "naming") for i in near)


def _counted_off(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether a name is the first that a comma parts from who they are: الوسيطين، تركيا وقطر؛ الوسطاء، وهم مصر وقطر."""
    if cue.form != "noun" or not determined(text, cue) or not text.comma(cue.last):
        return False
    return phrase.first == cue.last + 1 or phrase.first == cue.last + 2 and text.has(cue.last + 1, "group")


def _predicate(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a noun that tells what a place is stands right behind its name."""
    phrase = said.around[mention]
    if cue.event.talks or cue.event.grain not in ("area", "finest"):
        return False
    if cue.form != "noun" or said.kind(mention) != "toponym" or phrase.office:
        return False
    if said.text.has(phrase.start - 1, "adjoining"):
        return False  # الولاية المحاذية لميانمار على وقع مواجهات
    if said.text.stream[cue.first - 1].raw in COMMAS and (inset := _inset_from(said, cue.first - 1)) >= 0:
        return end_of(said, mention) == inset  # إقليم تيلابيري، حيث تتقاطع الحدود مع بوركينا فاسو، معقل للتنظيم
    first = cue.first
    first -= cue.event.grain == "area" and (
        said.text.has(first - 1, "ordinals") or said.text.has(first - 1, "superlatives")
    )
    end = end_of(said, mention)
    gap = first - end  # ولاية القصرين، آخر معاقل المتشددين
    return gap == 0 or gap == 1 and said.text.stream[end].raw in COMMAS


def _inset_from(said: Sentence, comma: int) -> int:
    """The comma that opens the relative clause which a comma closes, or what a land is called, or -1."""
    opened = next((i for i in range(comma - 1, max(comma - ASIDE, said.first), -1) if said.text.comma(i)), -1)
    if opened >= 0 and said.text.has(opened + 1, "superlatives"):
        return opened  # هايتي، أفقر دول الأميركتين، معقل
    left = said.breaks[bisect_right(said.breaks, comma) - 1]
    relative = said.text.has(left, "relative.place") or said.text.has(left, "relative.subject")
    relative = relative and not any(said.text.comma(i) for i in range(left, comma))  # it ended at an earlier one
    return left - 1 if relative and left > said.first and said.text.stream[left - 1].raw in COMMAS else -1


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


def _gap(text: Text, first: int, last: int) -> int:
    """How many tokens stand between, without an aside at either end: هزّ، ليل الأحد، ولاية كونر."""
    if first < last and text.stream[first].raw in COMMAS:
        closed = next((i for i in range(first + 1, min(first + ASIDE, last)) if text.stream[i].raw in COMMAS), -1)
        if closed >= 0:
            return last - closed - 1
    if last - first > 2 and text.stream[last - 1].raw in COMMAS:
        opened = next((i for i in range(last - 2, max(last - ASIDE, first), -1) if text.stream[i].raw in COMMAS), -1)
        if opened >= 0:
            return opened - first
    return last - first
