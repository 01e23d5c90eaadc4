"""Prepositions that govern a name from afar: before a side of it, what it is, what it is joined to or of which it is one.

What they are made of, and what may count or measure the places behind them.
"""

from __future__ import annotations

from briefmap.text import Text, counted

__all__ = [
    "adjoined",
    "compound",
    "counting",
    "counts_all",
    "exemplified",
    "line_between",
    "particle",
    "percentage",
    "prefix_of",
    "preposition",
    "quantity",
    "renamed",
    "shared",
    "side_of",
]

APPOSED = 7  # words that say what a town is, before its name between two commas
BOTH = 3  # words from a preposition to the second of two places that one noun announces
COUNTED = 4  # words between a preposition and that noun: في أكثر من سبع مقاطعات
MEMBERS = 6  # words between the noun for several places and the list that names some of them


def side_of(text: Text, start: int) -> int:
    """The preposition before a side of the place behind «ل»: عند المدخل الشرقي لمدينة الفاشر; -1 where none is told of."""
    adjective = noun = text.before(start)
    while noun >= 0 and text.nisba(noun) and not text.head(noun):
        noun = text.before(noun)
    if noun == adjective or not text.norm(noun).startswith("ال"):
        return -1
    spot = text.before(noun)
    placed = text.has(spot, "prepositions") and text.lexicon.slots.get(preposition(text, spot)) in (
        "where",
        "on",
        "from",
        "to",
    )
    return spot if placed and text.has(noun, "directions.flanks") else -1


def renamed(text: Text, first: int, last: int) -> int:
    """The «in» before what a name between two commas is: في كبرى مدن الإقليم، باميندا، قُتل أربعة; -1 where there is none."""
    if not (0 < first and text.comma(first - 1) and text.comma(last)):
        return -1
    for at in range(first - 2, max(-1, first - 2 - APPOSED), -1):
        if text.has(at, "prepositions.inside"):
            town = text.head(at + 1) in ("capital", "city") or text.has(at + 1, "superlatives")
            return at if town else -1
        if not text.word(at) or text.finite(at):
            return -1
    return -1


def shared(text: Text, first: int) -> str:
    """The preposition that a name shares with what is named before it: برعاية الأمم المتحدة وقطر."""
    for index in range(first - 1, max(-1, first - 5), -1):
        if not text.word(index):
            return ""
        if text.has(index, "prepositions"):
            norm = text.norm(index)
            announced = text.head(index + 1) and first - index <= BOTH  # إلى محافظتي الوسط وأرتيبونيت
            return norm if announced or text.lexicon.slots.get(norm) == "with" and norm.startswith("ب") else ""
    return ""


def adjoined(text: Text, start: int) -> str:
    """The preposition before the nameless part of the world that a place is joined to: في غرب القارة ومنطقة الساحل."""
    for index in range(start - 1, max(-1, start - COUNTED), -1):
        if text.has(index, "prepositions.inside"):
            return text.norm(index)
        if not (text.has(index, "directions") or text.norm(index).startswith("ال") and not text.classes[index]):
            return ""
    return ""


def exemplified(text: Text, group: int, behind: int) -> str:
    """The preposition of the places of which a list names examples: في سبع مقاطعات، بينها مانابي؛ على دول عدة مثل بنين.

    It stands no farther back than token `behind`, where another name ends: شاركت في تونس تسع دول، بينها مالطا.
    """
    index = group - 1
    while text.has(index, "group.passing") or index >= 0 and text.comma(index):
        index -= 1
    for at in range(index, max(-1, index - MEMBERS), -1):
        if not text.word(at):
            return ""
        if text.has(at, "group.members"):
            if own := particle(prefix_of(text.classes[at])):
                return own
            if text.has(at - 1, "that"):
                return ""  # أشار إلى أن دولا مثل تونس
            near = (i for i in range(at - 1, max(behind - 1, at - COUNTED), -1) if text.has(i, "prepositions"))
            found = next(near, -1)
            if text.has(found, "prepositions.partitive") and text.has(found - 1, "quantity"):
                found -= 2  # في عدد من المحافظات
            apart = text.has(found, "prepositions.partitive")  # من دول عدة مثل غينيا: whence, or of what they are part
            return text.norm(found) if text.has(found, "prepositions") and not apart else ""
    return ""


def preposition(text: Text, index: int) -> str:
    """A preposition without the «and» before it."""
    return text.norm(index)[len(text.classes[index]["prepositions"]) :]


def prefix_of(classes: dict[str, str]) -> str:
    """The particles before a word, by the classes that it has."""
    return min(classes.values(), key=len) if classes else ""


def particle(prefix: str) -> str:
    """The preposition that the particles before a word end with, or ''."""
    return prefix[-1:] if prefix[-1:] in ("ب", "ل", "ك") else ""


def compound(text: Text, index: int) -> tuple[str, int]:
    """The preposition of two words of which one is the second, and where it begins, or '': بدعوة من، بالقرب من."""
    earlier = text.before(index)
    if text.has(index, "prepositions.apart") and text.has(earlier, "except") and not counts_all(text, earlier):
        return "except", earlier
    if not text.has(index, "prepositions.partitive"):
        return "", -1
    joint = text.norm(earlier).removeprefix("و")
    if text.lexicon.slots.get(joint) == "with":
        return joint, earlier
    if text.has(earlier, "nearness"):
        return "قرب", earlier
    aside = text.has(earlier, "directions.quarters") and text.has(text.before(earlier), "prepositions")
    return ("قرب", text.before(earlier)) if aside else ("", -1)  # إلى الغرب من درنة


def line_between(text: Text, index: int) -> int:
    """The first word for the border, itself or before an adjective: الشريط الحدودي بين; -1 where none stands."""
    if text.has(index, "roads") and text.has(text.before(index), "prepositions"):
        return index  # على الطريق بين سوكوتو وزاريا
    at = index if text.has(index, "borders") else text.before(index)
    if not text.has(at, "borders"):
        return -1
    return text.before(at) if text.has(text.before(at), "borders") else at


def percentage(text: Text, index: int) -> int:
    """The first word of a percentage that ends there: نحو ستين بالمئة, 90 في المئة; -1 where none does."""
    if not text.has(index, "percent"):
        return -1
    at = index - 1 - text.has(index - 1, "prepositions.inside")
    if not counted(text, at + 1):
        return -1
    while text.has(at - 1, "numbers"):
        at -= 1
    return at - text.has(at - 1, "approximately")


def quantity(text: Text, index: int) -> int:
    """The quantity that the word before «of» describes, or that word: في أجزاء واسعة من مالي، في الجزء الشمالي من."""
    counted = text.before(index)
    if not text.has(counted, "quantity") or not _described(text, index):
        return index
    alike = text.norm(counted).startswith("ال") or not text.norm(index).startswith("ال")
    return counted if alike else index  # but عدد العائدين من إيران


def counting(text: Text, index: int) -> str:
    """The class of a word that counts those of whom «of» tells, or ''."""
    if _adjective(text, index):
        return ""
    if counts_all(text, index):
        return "each"
    if text.has(index, "quantity.one") and text.has(text.before(index), "prepositions"):
        return "quantity.one"
    return next((name for name in ("any", "quantity") if text.has(index, name)), "")


def counts_all(text: Text, index: int) -> bool:
    """Whether a word that looks like «as no» counts what follows: كلا من اليابان وأستراليا."""
    return "each" in text.classes[index]


def _described(text: Text, index: int) -> bool:
    """Whether a word may be the adjective of a quantity: أجزاء واسعة من، الجزء الشمالي من."""
    classes = text.classes[index]
    return not classes or "directions" in classes or "others" in classes or text.norm(index).endswith(("ي", "يه"))


def _adjective(text: Text, index: int) -> bool:
    """Whether a word with its article describes the noun before it: الرهائن الأحياء من خان يونس."""
    noun = text.before(index)
    named = text.norm(index).startswith("ال") and text.norm(noun).startswith("ال")
    return named and not text.has(noun, "prepositions") and not text.has(noun, "quantity")
