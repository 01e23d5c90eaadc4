"""The sentences of an article that hold names and cues of a profile, ready for its frames."""

from __future__ import annotations

from bisect import bisect_left

from briefmap.arabic import sentences
from briefmap.clauses import Sentence
from briefmap.cues import Cue, Words, cues, words
from briefmap.elsewhere import measured
from briefmap.inflection import THEM
from briefmap.model import Resolution, Span
from briefmap.phrases import Phrase, own_subject
from briefmap.profiles import Event, Profile
from briefmap.text import Text, counted

__all__ = ["sentences_of"]

DATE = 4  # tokens behind the day of a month that may still tell it
ASIDE = 5  # words between a comma and an attribution that the same aside holds


def sentences_of(
    text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], profile: Profile
) -> list[tuple[Span, Sentence]]:
    """The sentences that hold mentions and cues. What an event needs may stand in the sentence before."""
    covered = {i for p in around for i in range(p.first, p.last)}
    found: list[tuple[Span, Sentence]] = []
    before: frozenset[str] = frozenset()
    earlier = 0
    opened: list[set[str]] = [set(), set()]  # the events of the two sentences before
    number = 0
    alone = -1  # the town of a dateline that has a line of its own
    for span in sentences(text.text, (text.stream, text.starts)):
        first, last = bisect_left(text.starts, span.start), bisect_left(text.starts, span.end)
        inside: list[int] = []
        while number < len(around) and around[number].first < last:
            if resolutions[number].mention.kind != "organisation" and not _branch(text, resolutions, around, number):
                inside.append(number)
            number += 1
        written = _dateline(text, around, inside, first)
        if written == 1 and _titles(text, resolutions, around, inside[0]):
            written = 0
        home = inside[0] if written else alone
        alone = home if written and not _goes_on(text, around[inside[written - 1]].last, last) else -1
        local = inside[0] if written == 2 and _localised(text, resolutions, around, inside) else -1
        bare = written == 1 and text.stream[around[inside[0]].last].raw in "-–—"  # but دبي (رويترز) - is a bureau
        if bare and _reported_there(resolutions, inside):
            local = inside[0]
        inside = inside[written:]
        spoken = words(text, profile, first, last, covered)
        _mark_people(text, resolutions, around, inside, profile, spoken)
        here = frozenset(spoken.classes)
        here_cues = cues(text, spoken, here | before, last)
        here_cues += _named(text, resolutions, around, inside, profile, here | before, spoken)
        if home < 0:
            here_cues = [c for c in here_cues if c.event.grain != "written"]
        events = {cue.event.id for cue in here_cues}
        said = Sentence(text, resolutions, around, first, last, inside, earlier, local, home)
        near = events | (opened[0] | opened[1] if not profile.people.isdisjoint(spoken.classes) else set())
        said.cues.extend(
            c for c in here_cues if not c.event.over or c.event.over & near and _of_people(text, c, here_cues, here)
        )
        if said.cues and (inside or home >= 0 or any(_stands_for(text, i) for i in range(first, last))):
            said.breaks.extend(_breaks(text, resolutions, around, inside, first, last))
            found.append((span, said))
        earlier = first
        opened = [opened[1], events]
        before = here
    return found


def _breaks(
    text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], inside: list[int], first: int, last: int
) -> list[int]:
    """Where the clauses of a sentence begin, and its end."""
    opens = {i for i in range(first + 1, last) if _opens_clause(text, i)}
    for mention in inside:
        phrase, name = around[mention], resolutions[mention].mention
        if phrase.first > first and phrase.joined < 0 and own_subject(text, name, phrase.first, phrase.last):
            opens.add(phrase.first)
    return [first, *sorted(opens), last]


def _branch(text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], number: int) -> bool:
    """Whether a region is a part of a group's name: تنظيم القاعدة في جزيرة العرب."""
    place, phrase = resolutions[number].place, around[number]
    if place is None or place.kind not in ("region", "admin"):
        return False
    if text.has(phrase.start - 1, "branches.named"):
        return True  # تمدد فرع خراسان
    if phrase.start > 1 and text.stream[phrase.start - 1].raw in "-–—" and not phrase.marker:
        return text.has(phrase.start - 2, "branches.parted")  # داعش-خراسان
    if phrase.head == "admin" and not phrase.marker:  # تنظيم الدولة - ولاية خراسان
        return text.has(phrase.start - 1, "branches.parted")
    return place.kind == "region" and phrase.marker == "في" and text.has(text.before(phrase.start), "branches")


def _named(
    text: Text,
    resolutions: tuple[Resolution, ...],
    around: list[Phrase],
    inside: list[int],
    profile: Profile,
    present: frozenset[str],
    spoken: Words,
) -> list[Cue]:
    """The names that are cues themselves, since their places are of a kind that an event tells of."""
    return [
        Cue(around[m].first, around[m].last, event, "noun")
        for m in inside
        if (place := resolutions[m].place)
        for event in profile.named.get(place.feature, ())
        if event.needs <= present
        and around[m].marker != "except"
        and not measured(text, around[m].start + 1)
        and not any(spoken.has(around[m].last, name) for name in event.literal)
    ]


def _stands_for(text: Text, index: int) -> bool:
    return any(name.startswith("anaphora.") for name in text.classes[index])


def _of_people(text: Text, cue: Cue, others: list[Cue], here: frozenset[str]) -> bool:
    """Whether the sentence itself, at the least by a pronoun, names the people who are refused."""
    return cue.event.needs <= here or any(
        text.norm(c.first).endswith(THEM) for c in (cue, *others) if c is cue or c.event.id in cue.event.over
    )


def _dateline(text: Text, around: list[Phrase], inside: list[int], first: int) -> int:
    """How many of a sentence's mentions stand in its dateline, which says where it was written: باريس (رويترز) - …"""
    index, count = first, 0
    while index < min(first + 14, len(text.stream)):
        token = text.stream[index]
        if count and token.raw in "-–—:ـ":
            return count
        if count < len(inside) and around[inside[count]].first == index:
            index, count = around[inside[count]].last, count + 1
            continue
        if token.kind == "word" and not (count and _dated(text, index)):
            if not (text.has(index, "agencies") or text.has(index - 1, "agencies")):
                return 0
        index += 1
    return 0


def _goes_on(text: Text, first: int, last: int) -> bool:
    """Whether a report goes on in the line of its dateline, behind the agencies, or what is quoted: جنيف - «الشرق الأوسط»."""
    quoted = False
    for index in range(first, last):
        quoted = text.stream[index].raw != "»" and (quoted or text.stream[index].raw == "«")
        if not quoted and text.word(index) and not (text.has(index, "agencies") or text.has(index - 1, "agencies")):
            return True
    return False


def _titles(text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], mention: int) -> bool:
    """Whether a land with a colon behind it says what a title is about, and not where it was written: مالي: هجمات."""
    place = resolutions[mention].place
    return place is not None and place.kind in ("country", "region") and text.stream[around[mention].last].raw == ":"


def _dated(text: Text, index: int) -> bool:
    """Whether a word of a dateline tells its day: الثلاثاء، 12 أبريل، 3 مايو/أيار، 9 تشرين الثاني/نوفمبر."""
    near = range(max(0, index - DATE), index + 1)
    return text.has(index, "days") or any(text.stream[i].raw.isdigit() for i in near)


def _localised(text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], inside: list[int]) -> bool:
    """Whether a dateline says in brackets where its town lies, which a bureau's does not: كولياكان (المكسيك) - …"""
    town, land = (resolutions[m].place for m in inside[:2])
    bracketed = text.stream[around[inside[1]].first - 1].raw == "("
    return bracketed and town is not None and land is not None and town.kind == "city" and town.iso2 == land.iso2


def _reported_there(resolutions: tuple[Resolution, ...], inside: list[int]) -> bool:
    """Whether a dateline names a town that is no capital, and its sentence no other place: الموصل - قُتل أربعة جنود."""
    places = [place for m in inside if (place := resolutions[m].place) and resolutions[m].mention.kind != "demonym"]
    return len(places) == 1 and places[0].kind == "city" and places[0].feature != "PPLC"


def _opens_clause(text: Text, index: int) -> bool:
    """Whether a clause of its own begins; an attribution between two commas only interrupts one."""
    classes = text.classes[index]
    if not classes:
        return text.quotes(index)
    comma = index > 0 and text.comma(index - 1)
    if comma and "negation.verbal" in classes or text.quotes(index):
        return True
    if "relative.place" in classes and text.has(index - 1, "prepositions.partitive"):
        return False  # الأعلى في العالم من حيث العدد
    if text.norms[index] == "ما" and text.has(index + 1, "still"):
        return False  # في أفريقيا الوسطى ما زالت جماعات تنشر الرعب
    if "clause.before_that" in classes:
        return text.has(index + 1, "that")
    if "clause.paused" in classes:
        return comma  # حشد كان يحتفل في المدينة
    if "clause" not in classes or text.has(index + 1, "amounts") and "relative.place" not in classes:
        return False  # أجلت ما يزيد على ألف من رعاياها
    later = range(index + 1, min(index + 8, len(text.stream)))
    if text.norms[index].startswith("كام"):
        return False  # كاملة is no «as hoping»
    near = range(max(0, index - ASIDE), index)  # ، لا في أريحا كما أعلن سابقا،
    attributed = "attribution" in classes and not _deed(text, index + 1)
    aside = attributed and any(text.comma(i) for i in near)
    return not (aside and any(text.comma(i) for i in later))


def _deed(text: Text, index: int) -> bool:
    """Whether what is told behind «as» is done, and not said: كما دوهمت شقة, but not كما أعلنت الشرطة."""
    return text.finite(index) and not text.lexicon.speaks(text.norm(index))


def _mark_people(
    text: Text,
    resolutions: tuple[Resolution, ...],
    around: list[Phrase],
    inside: list[int],
    profile: Profile,
    spoken: Words,
) -> None:
    """Add people named by their nationality to the profile's words: أعادت 62 إيطاليا."""
    found: list[int] = []
    for mention in inside:
        phrase = around[mention]
        if resolutions[mention].mention.kind == "demonym" and not phrase.office:
            norm = text.norm(phrase.first)
            if not norm.endswith("يه") and not (norm.startswith("ال") and norm.endswith("ي")):
                found.append(phrase.first)  # not سفينة بريطانية
        elif resolutions[mention].mention.kind == "toponym" and counted(text, phrase.first):
            found.append(phrase.first)  # عشرين ألف بوروندي
    for _, last, owner, form in spoken.hits:
        if not isinstance(owner, Event) or not (owner.own or form == "verb" and owner.borrows):
            continue
        if form == "noun" and _whoever(text, last):
            found.append(last)
        elif not owner.over and text.norm(last - 1).endswith(THEM):
            found.append(last - 1)  # إعادتهم
    for index in found:
        spoken.classes.update(profile.people)
        spoken.at[index] = profile.people | spoken.at.get(index, frozenset())


def _whoever(text: Text, index: int) -> bool:
    """Whether a relative «who» stands there, with its verb: استعادة من صدرت بحقهم أحكام."""
    return text.has(index, "prepositions.partitive") and (text.finite(index + 1) or text.has(index + 1, "whoever"))
