"""Whether a capital's name stands for the government that sits there: it acts, or its officials are named."""

from __future__ import annotations

from briefmap.inflection import stems
from briefmap.matching import Match
from briefmap.text import Text

__all__ = ["acts", "governed_by_verb"]

INSET = 9  # tokens that two commas may set in between a capital and its verb


def acts(text: Text, m: Match, before: int, after: int, at: dict[int, Match]) -> bool:
    """Whether a capital stands for its government: it acts, or its officials, forces or decisions are named."""
    if after < 0 and m.last < len(text.stream) and text.stream[m.last].raw in "«“":
        after = m.last + 1  # إن بغداد «لا تقبل»
    if after < 0:
        after = _past_inset(text, m.last)
    before = _past_adverbs(text, before)
    while text.has(after, "relative.subject") or text.has(after, "aspect"):
        after = text.after(after)  # الرباط التي استعادت، أما لندن فقد أسقطت
    if text.has(after, "verbs.receiving") or text.has(after, "verbs.guests") and text.has(after + 1, "governments"):
        return False  # تستعد سمرقند لاستضافة القمة
    if _convokes(text, m, before, after):
        return False
    if text.has(before, "prepositions.partitive") and _each(text, text.before(before)):
        before = text.before(text.before(before))  # أوفدت كل من الرياض والقاهرة
    if m.prefix[-1:] == "ل" and text.has(after, "that"):
        return True  # سبق لواشنطن أن استردت
    comma = text.comma(m.last)
    if text.has(m.last + comma, "relative.subject") and text.has(m.last + comma + 1, "verbs.representing"):
        return True  # مدريد، التي مثلها سفيرها
    told = _told_before(text, m, before, after, at) if before >= 0 else None
    if told is not None:
        return told
    if text.has(after, "stances") and text.norm(after)[0] == "ب":
        return True  # تتهم العائلات روما بالتباطؤ
    if text.has(after, "negation") or text.has(after, "whatever") and text.has(after + 1, "still"):
        return not text.lexicon.hosts(text.norm(after + 1))  # لندن ما زالت مترددة
    return after >= 0 and after not in at and _verb(text, after)


def _told_before(text: Text, m: Match, before: int, after: int, at: dict[int, Match]) -> bool | None:
    """Whether the word before a capital tells that it stands for its government, or for none; None where it tells neither."""
    if text.has(before, "prepositions.between"):
        return not (_beside_a_town(m, at) or _travelled(text, before))
    if text.has(before, "directions") or text.has(before, "capital_of"):
        return False
    if text.has(before, "prepositions"):
        return text.has(before, "prepositions.dealing") or _spoken_for(text, before)
    if _stance(text, before) and not text.norm(before).startswith("ال"):
        return True
    if _visited(text, before):
        return False
    if text.has(before, "governments") and not text.has(before, "belongings"):
        return True
    if text.has(after + (text.norm(after) == "هي"), "candidates"):
        return False  # كانت ريغا هي المدينة المقترحة
    lexicon, verbs = text.lexicon, (text.norm(before), text.norm(after))
    if verbs[1] in lexicon.life or any(lexicon.hosts(verb) or lexicon.lives(verb) for verb in verbs):
        return False  # كانت لواندا ستستضيفها، كانت مانيلا قد تعرضت لهجوم
    if _verb(text, before):
        return True
    if text.has(before, "organisations") or text.has(before, "belongings"):
        return False  # اتفاق فيينا، مفاوضات الدوحة
    return None


def _spoken_for(text: Text, preposition: int) -> bool:
    """Whether officials or decisions of a capital are named before «from»: وفد من كابل، مندوب عن كابل."""
    ruler = text.before(preposition) if text.has(preposition, "prepositions.apart") else -1
    if text.has(ruler, "belongings"):
        return False  # تنتقل المفاوضات من القاهرة
    titled = text.has(ruler, "titles") and text.norm(ruler).startswith("ال")  # أعلن الرئيس من كيتو
    return not titled and ruler >= 0 and (text.has(ruler, "governments") or _stance(text, ruler))


def governed_by_verb(text: Text, m: Match) -> bool:
    """Whether a state acts by the verb right before it, and is no place that it visits: رعت قطر والقاهرة, not زارت قطر والقاهرة."""
    before = text.before(m.first)
    lexicon, verb = text.lexicon, text.norm(before)
    if before < 0 or m.prefix or lexicon.visits(verb) or lexicon.lives(verb) or lexicon.strikes(verb):
        return False
    return _verb(text, before)


def _convokes(text: Text, m: Match, before: int, after: int) -> bool:
    """Whether a town is where a sitting is, that it receives: قمة إقليمية تستقبلها كينغستون، نظمت لومي مؤتمرا."""
    if text.has(before, "verbs.convoking"):
        return any(text.has(i, "verbs.sittings") for i in (before - 2, before - 1, m.last))
    return text.has(after, "verbs.convoking") and text.has(after + 1, "verbs.sittings")


def _past_adverbs(text: Text, before: int) -> int:
    """The verb before what may stand between it and who acts, or the word itself: أعادت فيها فيينا، ترفض حتى اليوم روما."""
    at = before
    while at >= 0:
        if text.has(at, "adverbial"):
            at = text.before(at)
        elif text.has(at, "adverbial.closing") and text.has(text.before(at), "prepositions"):
            at = text.before(text.before(at))
        else:
            break
    return at if at != before and at >= 0 and _verb(text, at) else before


def _past_inset(text: Text, comma: int) -> int:
    """The word behind what two commas set in right behind a name, or -1: أكرا، بدورها، أعادت."""
    end = min(comma + INSET, len(text.stream))
    if comma >= end or text.stream[comma].raw not in "،,":
        return -1
    closed = next((i for i in range(comma + 2, end) if text.comma(i)), -1)
    return text.after(closed) if closed > 0 else -1


def _visited(text: Text, before: int) -> bool:
    """Whether a capital is where somebody goes, who has a name behind him no more: زار الوزير كابل، زار قائد الجيش باماكو."""
    if not text.norm(before).startswith("ال") or text.has(before, "prepositions"):
        return False
    at = text.before(before)
    return text.lexicon.visits(text.norm(at)) or text.lexicon.visits(text.norm(text.before(at)))


def _each(text: Text, index: int) -> bool:
    """Whether a word counts the states that follow «of»: كل من، كلا من."""
    return text.has(index, "each") or text.has(index, "quantity")


def _stance(text: Text, index: int) -> bool:
    """Whether a noun is what a government does: موافقة، وساطة."""
    return text.has(index, "stances") or text.lexicon.sponsoring(text.norm(index))


def _beside_a_town(m: Match, at: dict[int, Match]) -> bool:
    """Whether «and» joins a capital to a town that governs nothing: بين صنعاء ومأرب."""
    other = at.get(m.last)
    return other is not None and other.prefix == "و" and other.best.kind != "country" and other.best.feature != "PPLC"


def _travelled(text: Text, between: int) -> bool:
    """Whether what lies or goes between two towns is told of, an adjective behind it: الرحلات الجوية بين لاباز وليما."""
    way, word = text.lexicon.way, text.norm(between - 1)
    described = word.startswith("ال") or word.endswith(("ه", "ي"))
    return way(word) or described and way(text.norm(between - 2))


def _verb(text: Text, index: int) -> bool:
    """Whether a word is a verb of acting, listed or by its feminine form (…ت before, ت… behind a capital)."""
    word = text.norm(index)
    if text.has(index, "verbs.not_verbs") or word.startswith("ال") or text.has(index, "prepositions"):
        return False
    if text.lexicon.hosts(word):
        return False  # what a city does as a place: استضافت، تشهد، تكون
    if len(word) > 3 and word.startswith(("ت", "وت")) and text.stream[index].raw[-1] in "أئ":
        return True  # تتلكأ
    bare = word[1:] if len(word) > 4 and word[0] in "وف" else word
    if text.has(index, "verbs.actions"):
        return True
    own = next((s for s in stems(word) if s != word and len(s) > 3 and s[0] == "و" and s.endswith("ت")), "")
    if own and not own.endswith("ات"):
        return True  # وصفته
    bare = next((s for s in stems(bare) if s.endswith("ت")), bare)  # أجلتهم
    raw = text.stream[index].raw
    if len(bare) > 3 and bare.endswith("ت") and (not bare.endswith("ات") or raw.endswith("أت")):
        return True
    if len(bare) == 3 and bare.startswith("ت") and text.has(index - 1, "negation.verbal"):
        return True  # لم ترد نيروبي
    if not bare.startswith(("ت", "ست")) or len(bare) < 4:
        return False
    if len(bare) > 4 and (raw.endswith("ه") or bare.endswith("ها")):
        return True  # اجتماع ترعاه أنقرة
    return not bare.endswith(("ه", "ات", "ا", "يل", "ين"))
