"""The phrase around each mention: the preposition that governs it, the noun that announces it, the list it is in.

Resolution reads the announcing noun (محافظة، نهر …), the roles read the preposition and the list.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from briefmap.governing import (
    adjoined,
    compound,
    counting,
    counts_all,
    exemplified,
    line_between,
    particle,
    percentage,
    prefix_of,
    preposition,
    quantity,
    renamed,
    shared,
    side_of,
)
from briefmap.model import Mention
from briefmap.text import Text

__all__ = ["Phrase", "opening", "own_subject", "phrases"]

REACH = 6  # words that may stand between a preposition and the name it governs
INSIDE = 4  # words between «in» at the head of a sentence and the place that it joins to another
ADJECTIVES = ("ي", "يه", "ون", "ين", "ان")
CHARGE = 6  # words from a title to the states of those who bear it


class Phrase(NamedTuple):
    """How a mention stands in its sentence. Token numbers are half open.

    `marker` is the governing preposition (في، من، ب …), 'except' for a name that is left out, or ''.
    `head` is the kind of place announced (city, admin, site …) or ''. `office` says that officials or forces of the
    place are meant. `start` is the token where the phrase begins; `joined` the mention before it in the same list.
    """

    first: int
    last: int
    start: int
    marker: str
    head: str
    office: bool
    joined: int = -1


def phrases(text: Text, mentions: tuple[Mention, ...]) -> list[Phrase]:
    """One phrase for each mention, in order."""
    starts = text.starts
    found: list[Phrase] = []
    for number, mention in enumerate(mentions):
        first = bisect_left(starts, mention.span.start)
        if first == len(starts) or starts[first] > mention.span.start:
            first -= 1
        last = bisect_left(starts, mention.span.end)
        alike = number > 0 and mention.kind == mentions[number - 1].kind
        several = number + 1 < len(mentions) and _beside_next(text, last, mentions[number + 1])
        found.append(_phrase(text, mention, first, last, number, found, alike, several))
    return found


def _phrase(
    text: Text, mention: Mention, first: int, last: int, number: int, found: list[Phrase], alike: bool, several: bool
) -> Phrase:
    prefix = text.norm(first)[: _stuck(text, first, mention.span.start)]
    marker, head, office, start = "", "", False, first
    stuck = particle(prefix)
    joined = -1
    if stuck:
        marker = "with" if stuck == "ب" and text.has(text.before(first), "of_with") else stuck
        before = text.before(first)
        if stuck == "ل" and (official := _official(text, before)) >= 0:
            marker, head, office, start = _walk(text, mention, official + 1, found[-1].last if found else 0, several)
    elif prefix[:1] not in ("و", "ف"):  # a name behind «and» is governed by what governs the name before it
        marker, head, office, start = _walk(text, mention, first, found[-1].last if found else 0, several)
    if marker == "من" and number and _fellows(text, start - 1, found[-1]):
        marker, office, start = "", found[-1].office, start - 1  # ضباطا جزائريين وآخرين من ليبيا
    if not marker and start == first and (named := renamed(text, first, last)) >= 0:
        marker, start = preposition(text, named), named
        if found and found[-1].start == named:
            found[-1] = found[-1]._replace(marker="")  # the province, of whose towns it is one
    if not marker and head != "capital" and number:
        beside = alike and mention.kind == "demonym" and start == found[-1].last  # لقاء سعودي إيراني
        if beside and not text.norm(first).startswith(("ال", "و")):  # but الجيش الباكستاني طيارا هنديا
            beside = not text.norm(found[-1].first).startswith("ال")
        third = number > 1 and found[-1].last == first and found[-1].joined >= 0  # زمفارا وكاتسينا وسوكوتو شهدت
        if third or not own_subject(text, mention, first, last):
            joined = number - 1 if beside else _joined(text, found, number, first, start, prefix)
        if head and not alike and not (text.joins(start) or prefix[:1] in ("و", "ف")):
            joined = -1  # تسانده قوات أوغندية، بلدة بريري
        if joined >= 0:
            other = found[joined]
            marker, head = other.marker, head or other.head
            office = office or other.office and (mention.kind == "demonym" or alike)
    if marker == "ل" and (spot := side_of(text, start)) >= 0:
        marker, start = preposition(text, spot), spot
    if not marker and joined < 0 and prefix[:1] == "و":
        marker = shared(text, first)
    if not marker and joined < 0 and start < first and text.joins(start):
        marker = adjoined(text, start)
    if not marker and joined < 0 and text.has(start, "group"):
        marker = exemplified(text, start, found[-1].last if found else 0)
    return Phrase(first, last, start, marker, head, office, joined)


def _fellows(text: Text, index: int, named: Phrase) -> bool:
    """Whether a word adds others to those who were named right before it: ضباطا جزائريين وآخرين من, but not المخيم التنزاني وأخرى."""
    several = named.office or not text.norm(named.first).startswith("ال")
    return several and index == named.last and text.has(index, "fellows") and text.norm(index)[0] == "و"


def _official(text: Text, index: int) -> int:
    """Whose office is described behind his title, before the state that he serves: مستشار الأمن القومي لأوكرانيا."""
    while text.nisba(index):
        index = text.before(index)
    title = text.before(index)
    official = text.norm(index).startswith("ال") and text.has(title, "governments") and text.has(title, "titles")
    return title if official and not text.norm(title).startswith("ال") else -1


def opening(around: list[Phrase], number: int) -> Phrase:
    """The phrase of the first name of the list that a mention stands in, which bears what governs them all."""
    phrase = around[number]
    while phrase.joined >= 0:
        phrase = around[phrase.joined]
    return phrase


def own_subject(text: Text, mention: Mention, first: int, last: int) -> bool:
    """Whether «and» begins a clause with the name as its subject: … الصومال ونيودلهي ترسل فرقاطة."""
    joins = text.norm(first)[:1] == "و" and _stuck(text, first, mention.span.start) == 1
    verb = text.norm(last)  # بعثات من روسيا وتركيا وتسلمت، في مولنبيك ولييج واعتقلت, but ونيودلهي واصلت
    goes_on = verb.startswith(("وت", "وي", "وس", "وان")) or verb.startswith("وا") and verb[3:4] == "ت"
    if not joins or mention.kind == "demonym" or not text.finite(last) or goes_on:
        return False
    near = range(max(0, first - INSIDE), first)  # في ريف دير الزور وبادية حمص يتحرك عناصر
    return not any(text.has(i, "prepositions.inside") and not text.word(i - 1) for i in near)


def _stuck(text: Text, index: int, at: int) -> int:
    """How many letters of token `index` stand before the mention, which begins at character `at`."""
    token, start = text.stream[index], text.starts[index]
    return next((i for i in range(min(4, len(token.norm))) if start + token.at(i) >= at), 0)


def _walk(text: Text, mention: Mention, first: int, behind: int, several: bool) -> tuple[str, str, bool, int]:
    """From the mention back to the preposition that governs it, no farther than token `behind`.

    `several`: a list of places begins with it. Returns (marker, head, office, start).
    """
    head, office, start, person = "", False, first, False
    index, steps = text.before(first), 0
    while index >= behind and steps < REACH:
        classes, norm, earlier = text.classes[index], text.norm(index), text.before(index)
        if "except" in classes and not counts_all(text, index) and not (steps and "except.near" in classes):
            return "except", head, office, index
        if "prepositions" in classes:
            partitive = "prepositions.partitive" in classes
            marker, begins = compound(text, index)
            if marker:
                return marker, head, office, begins
            if partitive and text.has(earlier, "group.composing"):
                return "", head, office or _represented(text, earlier), earlier
            titled = _bearers(text, index, steps, office, several) if not head else -1
            if titled >= 0:
                office, index, start, steps = True, titled, titled, steps + 1
                continue
            if partitive and text.head(earlier) and text.has(index + 1, "directions"):
                index, start, steps = earlier, earlier, steps + 1  # في ضاحية من ضواحي ليون
                continue
            if "prepositions.between" in classes and (line := line_between(text, earlier)) >= 0:
                index, start, steps = text.before(line), line, steps + 1  # على الحدود بين مالي والنيجر
                continue
            if partitive:
                earlier = quantity(text, earlier)
                share = percentage(text, earlier) if head != "capital" else -1
                if share >= 0:
                    index, start, steps = text.before(share), share, steps + 1  # على تسعين في المئة من
                    continue
                if number := counting(text, earlier):
                    if own := particle(text.classes[earlier][number]):
                        return own, head, office, earlier
                    index, start, steps = text.before(earlier), earlier, steps + 1
                    continue
            if text.has(earlier, "prepositions.partitive") and text.lexicon.slots.get(norm) == "where":
                return text.norm(earlier), head, office, earlier  # من قبالة جزيرة
            return preposition(text, index), head, office, index
        if "group" in classes and "quantity" not in classes:
            return "", head, office or _represented(text, index), index
        if not steps and text.has(index, "group.composing") and _represented(text, index):
            return "", head, True, index  # وزراء المجموعة التي تضم الأردن
        kind = text.head(index)
        if kind and text.has(earlier, "superlatives") and not text.norm(earlier).startswith("ال"):
            one = text.before(earlier)
            if text.has(one, "prepositions.inside"):
                return preposition(text, one), "", office, one  # في إحدى قرى الخليل
            return "", "", office, start  # كبرى مدن لبنان: the whole of which the place is one
        bare = not steps and mention.kind == "toponym"  # تتجنب السفن البحر الأحمر، زارت الوزيرة طرابلس
        if bare and "stations.police" in classes and text.has(earlier, "stations"):
            if own := particle(prefix_of(text.classes[earlier])):  # في مقر شرطة كيسومو
                return own, head, office, earlier
            index, start, steps = text.before(earlier), earlier, steps + 1
            continue
        # دورية شرق كيدال، قوات الاحتلال مخيم جنين: they are not its
        outside = (head or bare) and norm.startswith(("ال", "لل"))
        posted = start < first and "governments.posts" in classes and text.has(start, "directions.near")
        title = "titles" in classes
        if "governments" in classes and not (outside or posted) and not (kind and mention.kind != "demonym"):
            office, person = True, person or title or not norm.startswith("ال")
        elif not (kind or "directions" in classes or "group" in classes or "quantity.share" in classes):
            if person and not title:
                break  # غاب عن القمة رئيس رواندا: the summit is none of the president's
            if not _belongs(text, mention, index, steps, head, office):
                break
            office, person = office or title and "titles.private" not in classes, person or title
        if kind and not head and steps < 2:
            head = kind
        prefix = prefix_of(classes)
        start = index
        if own := particle(prefix):
            return own, head, office, index
        if prefix and prefix[0] in "وف":
            break
        index, steps = earlier, steps + 1
    return "", head, office, start


def _bearers(text: Text, index: int, steps: int, office: bool, several: bool) -> int:
    """The word for officials before the preposition of their states: وزراء من فرنسا، نظراؤها في البرتغال; -1 for none."""
    earlier, apart = text.before(index), text.has(index, "prepositions.apart")
    whose = apart and (not steps or office) and _office(text, earlier)
    if whose and not text.norm(earlier).startswith("لل"):  # but أعادت المنظمة الدولية للهجرة من تونس
        return earlier
    inside = not steps and text.has(index, "prepositions.inside")
    inside = inside and (several or text.has(earlier, "counterparts"))
    return _in_charge(text, earlier, inside) if apart or inside else -1


def _belongs(text: Text, mention: Mention, index: int, steps: int, head: str, office: bool) -> bool:
    """Whether a word that announces no place belongs to the phrase of the name behind it."""
    classes, norm, demonym = text.classes[index], text.norm(index), mention.kind == "demonym"
    if "titles" in classes or norm.startswith("ال") and (demonym or office):
        return True
    if demonym and steps < 3 and not classes and len(norm) > 3:
        return True
    if head and not classes and text.has(text.before(index), "prepositions.inside"):
        return True  # في مصانع مدينة كذا
    if steps:
        return False
    road = "roads" in classes and text.has(text.before(index), "prepositions")  # على طريق كركوك
    return road or not classes and _belongs_before(text, index) or _house(text, index)


def _house(text: Text, index: int) -> bool:
    """Whether a house stands there in which people are, and the town behind it is where it stands: في أبراج بويبت."""
    return text.has(index, "stations.houses") and text.has(text.before(index), "prepositions.inside")


def _belongs_before(text: Text, index: int) -> bool:
    """Whether a word of no class right before a name belongs to the noun before it."""
    noun = text.before(index)
    if text.has(noun, "titles.ministers") or text.head(noun) == "site":
        return True  # وزراء مالية مالي، في محطة قطارات هامبورغ
    return _describes_head(text, index)  # في العاصمة الاقتصادية أبيدجان


def _describes_head(text: Text, index: int) -> bool:
    """Whether a word describes what announces the name, both with the article: البلدة الحدودية تشامان."""
    before = text.norm(text.before(index))
    return text.nisba(index) and bool(text.head(text.before(index))) and before.lstrip("وفبك").startswith(("ال", "لل"))


def _beside_next(text: Text, last: int, following: Mention) -> bool:
    """Whether the next name is joined right behind a name: فرنسا وبريطانيا، فرنسا، وبريطانيا."""
    last += text.comma(last)
    return text.starts[last] <= following.span.start <= text.starts[last] + 1


def _in_charge(text: Text, index: int, charged: bool) -> int:
    """The title of officials parted from their states by what they are charged with, or by an adjective; -1 for none.

    أمناء مجالس الأمن في طاجيكستان وكازاخستان، مسؤولو الهجرة من بنما، مدعون عامون من السويد. `charged`: only the former.
    """
    for at in range(index, max(-1, index - CHARGE), -1):
        if text.lexicon.portfolio(text.norm(at)):
            charged = False
        elif text.has(at, "counterparts") and at == index:
            return at  # نظراؤها في البرتغال
        elif text.has(at, "governments") and at < index and not text.norm(at).startswith("ال"):
            return at if not charged else -1
        elif not (at == index or text.lexicon.portfolio(text.norm(at + 1))) or not text.norm(at).endswith(ADJECTIVES):
            return -1
    return -1


def _represented(text: Text, group: int) -> bool:
    """Whether the states that a list names are represented: وزراء دفاع الدول الأربع، وهي مالي وتشاد."""
    back = range(group - 1, max(0, group - 9), -1)
    members = next((i for i in back if text.head(i) == "country" or text.has(i, "group.members")), 0)
    if text.has(text.before(members), "governments"):
        return True
    return text.norm(group).endswith("هم") and any(text.has(i, "governments") for i in back)  # وزراء آسيان، ومنهم


def _office(text: Text, index: int) -> bool:
    classes = text.classes[index]
    many = text.norm(index).endswith(("ين", "ون"))
    body = text.norm(index).startswith("ال") and not many  # أجلتهم الحكومة من السودان
    carried = text.has(index, "vehicles")  # عادت أربع طائرات من بنغازي
    return "governments" in classes and not text.head(index) and not body and not carried


def _joined(text: Text, found: list[Phrase], number: int, first: int, start: int, prefix: str) -> int:
    """The mention before this one in the same list, or -1."""
    previous = number - 1
    gap = range(found[previous].last, start)
    if len(gap) > 8:
        return -1
    link = prefix[:1] in ("و", "ف") or "group" in text.classes[start] or (start < first and text.joins(start))
    if text.has(start, "group") and text.has(found[previous].start - 1, "adjoining"):
        return -1  # الدول المطلة على البحر، مثل بنين
    if text.has(start, "directions") and not text.joins(start) and prefix[:1] not in ("و", "ف"):
        if all(text.comma(i) for i in gap):
            return -1  # في إقليم سولو، جنوب الفلبين: where it lies, no second place
    if text.head(start) == "capital" and not text.joins(start) and not text.norm(start).startswith("ال"):
        return -1  # من ملكال، عاصمة ولاية أعالي النيل: of what it is the capital
    for index in gap:
        token = text.stream[index]
        if token.kind == "line" or token.raw in ".!؟?؛:":
            return -1
        if token.raw in "،,/-–" or text.has(index, "neighbours.joining") or _fellows(text, index, found[previous]):
            link = True
        elif token.kind == "word":
            classes = text.classes[index]
            near_adjective = token.norm.startswith("ال") and not link and index <= found[previous].last + 1
            if "group" in classes or "except" in classes:
                link = True
            elif not (near_adjective or "directions" in classes or text.head(index) or "group.passing" in classes):
                return -1
    return previous if link else -1
