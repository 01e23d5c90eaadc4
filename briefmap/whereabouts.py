"""Where something happened when its own clause names no place: the clause before, a relative one, a ruler, the dateline."""

from __future__ import annotations

from briefmap.clauses import TIED, Filled, Sentence, listed
from briefmap.cues import Cue
from briefmap.profiles import Giving
from briefmap.relatives import resumes, struck
from briefmap.text import Text

__all__ = [
    "apposed",
    "because",
    "carried_on",
    "going_on",
    "in_the_wake",
    "struck_first",
    "told_by",
    "when",
    "written",
]

THEY = ("وا", "ون")  # how verbs end whose people were named before
IT = ("ها", "ه", "هم", "هما")  # what it is done to, stuck to the verb
APPOSED = 9  # words from «which is» to what is told of the land
APPOSED_SLOTS = ("who", "object", "where", "of", "on")
TOLD = 8  # words from a ruler to what he tells of
STRICKEN = 6  # words from what comes of a deed to where that is
CARRIED = 3  # words between where they went and what they did there
NEAR = 9  # words behind a meeting that may still say where it was


def struck_first(said: Sentence, cue: Cue) -> list[Filled]:
    """The town that stands before the verb of what is done to it: كانت قاعدة العديد قد استُهدفت."""
    text = said.text
    if text.norm(cue.first)[0] in "وف":
        return []
    verb = cue.first
    while text.has(verb - 1, "aspect") or text.has(verb - 1, "aspect.being"):
        verb -= 1
    at = said.before(verb)
    if not struck(said, cue, at):
        return []
    phrase = said.around[at]
    free = phrase.last == verb and not phrase.marker and not phrase.office
    return [Filled(at, "object", 0.75)] if free else []


def apposed(said: Sentence, cue: Cue) -> list[Filled]:
    """The land of which «which is a land that …» tells: في مينداناو، وهي جزيرة تنشط فيها جماعات متشددة."""
    text = said.text
    if "copula" not in text.present:
        return []
    back = range(cue.first - 1, max(said.first, cue.first - APPOSED), -1)
    at = next((i for i in back if text.has(i, "copula")), -1)
    if at < 0 or not (text.head(at + 1) or text.has(at + 1, "directions")):
        return []
    mention, comma = said.before(at), text.comma(at - 1)
    if mention < 0 or said.around[mention].last != at - comma or said.kind(mention) != "toponym":
        return []
    if any(text.comma(i) for i in range(at, cue.first)):
        return []
    place = said.place(mention)
    slot = next((s for s in APPOSED_SLOTS if place and _takes(cue.event.slots.get(s, {}), place.kind)), "")
    return [Filled(mention, slot, 0.8)] if slot else []


def _takes(giving: Giving, kind: str) -> bool:
    """Whether a slot gives a place of the kind any role."""
    return bool(giving.get(kind) or giving.get(""))


def carried_on(said: Sentence, cue: Cue) -> list[Filled]:
    """Where they went who do it, in the clause before: دخل مسلحون بلدة سولهان وقتلوا من صادفوه."""
    text = said.text
    held = cue.event.grain == "tied" and text.norm(cue.first).endswith(THEY)  # رُحّلوا إلى بنما واحتُجزوا في فندق
    if not (held or cue.event.grain == "finest") or cue.form != "verb" or text.norm(cue.first)[0] not in "وف":
        return []
    at = _last_place(said, cue.first)
    if at < 0:
        return []
    phrase = said.around[at]
    went = text.lexicon.slots.get(phrase.marker) == "to" if phrase.marker else phrase.head == "city"
    parted = any(text.has(i, "that") or text.has(i, "clause") for i in range(phrase.last, cue.first))
    if not went or parted or cue.first - phrase.last > CARRIED or (p := said.place(at)) is None:
        return []
    if p.kind != "city" and not (held and p.kind in ("site", "country")):
        return []
    return [Filled(at, "where", 0.7)]


def told_by(said: Sentence, cue: Cue) -> list[Filled]:
    """The province or town whose ruler tells of what happened: أعلن حاكم بيلغورود مقتل مزارع."""
    if cue.form == "noun" and said.text.norm(cue.first).lstrip("وفبل").startswith("ال"):
        return []  # ندد عمدة باريس بالهجوم
    for mention in reversed(said.inside):
        phrase = said.around[mention]
        if cue.first - phrase.last > TOLD:
            break
        if phrase.last <= cue.first and said.kind(mention) == "toponym" and said.text.has(phrase.start, "rulers"):
            return [Filled(mention, "where", 0.7)]
    return []


def when(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """Where it happened, when only the clause before says so: تجدد التوتر في طرابلس حين اشتبكت قوتان."""
    text = said.text
    if not text.has(left, "goes_on") or text.has(left, "relative.subject"):
        return []
    they = cue.form == "verb" and text.norm(cue.first).endswith(IT)  # راسية في أوديسا لما أصابتها مسيّرة
    if not they and not any(c.last <= left and c.event.grain in ("area", "finest") for c in said.cues):
        return []  # كان في باريس حين قُتل والده
    at = said.before(left)
    if at < 0 or said.kind(at) != "toponym" or left - said.around[at].last > TIED:
        return []
    return [Filled(at, "where", 0.7)] if said.within(at) and said.spot(at) else []


def written(said: Sentence, cue: Cue) -> list[Filled]:
    """The town of the dateline, where no other is named near the cue: أبوجا - اتفق قادة … في ختام قمتهم."""
    text, home = said.text, said.home
    if home < 0 or "that" in text.between(said.first, cue.first):
        return []  # كراكاس - أعلن الرئيس أن وفدا سيشارك في القمة
    # those who meet in a town may speak of a state: لبحث الوضع في أفغانستان
    near = [said.around[m] for m in said.inside if said.kind(m) == "toponym" and not said.state(m)]
    near = [phrase for phrase in near if phrase.start - cue.last < NEAR]
    elsewhere = (text.lexicon.slots.get(phrase.marker) == "where" for phrase in near)
    return [] if any(elsewhere) else [Filled(home, "where", 0.65)]


def in_the_wake(said: Sentence, cue: Cue, left: int) -> list[Filled]:
    """The town where something comes of a deed that has no place of its own: أُغلقت المدارس في كويتا إثر هجوم."""
    text = said.text
    wake = text.has(cue.first - 1, "apart") or text.has(cue.first - 1, "cause")
    wake = wake and not text.has(cue.first - 1, "apart.before")
    if cue.form != "noun" or not wake or text.norm(cue.first).startswith("ال"):
        return []
    at = _last_place(said, cue.first - 1)
    if at < 0 or cue.first - 1 - said.around[at].last > 1 or not said.spot(at):
        return []
    phrase = said.around[at]
    verbs = range(max(left, phrase.start - STRICKEN), phrase.start)
    slot = "from" if phrase.marker == "عن" else text.lexicon.slots.get(phrase.marker, "")  # انقطعت الكهرباء عن أوديسا
    verb = {"where": "stricken", "from": "stricken.left"}.get(slot, "")
    met = any(c.event.talks and c.first < phrase.start for c in said.cues)
    stricken = bool(verb) and not met and any(text.has(i, verb) for i in verbs)
    return [Filled(at, "where", 0.7)] if stricken else []


def _last_place(said: Sentence, token: int) -> int:
    """The last name before the token, if it is that of a place and not of its officials, or -1."""
    at = said.before(token)
    return at if at >= 0 and said.kind(at) == "toponym" and not said.around[at].office else -1


def because(said: Sentence, cue: Cue) -> list[Filled]:
    """Where it came to what the cue is the cause of: أُجبروا على ترك منازلهم في الإقليم، على أثر سلسلة هجمات."""
    text = said.text
    if "where" not in cue.event.slots or "cause" not in text.between(max(0, cue.first - 3), cue.first):
        return []
    if any(c.event.talks for c in said.cues):
        return []  # يجتمعون في عمّان في ظل تصاعد القتال
    at = said.before(cue.first - 1)
    while at in said.inside and (said.place(at) is None or not _setting(said, cue, at)):
        at -= 1
    if at not in said.inside or said.kind(at) != "toponym" or said.around[at].office:
        return []
    if "that" in text.between(said.around[at].last, cue.first):
        return []
    return listed(said, at, "where", 0.7)


def _setting(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a clause tells of what is in the place, or of people who leave it: غادرت المنظمات إقليم إيتوري."""
    phrase = said.around[mention]
    left = not phrase.marker and phrase.head == "admin" and cue.event.grain == "area"
    return left or said.slot(mention, cue.event) in ("where", "from")


def going_on(said: Sentence, cue: Cue, right: int) -> list[Filled]:
    """Where it happened, when only the next clause says so: لقوا حتفهم عندما انهار السقف في كيتو."""
    if right >= said.last or not said.text.has(right, "goes_on") or "where" not in cue.event.slots:
        return []
    taken_up = said.text.has(right, "relative.subject") and right - cue.last <= 2  # التمرد الماوي الذي ينحسر إلى
    verbal = cue.form == "verb" and cue.event.grain == "finest" and said.text.has(right, "relative.subject")
    if verbal and said.text.norm(right + 1)[:1] not in ("ي", "ت"):
        return []  # قُتل زعيم الجماعة الذي ولد في حلب: it tells of him
    if cue.event.talks or cue.event.grain != "finest" and not (taken_up and cue.event.grain == "area"):
        return []
    if said.text.has(right, "relative.subject") and (right - cue.last > TIED or _another(said.text, cue, right)):
        return []
    if said.text.has(cue.first - 1, "demonstratives") or said.text.has(right - 1, "copula"):
        return []
    end = min(b for b in said.breaks if b > right)
    others = [c for c in said.cues if right < c.first < end and c.event.id != cue.event.id]
    finest = cue.event.grain == "finest"  # تبنت الهجوم جماعة تنشط في موزمبيق
    others = [c for c in others if c.event.grain != "area" or finest and c.form == "verb"]
    told = [c.first for c in others if "where" in c.event.slots and not (taken_up and resumes(said.text, c))]
    end = min([end, *told])  # the place of what is told next is its own
    for mention in said.inside:
        phrase = said.around[mention]
        slot = said.slot(mention, cue.event)
        fits = slot == "where" or taken_up and slot in ("to", "on") and slot in cue.event.slots
        if right < phrase.first < end and fits and said.kind(mention) == "toponym":
            return [Filled(mention, "where", 0.7)] if not phrase.office else []
    return []


def _another(text: Text, cue: Cue, right: int) -> bool:
    """Whether a relative word takes up another noun than a known deed: في الغارة زعيم الجماعة الذي ولد في حلب."""
    known = cue.form == "noun" and cue.event.grain == "finest" and text.norm(cue.first).lstrip("وفبل").startswith("ال")
    return known and any(text.word(i) and not text.norm(i).startswith("ال") for i in range(cue.last, right))
