"""Whether a capital is told as the seat of those who govern, or a state as the one named last."""

from __future__ import annotations

from bisect import bisect_left

from briefmap.clauses import Filled, Sentence, listed
from briefmap.cues import Cue
from briefmap.inflection import THEM
from briefmap.model import Place
from briefmap.nationals import home, named_people
from briefmap.phrases import Phrase, opening
from briefmap.text import Text, verbal

__all__ = [
    "continued",
    "even",
    "governs",
    "latter",
    "polity",
    "receives",
    "seated",
    "sits",
    "spoken_before",
    "spoken_in",
    "their_own",
    "we",
]

ACTS = 2  # words between somebody's nationality and the verb of his land
SHORT = 40  # names within which it is still remembered where a report was written
DASHES = "-–—ـ("  # behind the town of a dateline


def sits(said: Sentence, mention: int, place: Place) -> bool:
    """Whether a name is the capital of those who govern: السلطات في داكار."""
    return place.feature == "PPLC" and seated(said, mention)


def seated(said: Sentence, mention: int) -> bool:
    """Whether a name tells where those who govern it sit: السلطات في داكار."""
    text, start = said.text, said.around[mention].start
    if not text.has(start, "prepositions.inside") or not text.norm(start - 1).lstrip("وف").startswith("ال"):
        return False
    described = text.norm(start - 1).endswith(("ي", "يه")) and text.has(start - 2, "seated.described")
    return text.has(start - 1, "seated") or described and text.norm(start - 2).startswith("ال")


def _opens(said: Sentence, mention: int) -> bool:
    """Whether a sentence opens with where it is told: وفي كانبيرا، قال."""
    phrase = said.around[mention]
    return phrase.start - said.first <= 1 and said.text.has(phrase.start, "prepositions.inside")


def _of_his_own(said: Sentence, cue: Cue) -> bool:
    """Whether right before a cue somebody's own state is spoken of: إن حكومته لن."""
    return any(said.text.has(i, "own_state") for i in range(cue.first - 3, cue.first))


def spoken_in(said: Sentence, cue: Cue) -> list[int]:
    """The capital that opens a sentence in which a statesman speaks of his own: وفي كانبيرا، قال إن حكومته لن."""
    opening = [m for m in said.inside[:1] if _opens(said, m) and (p := said.place(m)) and p.feature == "PPLC"]
    return opening if opening and _of_his_own(said, cue) else []


def spoken_before(said: Sentence, cue: Cue) -> list[int]:
    """Whose official the sentence before told of, where one speaks of his own state: وقال الوزير إن بلاده استعادت."""
    if said.inside and said.around[said.inside[0]].last <= cue.first:
        return []
    if not _of_his_own(said, cue):
        return []
    last = min(said.inside, default=len(said.around)) - 1
    while not said.inside and last >= 0 and said.around[last].first >= said.last:
        last -= 1
    while last >= 0 and said.around[last].first >= said.earlier:
        place, official = said.place(last), said.around[last].office or said.kind(last) == "metonym"
        if place and place.kind == "country" and official:
            return [last]
        last -= 1
    return [0] if _written_in(said, 0) and _nobody_else(said, last) else []


def _nobody_else(said: Sentence, last: int) -> bool:
    """Whether no official of another state than that of the dateline is named before: in a report from Vienna many speak."""
    if not (home := said.place(0)) or last > SHORT:
        return False
    officials = [m for m in range(1, last + 1) if said.around[m].office or said.kind(m) == "metonym"]
    return all((p := said.place(m)) is None or p.iso2 == home.iso2 for m in officials)


def _written_in(said: Sentence, mention: int) -> bool:
    """Whether a name is the capital where the report was written, as whose those speak who are named no other's: كراكاس ـ"""
    if mention != 0 or not said.around or said.around[0].first != 0:
        return False
    after = said.around[0].last
    return said.text.stream[after].raw in DASHES and (p := said.place(0)) is not None and p.feature == "PPLC"


def _takes_up_latter(said: Sentence, cue: Cue) -> bool:
    """Whether «the latter» stands right before a verb."""
    return said.text.has(cue.first - 1, "latter") or said.text.has(cue.first - 2, "latter")


def latter(said: Sentence, cue: Cue) -> list[Filled]:
    """Who was named last, where the verb is said of the latter: مؤكدة أن الأخيرة ترفض."""
    if not (cue.form == "verb" or said.text.finite(cue.first)) or not _takes_up_latter(said, cue):
        return []
    named = [m for m in said.inside if said.around[m].last < cue.first and (p := said.place(m)) and _state(p)]
    return [Filled(named[-1], "who", 0.75)] if named else []


def their_own(said: Sentence, cue: Cue) -> list[Filled]:
    """Whose people they are whose own state acts: 43 بحارا من ميانمار … ترفض سلطات بلادهم استقبالهم."""
    text = said.text
    if not (cue.event.own or cue.event.kin):
        return []
    if text.has(cue.last, "anaphora.home") and (native := _native_before(said, cue)) >= 0:
        return [Filled(native, "who", 0.75)]
    beside = [i for i in (cue.last, cue.last + 1, cue.first - 1, cue.first - 2) if i > said.first]
    if cue.form != "verb" and not cue.event.kin:
        beside = [i for i in beside if i < cue.first and text.has(i, "own_state.theirs")]  # قررت حكومتهم إجلاءهم
    lands = (cue.last, cue.first - 1, cue.first - 2) if cue.form == "verb" else ()
    acts = (i for i in lands if i > said.first and _their_land_acts(said, cue, i))
    at = next(acts, next((i for i in beside if _their_state(text, i)), -1))
    if at < 0:
        return []
    behind = (m for m in said.inside if said.around[m].first > at)
    for number in (*reversed(_told(said, at)), *behind):
        if _people(said, number):
            return listed(said, number, "who", 0.75)
    return []


def _native_before(said: Sentence, cue: Cue) -> int:
    """Of which nationality he is, told right before, whose land acts: إيراني لا تقبل بلاده عودته; -1 where not told."""
    near = (m for m in said.inside if cue.first - ACTS <= said.around[m].last <= cue.first)
    return next((m for m in near if said.kind(m) == "demonym" and not said.around[m].office), -1)


def _their_land_acts(said: Sentence, cue: Cue, index: int) -> bool:
    """Whether their land is who acts: ترفض بلادهم، لأن بلدهم لا يريد, but not عادوا إلى بلدهم."""
    text = said.text
    if not text.has(index, "anaphora.home") or not text.norm(index).endswith(THEM):
        return False
    governed = text.classes[index]["anaphora.home"] or text.has(index - 1, "prepositions")
    return index == cue.last or not governed and text.norm(index - 1) not in text.lexicon.slots


def _people(said: Sentence, number: int) -> bool:
    """Whether a name tells whose people somebody is: مئة تونسي، هم ألمانيان ودنماركي، شاب من ميانمار."""
    text, phrase = said.text, said.around[number]
    if said.kind(number) == "toponym":
        person = text.has(phrase.start - 1, "persons") and text.has(phrase.start, "prepositions.partitive")
        return person or text.has(phrase.first - 1, "citizens") or home(said, number)
    listed_too = said.kind(number) == "demonym" and phrase.joined >= 0 and not phrase.office
    return listed_too or named_people(said, number)


def _their_state(text: Text, index: int) -> bool:
    """Whether a word tells of the state of people told of before: حكومتهم، سلطات بلادهم، سفارة بلاده."""
    if text.has(index, "own_state.theirs"):
        return True
    body = index - 1 - text.has(index - 1, "prepositions.partitive")  # وفد من بلادهم
    if not text.has(index, "anaphora.home"):
        return False
    mission = text.has(body, "own_state.missions")
    return mission or text.has(body, "governments") and text.norm(index).endswith(THEM)


def _told(said: Sentence, at: int) -> range:
    """The names of the sentence before and of this one, as far as token `at`."""
    return range(*(bisect_left(said.around, token, key=lambda p: p.first) for token in (said.earlier, at)))


def continued(said: Sentence, cue: Cue) -> list[int]:
    """Who acted in the sentence before, where this one goes on with a verb that names nobody: فقد أعادت آخر 14 منهم."""
    text = said.text
    opens = said.first + text.has(said.first, "aspect")
    if cue.form != "verb" or cue.first != opens or not cue.event.own or text.norm(cue.first)[-1] != "ت":
        return []
    counts = ("numbers", "quantity", "ordinals", "prepositions")  # أعادت جمعية has a subject of its own
    if not (text.stream[cue.last].raw.isdigit() or text.norm(cue.last).endswith("ها")):
        if not any(text.has(cue.last, name) for name in counts):
            return []
    related = (i for i in range(said.earlier, said.first) if text.has(i, "relative.subject") or text.has(i, "that"))
    for number in _told(said, next(related, said.first)):
        phrase, place = said.around[number], said.place(number)
        if not phrase.marker and place and place.kind == "country":
            if phrase.office or said.kind(number) != "demonym" and phrase.joined < 0:
                return [number]
    return []


def _state(place: Place) -> bool:
    """Whether a place is a state or the seat of its government."""
    return place.kind == "country" or place.feature == "PPLC"


def governs(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a capital that acts is told as the seat of those who do: السلطات في داكار؛ وفي كانبيرا، قال إن حكومته."""
    return seated(said, mention) or _opens(said, mention) or _takes_up_latter(said, cue) or _written_in(said, mention)


def even(said: Sentence, mention: int) -> bool:
    """Whether «until» stands first and means «even»: وحتى طاجيكستان رحّلت."""
    phrase = said.around[mention]
    return phrase.marker == "حتي" and phrase.start == said.first and phrase.first == said.first + 1


def polity(said: Sentence, mention: int) -> bool:
    """Whether a nationality is that of the state as such: الدولة البلجيكية."""
    return said.text.has(said.around[mention].first - 1, "polity")


def receives(text: Text, mentions: list[Phrase], number: int, kind: str) -> bool:
    """Whether a name tells of a state that acts, or whose a town is: so that the town's guests are told to be its own."""
    phrase = mentions[number]
    if phrase.office or kind == "metonym":
        return True
    if kind == "demonym":  # في العاصمة العمانية، في مدينة كوكس بازار البنغلادشية
        return phrase.head in ("capital", "city") or number > 0 and phrase.start == mentions[number - 1].last
    phrase = opening(mentions, number)
    before = phrase.start - 1
    if text.has(phrase.start, "prepositions.inside") and text.has(before, "seated"):
        return True  # الحكومة في بنغلاديش
    if text.lexicon.slots.get(phrase.marker) == "with":
        return True  # بدعوة من كوستاريكا
    if phrase.marker or phrase.start < phrase.first:
        return False
    verb = verbal(text.norms[before], text.stream[before].raw) or text.has(before, "verbs.actions")
    return verb or not text.word(before) or text.has(before, "that")


def we(said: Sentence, cue: Cue) -> int:
    """Whose official says of his own state what «we» do, told behind: «لن نستقبل أحدا»، كما قال وزير سويدي; -1 where none."""
    text, word = said.text, said.text.norm(cue.first)
    if not (word.startswith(("ن", "سن")) or word.endswith("نا")):
        return -1
    said_at = next((i for i in range(cue.last, said.last) if text.lexicon.speaks(text.norm(i))), said.last)
    behind = (m for m in said.inside if said.around[m].start > said_at)
    return next((m for m in behind if said.around[m].office and (p := said.place(m)) and p.kind == "country"), -1)
