"""Who acts where no name stands behind the verb of a cue, and where the clause behind says that it was."""

from __future__ import annotations

from briefmap.clauses import Filled, Sentence, grounded, listed
from briefmap.cues import Cue
from briefmap.relatives import relative, taken_up_later
from briefmap.seats import continued, even, latter, polity, seated, sits, spoken_before, spoken_in, their_own, we
from briefmap.text import Text

__all__ = ["passive", "subject"]

BECOMES = 4  # words from «that» to what a land becomes
UNNAMED = 5  # words between states without a name and their verb
THEY = ("وا", "ون", "وه", "وها", "وهم", "ونه", "ونها", "ونهم")  # ends of a verb that several do


def subject(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """Who acts when no name follows the cue: what a relative pronoun takes up, or the nearest free name before it."""
    if cue.form == "verb" and _done_to_them(said.text, cue):
        return []
    if first := _the_first(said, cue):
        return first
    if _of_others(said, cue) or _of_people(said, cue):
        return []
    if cue.event.grain == "area" and (feared := _feared(said, cue, left)):
        return feared
    if found := _stood_for(said, cue):
        return found
    if _of_a_noun(said, cue) or cue.form == "verb" and _by_another(said, cue):
        return []
    if actors := _actors(said, cue):
        return _nearest(said, cue, actors, left)
    speaker = we(said, cue) if cue.form == "verb" else -1
    return [Filled(m, "who", 0.75) for m in ([speaker] if speaker >= 0 else _bound_to_act(said, cue))]


def _done_to_them(text: Text, cue: Cue) -> bool:
    """Whether a verb is one of those who are moved, and not of a state: طُردوا، 34 امرأة رفضن العودة."""
    event = cue.event
    gives = "from" in event.slots or event.foreign or event.over or event.kin
    return bool(gives) and passive(text, cue.first) or bool(event.over) and text.has(cue.last, "own_going")


def _stood_for(said: Sentence, cue: Cue) -> list[Filled]:
    """The state for which a pronoun, a relative word or «the latter» before the cue stands."""
    found = their_own(said, cue) or relative(said, cue, "relative.subject", "who")
    found = found or _pronoun(said, cue) or latter(said, cue) or taken_up_later(said, cue)
    if not found and cue.form == "verb" and _authorities(said.text, cue.last):
        found = relative(said, cue, "relative.place", "who")  # إلى كولومبيا حيث رفضت السلطات
    return found


def _of_a_noun(said: Sentence, cue: Cue) -> bool:
    """Whether the cue belongs to a noun or a clause before it that names no state."""
    text, before = said.text, cue.first - 1
    near = text.between(max(said.first, cue.first - 2), cue.first)
    if "relative.subject" in near or "relative.women" in near:
        return True  # a relative clause whose noun is no name
    if cue.form == "noun" and "from" in cue.event.slots and text.has(before, "that"):
        return True  # ترى موسكو أن إعادة المقاتلين ليست أولوية
    return _where_they_meet(cue) and text.has(before, "apart")  # تعرقل باكستان العودة منذ توقيع الاتفاق


def _where_they_meet(cue: Cue) -> bool:
    """Whether a noun tells of a meeting: قالت كوبا إن القمة: who speaks of it need not be there."""
    return cue.form == "noun" and cue.event.talks and "where" in cue.event.slots


def _by_another(said: Sentence, cue: Cue) -> bool:
    """Whether somebody else than a named state is told to act by the verb of the cue."""
    if _own_noun(said, cue.first) or _unnamed(said, cue.first) or _other(said.text, cue.last):
        return True
    named = any(said.around[m].last == cue.first for m in said.inside)  # غزة تعيش مجاعة
    return not named and _described(said.text, cue.first)


def _actors(said: Sentence, cue: Cue) -> list[int]:
    """The names before the cue that may act."""
    kinds = cue.event.slots.get("who") or cue.event.negated.get("who") or {"": ()}
    met = _where_they_meet(cue)
    return [
        m
        for m in said.inside
        if (last := said.around[m].last) <= cue.first
        and _free(said, cue, m)
        and (p := said.place(m))
        and ("" in kinds or p.kind in kinds or sits(said, m, p))
        and not (met and "that" in said.text.between(last, cue.first))
        and not _quoted(said.text, last, cue.first)
    ]


def _bound_to_act(said: Sentence, cue: Cue) -> list[int]:
    """The states to which it falls to act, or of which the sentence or the one before speaks."""
    text, verb = said.text, cue.first - said.text.has(cue.first - 1, "that")  # سبق لمقدونيا الشمالية أن استعادت
    allowed = [
        m for m in said.inside if (p := said.around[m]).last == verb and p.marker == "ل"
    ]  # يسمح للولايات المتحدة
    allowed = [m for m in allowed if not text.has(said.around[m].start - 1, "adjoining")]  # المحاذية لميانمار
    if not allowed and cue.form == "verb" and _authorities(text, cue.last):
        allowed = _grounds(said, cue)[-1:]  # حلقت الطائرة فوق فنزويلا، ثم رفضت السلطات
    if not allowed and text.has(cue.first - 1, "negation.nominal") and text.norm(cue.first).endswith(("ها", "ه")):
        allowed = [m for m in said.inside if said.around[m].last <= cue.first and said.kind(m) != "demonym"][-1:]
    return allowed or spoken_in(said, cue) or spoken_before(said, cue) or continued(said, cue)


def _nearest(said: Sentence, cue: Cue, actors: list[int], left: int) -> list[Filled]:
    """Which of the names before the cue act: the nearest, if what stands between does not tell otherwise."""
    text, last = said.text, said.around[actors[-1]].last
    that = (i for i in range(last, cue.first) if text.has(i, "that") and text.has(i + 1, "demonstratives"))
    if (cue.form == "noun" or cue.event.over) and any(that):
        return []  # تقول لندن إن ذلك يعني رفض استقبالهم
    if any(text.has(i, "she") for i in (cue.first - 1, cue.first - 2)):
        actors = [m for m in actors if not _masculine(said, m)] or actors
    nearest = actors[-1]
    if any(text.has(i, "own_state") for i in (cue.first - 1, cue.first - 2)):
        return _speaker(said, cue, actors)
    if "own_state" in text.between(said.around[nearest].last, cue.first):
        return [Filled(nearest, "who", 0.75)]  # حضره ضباط أميركيون وقنصل إثيوبي قال إن حكومته تحتاج
    return _neither(said, nearest) or listed(said, nearest, "who", 0.8 if said.around[nearest].first >= left else 0.7)


def _masculine(said: Sentence, mention: int) -> bool:
    """Whether a nationality is that of somebody whom «she» does not mean: أبلغت باريس القضاء العراقي، وهي ترفض."""
    return said.kind(mention) == "demonym" and said.text.norm(said.around[mention].first).endswith("ي")


def _the_first(said: Sentence, cue: Cue) -> list[Filled]:
    """The state that is told to be the first or the last to act: باتت قرغيزستان أحدث دولة تستعيد، من أوائل من أعادوا."""
    text, noun = said.text, cue.first - 1
    if cue.form != "verb" or not (text.head(noun) == "country" or text.has(noun, "prepositions.partitive")):
        return []
    rank = next((i for i in (noun - 1, noun - 2) if text.has(i, "superlatives") or text.has(i, "ordinals")), -1)
    last = said.before(rank) if rank >= 0 else -1
    if last < 0 or rank - said.around[last].last > 1 or not _free(said, cue, last):
        return []
    return [Filled(last, "who", 0.8)]


def _neither(said: Sentence, mention: int) -> list[Filled]:
    """The states of which each is denied to act: لا كوبا ولا لاوس ولا فيتنام تستعيد أحدا."""
    found: list[Filled] = []
    while mention in said.inside and said.around[mention].marker == "except":
        if said.text.norm(said.around[mention].start).lstrip("وف") != "لا":
            break
        found.append(Filled(mention, "who", 0.8))
        mention -= 1
    return found


def _feared(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """The land of which others fear or say in its relative clause what becomes of it: الذي تخشى باراغواي أن يغدو ملاذا."""
    text = said.text
    if not text.has(left, "relative.subject"):
        return []
    if "that" not in text.between(max(left, cue.first - BECOMES), cue.first):
        return []
    return relative(said, cue, "relative.subject", "who", left + 1)


def _free(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a name may be who acts, as far as its own phrase tells: governed by nothing, and no mere nationality."""
    text, phrase = said.text, said.around[mention]
    left_out = phrase.marker == "except" and not (cue.negated and text.norm(phrase.start).lstrip("وف") == "لا")
    if left_out or text.has(phrase.start - 1, "adjoining.seat") or text.has(phrase.start - 1, "likeness"):
        return False
    if text.has(phrase.start - 1, "organisations.gatherings"):
        return False  # وكانت قمة نواكشوط قد شهدت خلافا
    if text.lexicon.slots.get(phrase.marker, "") not in ("", "held_by"):
        if not (seated(said, mention) or even(said, mention)):
            return False
    if said.kind(mention) == "demonym":
        if text.has(phrase.first - 1, "persons"):
            return False
        land = cue.event.grain == "area" and grounded(said, phrase)  # الأراضي الصومالية ما زالت مرتعا
        if not (phrase.office or land or cue.event.own and polity(said, mention)):
            return False
    return not (
        _dateline(said, mention)
        or (cue.event.over or cue.event.talks)
        and _aside(said, mention)
        or _owner(said, mention)
    )


def _aside(said: Sentence, mention: int) -> bool:
    """Whether a name only says where something is, with no preposition: المحتجزة شمال شرقي سوريا."""
    phrase = said.around[mention]
    if said.text.finite(phrase.start - 1):
        return False  # عادت شوارع فريتاون إلى الهدوء
    return not phrase.marker and phrase.start < phrase.first and said.text.has(phrase.start, "directions")


def _quoted(text: Text, first: int, last: int) -> bool:
    """Whether another begins to speak there, of whom what follows is said."""
    return any(text.quotes(i) for i in range(first, last))


def _of_others(said: Sentence, cue: Cue) -> bool:
    """Whether somebody quoted speaks of others: يقول الوزير البنغلاديشي: «لم يستقبلوا أحدا»، «لا يريدون استعادتهم»."""
    verb = cue.first if cue.form == "verb" else cue.first - 1
    quoted = said.text.norm(verb).endswith(THEY) and range(said.first, verb)
    return any(said.text.stream[i].raw in ":«" for i in quoted or ())


def _of_people(said: Sentence, cue: Cue) -> bool:
    """Whether people or nameless states are told of: من يُرحّل قسرا, جيرانها يرحّلون, رعاياها كانوا يعيشون في محيط غوما."""
    if cue.form != "verb":
        return False
    if said.text.has(cue.first - 1, "prepositions.partitive") or _by_neighbours(said.text, cue.first, cue.last):
        return True
    return cue.event.grain == "area" and said.text.norm(cue.first).endswith(("ون", "وا"))


def _other(text: Text, after: int) -> bool:
    """Whether another body than a state stands behind the verb as who acts: رحّلت السلطات الكردية."""
    if text.has(after, "titles") and text.norm(after).startswith("ال") and not text.has(after, "titles.private"):
        return True  # أجرى المستشار
    if text.has(after, "governments") and text.has(after + 1, "anaphora.there"):
        return True  # بعدما رفضت السلطات هناك
    if text.has(after, "organisations") and not text.has(after, "organisations.state_arms"):
        return text.norm(after).startswith("ال")  # تشترط الحركة
    body = text.has(after, "governments") or text.has(after, "organisations")
    described = text.norm(after + 1).startswith("ال") and text.norm(after + 1).endswith(("ي", "ه"))
    return body and text.norm(after).startswith("ال") and described  # but not رفضت السلطات السماح


def _own_noun(said: Sentence, verb: int) -> bool:
    """Whether a noun that is no state stands before the verb as who acts: قالت إن النظام لم يعد أحدا."""
    text = said.text
    noun = verb - 1 - text.has(verb - 1, "negation")
    named = text.has(noun - 1, "that") and text.norm(noun).startswith("ال")
    named = named and not any(said.around[m].last == noun + 1 for m in said.inside)
    return named and not any(c.startswith(("governments", "anaphora")) for c in text.classes[noun])


def _unnamed(said: Sentence, verb: int) -> bool:
    """Whether states without a name act: أعادت بلجيكا أطفالها، فإن دولا أخرى ما زالت تتمنع."""
    near = range(max(said.first, verb - UNNAMED), verb)
    at = next((i for i in near if said.text.has(i, "group.members") and said.text.has(i + 1, "others")), verb)
    return at < verb and not any(at < said.around[m].last <= verb for m in said.inside)


def _by_neighbours(text: Text, verb: int, after: int) -> bool:
    """Whether other states act than who is named: إن جيرانها يرحّلون اللاجئين، سترحّلهم الدولة المضيفة."""
    if text.has(verb - 1, "other_states") or text.has(after, "other_states"):
        return True
    return text.head(after) == "country" and text.has(after + 1, "other_states.nearby")


def _speaker(said: Sentence, cue: Cue, actors: list[int]) -> list[Filled]:
    """Who says of his own country what it did: التقى الإيطالي نظيره الجزائري، وقال إن بلاده طردت."""
    said_at = next((i for i in range(cue.first - 1, said.first, -1) if said.text.lexicon.speaks(said.text.norm(i))), 0)
    beside = [m for m in actors if said.around[m].start > said_at]
    if "latter" in said.text.between(said_at + 1, cue.first):
        beside = [m for m in said.inside if said.around[m].office and said.around[m].last <= said_at][-1:]
    return [Filled(beside[0] if beside else actors[0], "who", 0.75)]


def passive(text: Text, index: int) -> bool:
    """Whether a verb of the past tense is passive, by its form or a written vowel: أعيد، رُحّلوا."""
    norm, raw = text.norm(index), text.stream[index].raw
    if norm[0] in "وف":
        norm, raw = norm[1:], raw[1:]
    if raw[1:2] == "\u064f" and raw[0] not in "يت":
        return True
    if norm[0] == "ا" and norm.endswith("يت"):
        return True  # أُلغيت
    norm = norm.removesuffix("ت").removesuffix("وا")
    return 3 < len(norm) < 7 and norm[0] == "ا" and norm[-2] == "ي"


def _authorities(text: Text, index: int) -> bool:
    """Whether a state's organs are named without the state: السلطات، الحكومة."""
    return text.has(index, "governments") and text.norm(index).startswith("ال")


def _described(text: Text, verb: int) -> bool:
    """Whether a verb only describes the noun right before it, which has no article: جمعية تمثل عائلات."""
    noun = text.before(verb)
    if noun < 0 or text.norm(verb)[:1] not in "تي":
        return False
    return text.stream[noun].raw.endswith(("ة", "ات")) and not text.norm(noun).lstrip("وفبكل").startswith("ال")


def _grounds(said: Sentence, cue: Cue) -> list[int]:
    """The states in which or to which something goes on before the cue."""
    return [
        m
        for m in said.inside
        if said.around[m].last <= cue.first
        and said.kind(m) == "toponym"
        and said.text.lexicon.slots.get(said.around[m].marker) in ("where", "to")
        and said.state(m)
    ]


def _pronoun(said: Sentence, cue: Cue) -> list[Filled]:
    """The state that a pronoun right before the cue stands for: أما كندا … فإنها تمتنع."""
    near = range(max(said.first, cue.first - 8), cue.first)
    at = next((i for i in near if said.text.has(i, "relative.pronoun")), -1)
    states = [
        m
        for m in said.inside
        if said.around[m].last <= at and (p := said.place(m)) and (p.kind == "country" or sits(said, m, p))
    ]
    states = [m for m in states if not _quoted(said.text, said.around[m].last, at)]
    free = [m for m in states if (not said.around[m].marker or seated(said, m)) and said.kind(m) != "demonym"]
    chosen = free or [m for m in states if said.kind(m) != "demonym"]
    return listed(said, chosen[-1], "who", 0.75) if chosen else []


def _dateline(said: Sentence, mention: int) -> bool:
    """Whether the name only tells where the report was written: كابل - قُتل …"""
    phrase = said.around[mention]
    after = phrase.last
    return phrase.first == said.first and after < said.last and said.text.stream[after].raw in "-–—(:/"


def _owner(said: Sentence, mention: int) -> bool:
    """Whether the name only says whose somebody is, deep in a phrase: من أقرب حلفاء الولايات المتحدة."""
    phrase = said.around[mention]
    before = said.text.before(phrase.start)
    plain = before > said.first and not said.text.classes[before] and not said.text.norm(before).endswith("ت")
    return phrase.office and phrase.joined < 0 and said.kind(mention) == "toponym" and plain
