"""The claims of one cue: which place the sentence gives which role, and what takes a role away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from briefmap.clauses import NATURAL, Filled, Sentence
from briefmap.cues import Cue
from briefmap.inflection import THEM
from briefmap.model import Place, Span
from briefmap.nationals import arrived_at, done_to, foreign, home, kin, named_people
from briefmap.profiles import Event, Giving
from briefmap.provinces import namesake
from briefmap.seats import governs
from briefmap.slots import filled_slots, side

__all__ = ["GUESSED", "Claim", "Dropped", "Named", "claims_of"]

ARRIVE = 2  # words from a verb to the nationality of those who do it: وصل مئتا مهاجر سوداني
BUT = 4  # words from what is denied to what is excepted, where it is told before of whom: غانا لم يحضر ممثلها سوى الافتتاح
BESIDE = 3  # words between a name and the verb whose subject it surely is
GUESSED = 0.8  # how sure, at the most, who acts is when no name stands beside its verb
PEOPLE = 4  # words between people and where they come from
STANCE = 6  # words between a stance and what it is about
OWN = 12  # words between a verb of moving and the nationality of those who are moved
NEAR = 6  # words between a plane and whose it is


@dataclass(frozen=True, slots=True)
class Dropped:
    """A role that a cue would have given, and what took it away."""

    mention: Span
    role: str
    cue: Span
    reason: str


class Named(NamedTuple):
    """The capitals and the states that the article names, each by the code of its country."""

    capitals: dict[str, Place]
    states: dict[str, Place]


class Claim(NamedTuple):
    """A role that a cue gives a place, by the mention that fills one of its slots."""

    role: str
    mention: int
    place: Place
    cue: Cue
    slot: str
    score: float
    sentence: Span


def claims_of(said: Sentence, span: Span, cue: Cue, named: Named, dropped: list[Dropped]) -> list[Claim]:
    """The claims of one cue; what is taken away joins `dropped`."""
    event = cue.event
    if not _gives(event) or event.kin and not any(said.kind(m) == "demonym" for m in said.inside):
        return []
    giving = event.negated if cue.negated and event.negated else event.slots
    lost = _lost(said, cue)
    slots = filled_slots(said, cue)
    origin = any(f.slot == "from" and ("from" in event.slots or not home(said, f.mention)) for f in slots)
    found: list[Claim] = []
    for filled in slots:
        place = _meant(said, cue, filled, slots, named)
        if place is None or filled.slot not in giving or event.denies and _long_before(said, cue, filled.mention):
            continue
        given = _given(giving[filled.slot], place)
        spared = cue.negated and _none_but(said, cue, filled.mention)
        if spared and event.denies:
            continue
        because = _barred(said, cue, filled, place, slots, origin and _comes_from(event, given))
        because = because or ("" if spared and lost == "negated" else lost)
        if not because and filled.slot in ("who", "of") and _comes_from(event, given) and _its_own(said, cue, place):
            because = "its own people"
        if not because and event.own and filled.slot in ("who", "of", "officials"):
            if foreign(said, cue, place, slots):
                because = "foreign"
                if filled.slot in event.foreign and not origin and not cue.negated:
                    given, because = _given(event.foreign[filled.slot], place), ""
        mention = said.resolutions[filled.mention].mention.span
        for role in given:
            reason = because or _finer(said, filled, place, slots, role, event)
            if reason:
                dropped.append(Dropped(mention, role, said.text.span(cue.first, cue.last), reason))
                continue
            where = span
            if mention.start < span.start:  # the name stands in the sentence before
                where = Span(min(said.text.starts[said.earlier], mention.start), span.end)
            found.append(Claim(role, filled.mention, place, cue, filled.slot, filled.sure, where))
    return found


def _none_but(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether what is denied of all is true of who is named: لم يحضر سوى تسعة رؤساء، أبرزهم البرازيلي."""
    if not cue.event.talks and not cue.event.denies:
        return False
    last = said.around[mention].first
    return any(said.text.has(i, "none_but") for i in range(cue.last, last if last > cue.last else cue.last + BUT))


def _lost(said: Sentence, cue: Cue) -> str:
    """What takes away every role of the cue, or ''."""
    event = cue.event
    moves = "from" in event.slots and event.grain != "area" and cue.form == "noun"
    return (
        cue.scope
        or ("talked about" if moves and _talked_about(said, cue) else "")
        or ("absent" if event.denies else "")
        or ("negated" if cue.negated and not event.negated else "")
    )


def _meant(said: Sentence, cue: Cue, filled: Filled, slots: list[Filled], named: Named) -> Place | None:
    """The place that the event is told of: of «the Somali capital» the city, of an area the province of a city's name."""
    resolution, phrase = said.resolutions[filled.mention], said.around[filled.mention]
    place = resolution.place
    if place and phrase.head == "capital" and place.kind == "country" and resolution.mention.kind != "demonym":
        place = named.capitals.get(place.iso2, place)  # في عاصمة بوتسوانا، استضافته العاصمة السعودية
    elif place and phrase.head == "capital" and resolution.mention.kind == "demonym":
        unnamed = filled.slot == "where" and cue.event.grain != "tied"  # people are held in the state as well
        place = named.capitals.get(place.iso2, None if unnamed else place)
    if place and filled.slot == "who" and place.feature == "PPLC" and _governing(said, cue, filled.mention):
        place = named.states.get(place.iso2, place)  # رفضت الحكومة في بوغوتا
    if place and place.feature == "PPLC" and cue.event.slots.get(filled.slot, {}).keys() == {"country"}:
        beside_state = phrase.joined >= 0 and _kind(said, phrase.joined) == "country"  # موفدون من غيانا وواشنطن
        if filled.slot in ("to", "on") or beside_state:  # سلّمت أنقرة إلى بروكسل ثلاثة بلجيكيين
            place = named.states.get(place.iso2, place)
    if place and cue.event.grain == "area" and _small(place) and phrase.head != "city":
        beside = [f.mention for f in slots if f.slot == filled.slot] + [phrase.joined]
        among = any(m >= 0 and _kind(said, m) in ("admin", "region") for m in beside)
        opening = said.opening(filled.mention).start
        within = filled.slot == "where" and said.text.has(opening, "prepositions.inside")
        governed = within or filled.slot in ("on", "to", "object", "who")
        if among or governed or filled.slot == "of" and cue.form == "noun":
            return namesake(resolution) or place  # ينشط بين كركوك وديالى، جبهات مأرب
    return place


def _governing(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a capital acts as its state, since no city takes people home: عملية تنظمها كانبيرا، في أنقرة التي لم تستعد أحدا."""
    after, gap = said.around[mention].last, said.around[mention].start - cue.last
    if cue.event.own or cue.event.kin:
        if 0 <= gap <= 1 and not said.around[mention].marker:
            return True
        if said.text.has(after, "relative.subject") or said.text.has(after + 1, "relative.subject"):
            return True
    return governs(said, cue, mention)


def _barred(said: Sentence, cue: Cue, filled: Filled, place: Place, slots: list[Filled], sent: bool) -> str:
    """Why a name that fills a slot has no role of it, or ''. `sent`: the event says else from where people come."""
    event, phrase = cue.event, said.around[filled.mention]
    if event.together and (filled.sure <= GUESSED or not side(said, filled.mention)):
        return "alone"
    if event.talks and (because := _not_met(said, cue, filled, place)):
        return because
    if phrase.marker == "except" and phrase.first >= cue.last and not said.outside(filled.mention, event):
        return "left out"
    wide = "area" in (phrase.head, said.text.head(phrase.first))  # تسلل إلى وادي شترال
    if event.grain == "area" and _small(place) and not wide:
        return "too small for an area"
    if said.text.has(phrase.start - 1, "flags") and filled.slot in ("who", "of", "object"):
        return "only a flag"  # تعرضت ناقلة ترفع علم ليبيريا لهجوم
    if event.grain == "area" and _of_an_official(said, cue, filled):
        return "an official, not the land"  # يواجه الرئيس الكولومبي اتهامات بدعم جماعات مسلحة
    official = phrase.office or phrase.joined >= 0 and said.around[phrase.joined].office
    if event.beside and filled.slot != "to" and not official:
        return "only comments"  # قال وزيرها takes part in what is met for; قالت كوبا only comments on it
    if filled.slot == "from" and (because := _not_left(said, cue, filled, place, slots)):
        return because
    if event.own and filled.slot in ("who", "of") and _inland(said, cue.last - 1):
        return "not taken home"  # أمر القضاء الكيني بإعادتهم إلى السجن
    if sent and (because := _not_theirs(said, cue, filled, place, slots)):
        return because
    if filled.slot == "to" and any(f.slot in ("who", "of") and said.lies_in(f.mention, place) for f in slots):
        return "its own land"  # سيرت تونس رحلة من طرابلس إلى صفاقس
    if event.kin and not _of_its_own(said, cue, filled, place, slots):
        return "no nationals of its own"
    if filled.slot == "of" and place.kind == "country" and event.talks and "where" in event.slots:
        if said.kind(filled.mention) != "demonym" or not side(said, filled.mention):
            return "what is talked of"  # المحادثات السورية في جنيف: one nationality only tells what they are about
    return ""


def _not_met(said: Sentence, cue: Cue, filled: Filled, place: Place) -> str:
    """Why nobody met there, or who is named met nobody, or ''."""
    phrase, mention = said.around[filled.mention], filled.mention
    if filled.slot == "of" and place.kind != "country":
        if phrase.office or place.kind == "city" and side(said, mention):
            return "one of those who meet"  # لقاء سيول وطوكيو: they meet, and not there
    if filled.slot in ("who", "officials") and phrase.last <= cue.first and _refrains(said, mention):
        return "negated"
    if filled.slot == "where" and cue.form == "noun" and _called_off(said, cue, phrase.last):
        return "cancelled"
    return ""


def _of_an_official(said: Sentence, cue: Cue, filled: Filled) -> bool:
    """Whether a land is named only to tell whose official acts, or something is done to."""
    phrase = said.around[filled.mention]
    if not phrase.office or phrase.head or said.text.has(phrase.last, "relative.subject"):
        return False  # رئيسا السنغال وبنين التي شهد شمالها
    bearer = said.opening(filled.mention).start
    if filled.slot == "who":
        return said.text.has(bearer, "titles") or said.text.has(bearer, "titles.ministers")
    return filled.slot in ("of", "object") and cue.last <= bearer and said.text.has(bearer, "governments")


def _not_left(said: Sentence, cue: Cue, filled: Filled, place: Place, slots: list[Filled]) -> str:
    """Why nobody is taken home from a place, or ''."""
    event, last = cue.event, said.around[filled.mention].last
    moves = event.grain != "area"  # انتقال العنف من كيفو إلى إيتوري moves nobody
    if moves and not event.own and "who" not in event.slots:  # people come by themselves
        if _native(said, filled.mention, place):
            return "their own land"  # وصل إلى دبي عمال بنغلادشيون قادمين من دكا
        if _onward(said, cue, slots):
            return "on their way elsewhere"
        if _inland(said, last) or _within_one_land(said, filled.mention, slots):
            return "not taken home"
    if _told_behind(said, cue, filled, slots):
        return "of another deed"
    if "to" not in event.slots and _inland(said, last):
        return "not taken home"  # نُقلوا قسرا من سجن كويتا إلى سجن مچ
    return ""


def _not_theirs(said: Sentence, cue: Cue, filled: Filled, place: Place, slots: list[Filled]) -> str:
    """Why a state does nothing of its own, since the event says else from where people come, or ''."""
    elsewhere = "people come from elsewhere"
    if filled.slot == "to":
        return elsewhere  # استأجرت حافلات لنقل طلابها من السودان إلى الحدود المصرية
    if filled.slot != "who" or any(f.slot == "from" and said.lies_in(f.mention, place) for f in slots):
        return ""  # النمسا أبعدته من فيينا
    # قالت مقديشو إن 90 صوماليا رُحّلوا من أميركا؛ سلمت الإدارة الذاتية وفدا بلجيكيا أطفالا كانوا في روج
    before = filled.sure <= GUESSED and said.around[filled.mention].last < cue.first
    return elsewhere if before or "to" in cue.event.slots else ""


def _of_its_own(said: Sentence, cue: Cue, filled: Filled, place: Place, slots: list[Filled]) -> bool:
    """Whether it is told that those whom a state moves are its own people: 220 غانيا على رحلة نظمتها حكومتهم."""
    theirs = filled.slot == "who" and named_people(said, filled.mention)
    return theirs or kin(said, place, filled.mention) or _to_its_own(said, cue, filled, place, slots)


def _called_off(said: Sentence, cue: Cue, last: int) -> bool:
    """Whether what follows a place tells that nobody met there: لقاء سابق في جنيف ألغي، المؤتمر المقرر في كمبالا قد تأجل."""
    return last > cue.first and any(said.text.has(last + i, "called_off") for i in range(2))


def _refrains(said: Sentence, mention: int) -> bool:
    """Whether a verb that is denied stands beside a name: لم ترسل لندن ممثلا إلى المؤتمر، أما الرباط فلم ترد."""
    text, phrase = said.text, said.around[mention]
    denial, verb = phrase.start - 2, phrase.start - 1
    if not text.has(denial, "negation.verbal"):
        denial, verb = phrase.last, phrase.last + 1
    known = text.has(verb, "still") or text.lexicon.attains(text.norm(verb))
    return text.has(denial, "negation.verbal") and not known


def _told_behind(said: Sentence, cue: Cue, filled: Filled, slots: list[Filled]) -> bool:
    """Whether a place is told behind how things went, or behind another that is left: لدى وصوله كيف اقتيد من الحديدة،
    غادرت سريلانكا ولم تصل سوى رسالة من مخيم الهول."""
    start = said.around[filled.mention].start
    if cue.form == "noun" and any(said.text.has(i, "manner") for i in range(cue.last, start)):
        return True
    return any(f.slot == "object" and cue.last <= said.around[f.mention].start < start for f in slots)


def _native(said: Sentence, mention: int, place: Place) -> bool:
    """Whether people come from their own land and are not taken out of it, nor were they held there."""
    if any(c.event.own or c.event.grain == "tied" for c in said.cues):
        return False
    start = said.around[mention].start
    near = [m for m in said.inside if 0 <= start - said.around[m].last <= PEOPLE]
    people = [
        m
        for m in near
        if named_people(said, m) or said.kind(m) == "demonym" and said.text.has(said.around[m].first - 1, "persons")
    ]
    return bool(people) and said.lies_in(people[-1], place)


def _to_its_own(said: Sentence, cue: Cue, filled: Filled, state: Place, slots: list[Filled]) -> bool:
    """Whether a state's plane carries people to a place of its own, who are no migrants: نقلت طائرة هندية 549 شخصا إلى
    نيودلهي، وصلوا إلى مانتا على متن طائرة إكوادورية."""
    actor = said.around[filled.mention]
    near = (-NEAR if actor.office else -1) < actor.first - cue.last < NEAR
    ends = [f.mention for f in slots if near and f.slot == "to" and f.mention > filled.mention]
    ends += [m for m in said.inside if m < filled.mention and arrived_at(said, m)]
    own = any(said.lies_in(m, state) for m in ends)
    return own and not any(
        said.text.has(i, "movers") or said.text.head(i) == "country" for i in range(said.first, said.last)
    )  # رعايا عشرين دولة


def _inland(said: Sentence, last: int) -> bool:
    """Whether people are only taken to a prison, a hospital or the like: نُقلوا من خان يونس إلى مستشفى."""
    return any(said.text.has(i, "inland") and said.text.slot(i - 1) == "to" for i in range(last + 1, last + ARRIVE + 2))


def _within_one_land(said: Sentence, start: int, slots: list[Filled]) -> bool:
    """Whether people are taken from one place to another of the same state: نُقلوا من لاهور إلى كراتشي."""
    left = said.place(start)
    beside = [f.mention for f in slots if f.slot == "to" and said.around[f.mention].start == said.around[start].last]
    ends = [p for m in beside if (p := said.place(m))]
    return left is not None and any("country" not in (left.kind, p.kind) and p.iso2 == left.iso2 for p in ends)


def _onward(said: Sentence, cue: Cue, slots: list[Filled]) -> bool:
    """Whether migrants go on to a land that is not their own: وصل مئتا مهاجر سوداني من ليبيا إلى لامبيدوسا."""
    ends = [p.iso2 for f in slots if f.slot == "to" and (p := said.place(f.mention))]
    people = done_to(said, cue) if ends else []
    if not people or said.around[people[0]].first - cue.last > ARRIVE:
        return False  # who is carried somewhere is evacuated
    if not said.text.has(said.around[people[0]].first - 1, "movers"):
        return False
    native = said.place(people[0])
    return native is not None and native.iso2 not in ends


def _small(place: Place) -> bool:
    """Whether a place is smaller than an area."""
    return place.kind in ("city", "site") and place.feature not in NATURAL


def _long_before(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a name stands too far before the verb to be who is absent: تغيب عنها من دعي إليها, after all who came."""
    joins = said.text.norm(cue.first).startswith(("و", "ف")) and cue.form == "verb"
    while mention + 1 < len(said.around) and said.around[mention + 1].joined == mention:
        mention += 1  # وفود تركيا وكندا والسويد، التي انتقدت
    last = said.around[mention].last
    who = last + said.text.comma(last)
    if said.text.has(who, "relative.subject") and cue.first - who <= BESIDE:
        return False  # أما إريتريا، التي لم تحضر الاجتماع
    return last <= cue.first - (1 if joins else BESIDE)


def _comes_from(event: Event, given: tuple[str, ...]) -> bool:
    """Whether the roles are those of where people come from."""
    return set(given) <= set(event.slots.get("from", {}).get("", ()))


def _its_own(said: Sentence, cue: Cue, state: Place) -> bool:
    """Whether people of the state's own nationality are moved, so that it sends nobody away: أعادت بانكوك 80 تايلانديا."""
    people = {*done_to(said, cue)}
    if not said.text.norm(cue.first).endswith(THEM):
        people |= {m for m in said.inside if named_people(said, m) and 0 <= said.around[m].first - cue.last < OWN}
    return any(said.lies_in(m, state) for m in people)


def _finer(said: Sentence, filled: Filled, place: Place, slots: list[Filled], role: str, event: Event) -> str:
    """Why a state is not where it happens: الفلبين التي ستستضيف القمة في سيبو."""
    if (
        filled.slot != "who"
        or place.kind != "country"
        or event.grain != "finest"
        or role not in _given(event.slots.get("where", {}), place)
    ):
        return ""
    places = [p for f in slots if f.slot == "where" and (p := said.place(f.mention))]
    finer = any(p.iso2 == place.iso2 or p.kind != "country" for p in places)  # it may be host abroad
    return "a finer place is named" if finer else ""


@cache
def _gives(event: Event) -> bool:
    """Whether an event gives a role by itself; some only lend their places to others, or are needed by them."""
    ways = (event.slots, event.negated, event.foreign)
    return any(roles for slots in ways for giving in slots.values() for roles in giving.values())


def _talked_about(said: Sentence, cue: Cue) -> bool:
    """Whether a noun names what is discussed, not done: بحث إعادة الأسرى، موقف فرنسا من إعادة الرجال."""
    text, before = said.text, cue.first - 1
    if text.norm(cue.first).startswith("ب") and text.stream[cue.first].raw[0] == "ب":
        return False  # أنهت الملف باستعادة آخر ثلاث نساء
    if text.norm(cue.first).startswith("ل") and any(
        c.form == "noun" and c.event.talks and "where" in c.event.slots and 0 < cue.first - c.first <= STANCE
        for c in said.cues
    ):
        return True  # محادثات لترحيل مدانين
    if not text.has(before, "prepositions") and text.norm(cue.first).startswith("ال"):
        before -= 1  # الرد على عمليات الترحيل
    for_it = text.has(before, "topic.special") and text.norm(cue.first)[0] == "ل"  # رحلة خاصة لاستعادة طفلين
    if text.has(before, "topic") and not for_it or text.slot(before) == "around":
        return True
    stance = range(max(said.first, cue.first - STANCE), before)
    return text.has(before, "prepositions") and any(
        "topic" in text.classes[i] or "topic.stance" in text.classes[i] for i in stance
    )


def _given(giving: Giving, place: Place) -> tuple[str, ...]:
    """The roles that a slot gives to a place of its kind."""
    return giving.get(place.kind) or giving.get("") or ()


def _kind(said: Sentence, mention: int) -> str:
    place = said.place(mention)
    return place.kind if place else ""
