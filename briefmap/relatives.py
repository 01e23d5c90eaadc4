"""The name that a relative word or the pronoun of its clause takes up."""

from __future__ import annotations

from bisect import bisect_right

from briefmap.clauses import Filled, Sentence, end_of, listed, state_beside, tied
from briefmap.cues import Cue
from briefmap.phrases import Phrase
from briefmap.text import Text

__all__ = ["relative", "resumes", "struck", "suffered", "taken_up", "taken_up_later"]

BACK = 4  # words from a relative word to its verb
CLAUSE = 8  # tokens from «where» to what happened there
ONE_OF = 6  # words from a town to the province of whose towns it is one
RENAMED = 3  # words more between a land and its relative word, where a noun renames it or «and» joins the clause
LATER = 12  # words between a state and what its relative clause tells later
FLED = 4  # words between a town that people left and the verb of who took it
ITS = 6  # words behind a verb among which a pronoun takes up what its relative clause is about


def relative(said: Sentence, cue: Cue, word: str, slot: str, verb: int = 0) -> list[Filled]:
    """The name that a relative word right before the cue, or before another verb of its clause, takes up: كوسوفو التي أعادت،
    الرقة حيث يُحتجز."""
    at = _relative_word(said, cue, word, verb or cue.first)
    if at < 0 or word == "relative.place" and said.text.has(at - 1, "prepositions.partitive"):
        return []  # الأعلى نسبة من حيث عدد المقاتلين
    text, area, end = said.text, cue.event.grain == "area", at
    for mention in reversed(said.inside):
        phrase = said.around[mention]
        if phrase.last > at or said.kind(mention) == "demonym" and not _takes_up(phrase, slot):
            continue  # زوجين بريطانيين … حيث اعتُقلا
        parted, opens = text.comma(phrase.last) or text.norm(at).startswith("و"), said.opening(mention).start
        if area and parted and text.has(opens - 1, "adjoining"):
            end = opens - 1  # في محافظة سيستان المتاخمة لباكستان، التي باتت
            continue
        if "that" in text.between(phrase.last, at):
            return []  # قالت كوبا إن القمة التي عقدت
        if slot == "where" and text.lexicon.slots.get(phrase.marker) == "with":
            continue  # في ناراثيوات قرب الحدود مع ماليزيا، حيث
        if slot == "from" and at > phrase.last and not text.comma(phrase.last):
            return []  # تكساس، وهي الولاية التي تقلع منها, but not كابول لا القرى التي خرجوا منها
        if slot == "where" and mention - 1 in said.inside and text.head(phrase.start) == "capital" and not area:
            mention -= 1  # في الأبيض، عاصمة ولاية شمال كردفان، حيث
        if not said.place(mention) or end - phrase.last > _near(text, cue, phrase, slot, at):
            return []
        if slot == "where":
            return listed(said, mention, slot, 0.8) + _inner(said, mention)
        found = listed(said, mention, slot, 0.8)
        one = slot == "who" and text.has(at, "relative.singular") and (len(found) == 2 or area)
        return found[:1] if one else found  # بين فرنسا والجزائر التي ردّت: of two the last
    return []


def _relative_word(said: Sentence, cue: Cue, word: str, verb: int) -> int:
    """The relative word close before a verb, or «where» at the head of its clause, or -1."""
    near = range(verb - 1, max(said.first, verb - BACK) - 1, -1)
    at = next((i for i in near if said.text.has(i, word)), -1)
    if at >= 0 or word != "relative.place" or cue.event.talks:
        return at
    left = said.breaks[bisect_right(said.breaks, cue.first) - 1]
    held = cue.event.grain == "tied"  # نواكشوط، حيث حُشر المئات في مستودع حُوّل مركز احتجاز
    whole = held or cue.event.grain == "finest" and _whole(said.text, left, cue.first)
    return left if whole and said.text.has(left, word) else -1


def _near(text: Text, cue: Cue, phrase: Phrase, slot: str, at: int) -> int:
    """How far a name may stand from its relative word: قلق اليابان من الاجتماع الذي عقد, but من الدول القليلة التي."""
    if slot == "where":
        return 8
    among = text.has(phrase.last, "prepositions.partitive") and text.head(phrase.last + 1) == "country"
    near = 4 if among or slot == "from" else 2
    return _related(text, phrase.last, at, near) if cue.event.grain == "area" and slot == "who" else near


def _inner(said: Sentence, mention: int) -> list[Filled]:
    """The places that lie in one, right before it: ولاية سينالوا في غرب المكسيك، حيث يحتدم الصراع."""
    found: list[Filled] = []
    inner = mention - 1
    while inner in said.inside and (tied(said, inner, inner + 1) or _one_of(said, inner, inner + 1)):
        found.append(Filled(inner, "where", 0.7))
        inner -= 1
    return found


def _takes_up(phrase: Phrase, slot: str) -> bool:
    """Whether a relative word may take up a nationality: العاصمة الصومالية حيث, or who acts, of officials."""
    return phrase.head == "capital" or slot != "where" and phrase.office


def _one_of(said: Sentence, mention: int, whole: int) -> bool:
    """Whether a place is told to be one of several of the next: ماكوميا، إحدى بلدات محافظة كابو ديلغادو، حيث."""
    text, last = said.text, said.around[mention].last
    near = text.comma(last) and text.has(last + 1, "superlatives") and said.around[whole].first - last <= ONE_OF
    place, land = said.place(mention), said.place(whole)
    return near and place is not None and land is not None and place.iso2 == land.iso2


def _related(text: Text, first: int, at: int, near: int) -> int:
    """How far behind a land its relative word may stand: دارفور، الإقليم الشاسع الذي; الواقعة وسط البلاد والتي."""
    renamed = text.comma(first) and any(name.startswith("anaphora.") for name in text.classes[first + 1])
    return near + RENAMED if renamed or text.norm(at).startswith("و") else near


def _whole(text: Text, first: int, last: int) -> bool:
    """Whether a clause still goes on at its cue, but for an aside: في كوارا، حيث تبنت الجماعة، للمرة الأولى، قتل جندي."""
    return last - first <= CLAUSE and sum(text.comma(i) for i in range(first, last)) in (0, 2)


def taken_up_later(said: Sentence, cue: Cue) -> list[Filled]:
    """The state that a relative word takes up whose clause goes on with the verb: كوسوفو التي كانت رائدة حين أعادت."""
    opens = said.text.has(cue.first - 1, "goes_on") and not said.text.has(cue.first - 1, "relative.subject")
    if cue.form != "verb" or not cue.event.own or not opens:
        return []
    last = said.before(cue.first - 1)
    if last < 0 or cue.first - said.around[last].last > LATER or not said.state(last):
        return []
    after = said.around[last].last
    related = any(said.text.has(i, "relative.singular") for i in (after, after + 1))
    return [Filled(last, "who", 0.75)] if related else []


def taken_up(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """The place that an object pronoun takes up in a relative clause: لاشيو التي كان متمردون قد انتزعوها."""
    if "object" not in cue.event.slots or cue.form != "verb":
        return []
    borne = cue.event.grain == "area" and said.text.has(cue.last, "pronouns.borne")  # الذي تفتك به هجمات
    if not borne and not said.text.norm(cue.first).endswith(("ها", "ه")):
        return []
    relative = said.text.has(left, "relative.subject")
    at = left if relative else cue.first
    mention = said.before(at)
    if (
        mention > 0
        and said.kind(mention) == "demonym"
        and mention - 1 in said.inside
        and state_beside(said, mention - 1)
    ):
        mention -= 1
    if mention >= 0 and relative and _renamed(said.text, said.around[mention].last, at):
        return [Filled(mention, "object", 0.75)]
    near = 1 + (borne or cue.event.grain == "area")
    if mention < 0 or at - end_of(said, mention) > (near if relative else FLED) or said.kind(mention) != "toponym":
        return []
    if not relative and not said.text.has(said.around[mention].start, "prepositions.partitive"):
        return []  # فرّوا من سنجة بعد أن اقتحمتها القوات
    return [Filled(mention, "object", 0.75)]


def _renamed(text: Text, first: int, last: int) -> bool:
    """Whether a noun for what a place is stands between it and what is told of it: الموصل، المدينة التي هزها تفجيران."""
    noun = first + text.comma(first)
    renames = noun < last <= noun + 2 and text.norm(noun).startswith("ال")
    return renames and any(name.startswith("anaphora.") for name in text.classes[noun])


def suffered(said: Sentence, cue: Cue) -> list[Filled]:
    """The town of which a relative clause tells what was done to it or what is its own: حلب التي دمرت غارات أسواقها."""
    at, text = cue.first - 1, said.text
    mention = said.before(at)
    if not text.has(at, "relative.feminine") or not struck(said, cue, mention) or said.around[mention].last != at:
        return []
    its = any(text.norm(i).endswith("ها") for i in range(cue.first, min(cue.last + ITS, said.last)))
    return [Filled(mention, "object", 0.75)] if its else []


def struck(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a verb may tell what was done to a town or site before it; a capital acts: طهران التي قصفت طائراتها."""
    if cue.form != "verb" or cue.event.grain != "finest" or "object" not in cue.event.slots or mention < 0:
        return False
    place = said.place(mention) if said.kind(mention) == "toponym" and said.spot(mention) else None
    return place is not None and place.feature != "PPLC"


def resumes(text: Text, cue: Cue) -> bool:
    """Whether a verb's pronoun takes up the noun before, so that both tell of one thing: هجمات يشنها الحوثيون في."""
    return cue.form == "verb" and text.norm(cue.first).endswith("ها")
