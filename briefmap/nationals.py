"""Whose people are moved: a state brings its own home, and sends others away."""

from __future__ import annotations

from briefmap.clauses import Filled, Sentence, grounded
from briefmap.cues import Cue
from briefmap.inflection import THEM
from briefmap.model import Place
from briefmap.phrases import Phrase
from briefmap.text import Text, counted

__all__ = [
    "COUNTED",
    "arrived_at",
    "came_from",
    "done_to",
    "foreign",
    "home",
    "homecomers",
    "kin",
    "named_people",
    "people",
    "several",
    "together",
]

COUNTED = ("ا", "ين", "ون", "ات")  # how a nationality ends behind a number, or in the plural
ADJECTIVE = ("ي", "يه")  # how a nationality ends that is no noun of several people
FEMININE = ("يه", "يات", "يتان", "يتين")
NEAR = 6  # words between a cue and the people it is done to
SAYS = 3  # words between an official and what he tells
HOMEWARD = 12  # words between a verb of coming and the land that people come to


def home(said: Sentence, mention: int) -> bool:
    """Whether «from» tells whose people they are, right behind a noun without its article: مهاجرا من بنغلادش."""
    start = said.around[mention].start
    before = said.text.norm(start - 1)
    noun = before.endswith(("ا", "ين")) and not before.endswith("وا") and not before.startswith("ال")
    if mention and said.around[mention - 1].last == start and said.kind(mention - 1) != "demonym":
        return False  # رحّلتهم ماليزيا من صباح
    noun = noun and not said.text.has(start - 1, "coming.moved")  # قادمين من السلفادور حيث أمضوا عاما
    return noun and said.text.has(start, "prepositions.partitive")  # but not أُرجعوا من كمبوديا


def came_from(said: Sentence, mention: int) -> bool:
    """Whether «from» tells only where people had come from before: العمال القادمين من ليسوتو، 173 عاملا من بنغلاديش."""
    text, start = said.text, said.around[mention].start
    land = (p := said.place(mention)) is not None and p.kind in ("country", "region", "admin")
    return text.has(start - 1, "coming") or land and counted(text, start - 1) and home(said, mention)


def foreign(said: Sentence, cue: Cue, state: Place, slots: list[Filled]) -> bool:
    """Whether the people it is done to are of another nationality than who does it, or are sent to another state.

    أعادت ألمانيا 30 أفغانيا، أعادت تونس مئة مهاجر إلى ليبيا
    """
    people = _whom(said, cue)
    if cue.event.foreign and not people and _from_its_own(said, state, slots):
        return True
    if not people and (cue.event.foreign or cue.event.over) and not any(f.slot == "from" for f in slots):
        people = [f.mention for f in slots if f.slot == "to" and _sent_to(said, cue, f.mention)]
    if not people or said.place(people[0]) is None:
        return False
    return not any(said.lies_in(m, state) for m in together(said, people[0]))


def _whom(said: Sentence, cue: Cue) -> list[int]:
    """The nationality of the people it is done to, or, where the cue names none, of those told of before or refused."""
    if people := done_to(said, cue):
        return people
    if cue.event.over:  # لا تخطط كينيا لإغلاق المخيم ولا لإعادة الصوماليين
        refused = next((c for c in said.cues if c.first > cue.first and c.event.id in cue.event.over), cue)
        return done_to(said, refused) or _spoken_of(said, refused)
    if people := _spoken_of(said, cue):
        return people
    frees = cue.event.foreign and "from" not in cue.event.slots and not any(cue.event.slots["who"].values())
    return [m for m in said.inside if home(said, m)] if frees else []  # أفرجت سريلانكا عن 27 صيادا من تاميل نادو


def _sent_to(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a name of the sentence tells where the cue sends people, and not where they had gone by themselves."""
    start = said.around[mention].start
    if mention not in said.inside or _going(said.text, start - 1):
        return False
    return not any(said.text.has(i, "that") for i in range(cue.last, start))


def together(said: Sentence, mention: int) -> list[int]:
    """The nationalities that are told of in one list: هم ألمانيان ودنماركي، أربعة ألمان وثلاثة فرنسيين."""
    first = last = mention
    while first > 0 and _next_to(said, first - 1, first):
        first -= 1
    while last + 1 < len(said.around) and _next_to(said, last, last + 1):
        last += 1
    return list(range(first, last + 1))


def _next_to(said: Sentence, one: int, other: int) -> bool:
    """Whether a nationality goes on a list, with a number of its own or without."""
    before, behind = said.around[one], said.around[other]
    number = before.last
    counts = behind.first - number == 1 and counted(said.text, behind.first) and said.text.norm(number)[0] == "و"
    return said.kind(one) == said.kind(other) == "demonym" and (behind.joined == one or counts)


def _going(text: Text, index: int) -> bool:
    """Whether a word only describes people by where they went: القاصرين المتسللين إلى سبتة."""
    return (
        text.norm(index - 1).startswith("ال")
        and text.norm(index).startswith("الم")
        and text.norm(index).endswith(("ين", "ون", "ات"))
    )


def _from_its_own(said: Sentence, state: Place, slots: list[Filled]) -> bool:
    """Whether people are taken from a place in the state itself: أعادت إثيوبيا 400 لاجئ من إقليم غامبيلا."""
    starts = [p for f in slots if f.slot == "from" and (p := said.place(f.mention))]
    return any(p.iso2 == state.iso2 and p.kind != "country" for p in starts)


def _spoken_of(said: Sentence, cue: Cue) -> list[int]:
    """Of which nationality the people of the sentence were, where the cue names none: رحّلت 80 أفغانيا، وأعادت تركيا ألفا."""
    if not cue.bare or cue.event.over:
        return []
    people = [m for m in said.inside if said.around[m].last <= cue.first and named_people(said, m)]
    return people[-1:]


def named_people(said: Sentence, mention: int) -> bool:
    """Whether a name is the nationality of several people: العمال البنغلادشيين، 80 أفغانيا، 300 جزائري، بحارة هنود."""
    phrase = said.around[mention]
    acts = phrase.office and not said.text.has(phrase.first - 1, "persons")  # but 18 جنديا كمبوديا
    if said.kind(mention) != "demonym" or acts:
        return False
    return several(said.text, phrase.first) or counted(said.text, phrase.first)


def kin(said: Sentence, state: Place, actor: int) -> bool:
    """Whether the sentence names people of the state's own nationality besides the state itself."""
    return any(
        m != actor
        and said.kind(m) == "demonym"
        and not said.around[m].office
        and not said.text.norm(said.around[m].first).endswith(("يه", "يتين", "يتان"))  # طائرتين يابانيتين
        and said.lies_in(m, state)
        for m in said.inside
    )


def done_to(said: Sentence, cue: Cue) -> list[int]:
    """The nationality, as a list of one mention, of the people close behind a cue."""
    for mention in said.inside:
        phrase = said.around[mention]
        if said.text.has(phrase.first - 1, "organisations"):
            continue  # الاتحاد الأوروبي
        if not _whose(said, mention) or phrase.head or grounded(said, phrase):
            continue
        thing = not said.text.has(phrase.first - 1, "persons")
        if thing and said.text.norm(phrase.first).startswith("ال") and said.text.norm(phrase.first).endswith("يه"):
            continue  # الرحلات الفرنسية, but not العائلات الأفغانية
        if said.text.norm(phrase.first).endswith(FEMININE) and any(
            said.text.has(i, "vehicles") for i in (phrase.first - 1, phrase.first - 2)
        ):
            continue  # طائرة عسكرية أميركية تقل مرحلين
        between = range(cue.last, phrase.first)
        if not several(said.text, phrase.first) and any(said.text.has(i, "prepositions.partitive") for i in between):
            continue  # عودة 205 عسكريين من الأسر الروسي
        if 0 <= phrase.first - cue.last <= NEAR:
            return [mention]
        if phrase.last == cue.first and said.text.norm(cue.first).endswith((*THEM, "ته", "تها")):
            return [mention]  # لاجئين سوريين أعادتهم ألمانيا، كيني تسلمته نيروبي
    return []


def homecomers(said: Sentence, cue: Cue) -> list[int]:
    """The nationality of people who reach their own land: هبطت في بانكوك طائرة تقل خمسة عمال تايلانديين، عادوا إلى بلادهم."""
    them = [m for m in said.inside if _of_them(said, m)] or _tellers(said, cue)
    if not them or cue.negated:
        return []
    if any(_homeward(said.text, i) for i in range(cue.first, min(cue.last + HOMEWARD, said.last))):
        before = [m for m in them if said.around[m].first < cue.last + HOMEWARD]
        return before[-1:]
    lands = {p.iso2 for m in said.inside if _reached(said, cue, m) and (p := said.place(m))}
    if not lands and _goes_back(said, cue):
        near = (m for m in them if 0 <= said.around[m].first - cue.last < NEAR or said.around[m].last == cue.first)
        return [m for m in near if _several_or_counted(said, m)]
    return [m for m in them if (p := said.place(m)) and p.iso2 in lands]


def _several_or_counted(said: Sentence, mention: int) -> bool:
    """Whether more than one are told of: بحارة هنود، 310 أسر نيجيرية."""
    first = said.around[mention].first
    return several(said.text, first) or counted(said.text, first - 1) or counted(said.text, first)


def _goes_back(said: Sentence, cue: Cue) -> bool:
    """Whether people return and nothing tells where to, so that it is home: عادت 420 أسرة سودانية من مخيمات تشاد."""
    text = said.text
    slots = {text.slot(i) for i in range(cue.last, min(cue.last + HOMEWARD, said.last))}
    return text.has(cue.first, "going_back") and "from" in slots and "to" not in slots


def _homeward(text: Text, index: int) -> bool:
    """Whether people come to their own land: إلى بلادهم، إلى أرض الوطن، but not في بلادهم."""
    if not text.has(index, "their_land"):
        return False
    return any(text.slot(i) == "to" for i in (index - 1, index - 2))


def _of_them(said: Sentence, mention: int) -> bool:
    """Whether a name tells of which nationality people are: خمسة عمال تايلانديين، 300 عامل كوري، من رعايا ساحل العاج."""
    phrase, text = said.around[mention], said.text
    if text.has(phrase.first - 1, "citizens") or text.has(phrase.first - 2, "citizens"):
        return True  # من حملة الجنسية البلجيكية
    if said.kind(mention) == "toponym" and not phrase.marker:  # 37 جورجيا، لاجئ بوروندي، طالبا سوريا
        person = text.has(phrase.first - 1, "persons") and text.norm(phrase.first - 1).endswith("ا")
        return person or counted(text, phrase.first) or text.has(phrase.first - 1, "movers")
    if said.kind(mention) != "demonym" or text.has(phrase.first - 1, "vehicles"):
        return False
    one_of = text.has(phrase.first - 1, "persons") or text.has(phrase.first - 2, "persons")
    return named_people(said, mention) or one_of and not phrase.office


def _tellers(said: Sentence, cue: Cue) -> list[int]:
    """Whose officials tell of people without a nationality, which are their own: قال مسؤول سريلانكي إن صيادين وصلوا إلى كولومبو."""
    officials = [m for m in said.inside if said.around[m].office and said.around[m].last < cue.first]
    return [m for m in officials if "that" in said.text.between(said.around[m].last, said.around[m].last + SAYS)][-1:]


def _reached(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a name tells where people come to: هبطت في بانكوك، وصلوا إلى الأراضي الأوكرانية."""
    phrase, place = said.around[mention], said.place(mention)
    slot = said.text.lexicon.slots.get(said.opening(mention).marker)
    ground = said.kind(mention) == "toponym" or grounded(said, phrase) or phrase.head == "capital"
    if place is None or phrase.office or not ground or not 0 <= phrase.first - cue.last < HOMEWARD:
        return False
    return slot == "to" or slot == "where" and place.kind != "country" and phrase.start - cue.last < NEAR


def arrived_at(said: Sentence, mention: int) -> bool:
    """Whether people of no told nationality come to a town, behind a verb of coming: عادوا إلى مانتا، هبطت في داكار."""
    opening, place = said.opening(mention), said.place(mention)
    if place is None or place.kind == "country" or said.kind(mention) != "toponym":
        return False
    if said.text.lexicon.slots.get(opening.marker) not in ("to", "where") or any(
        _of_them(said, m) for m in said.inside
    ):
        return False
    start = opening.start
    return any(said.text.has(i, "going_back") or said.text.has(i, "arriving") for i in range(start - NEAR, start))


def _whose(said: Sentence, mention: int) -> bool:
    """Whether a name may be the nationality of people: 30 أفغانيا، جنود فيتناميين، لاجئ بوروندي."""
    phrase, text = said.around[mention], said.text
    if said.kind(mention) == "toponym":
        person = text.has(phrase.first - 1, "titles.private") and not text.norm(phrase.first - 1).startswith("ال")
        person = person or counted(text, phrase.first)
        return person and (phrase.start < phrase.first or not phrase.marker)
    norm = text.norm(phrase.first)
    return said.kind(mention) == "demonym" and (not phrase.office or norm.endswith(("ين", "ون")) and norm[:2] != "ال")


def several(text: Text, index: int) -> bool:
    """Whether a nationality names several people: اللاجئون السوريون، الأفغان."""
    return not text.norm(index).endswith(ADJECTIVE)


def people(said: Sentence, phrase: Phrase) -> bool:
    """Whether a nationality names people, and does not tell whose an act is: إعادة الأطفال الروس, but الرفض الروسي."""
    return not phrase.office and (phrase.start < phrase.first or several(said.text, phrase.first))
