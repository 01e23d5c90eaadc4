"""Which words of a match are the place's own name, and which only announce, praise or describe it."""

from __future__ import annotations

from briefmap.gazetteer import Gazetteer
from briefmap.matching import Match, foreign
from briefmap.text import Text

__all__ = ["described", "extent"]


def extent(text: Text, m: Match, gaz: Gazetteer) -> tuple[int, int]:
    """The tokens of the name, the end exclusive: قطاع [غزة]، العاصمة [بغداد]، جنوب [لبنان]، [مكة] المكرمة."""
    first, last = m.first, m.last
    if last - first == 1:
        return first, last
    determined = m.stem.startswith("ال")
    announced = text.has(first, "outside") and not determined and m.best.kind != "country"
    row = {"water": "outside.rivers", "country": "outside.states"}.get(m.best.kind, "")
    named = text.has(first, row) if row else text.head(first) and not determined
    island = text.has(first, "outside.islands") and not determined
    if text.has(first, "outside.peninsulas") and last - first > 2 and _alone(text, m, gaz, 2):
        return first + 2, last  # شبه جزيرة [القرم]
    river = m.best.kind == "water" and text.has(first, row) and not _state(text, m, gaz)
    if (
        announced
        or river
        or named
        and _alone(text, m, gaz)
        or island
        and (foreign(text, m.first + 1) or _near(text, m, gaz))
        or text.has(first, "capital_of")
    ):
        first += 1
        if text.has(first, "outside.purposes") and first < last - 1:
            first += 1  # مركز احتجاز [تاجوراء]
        if text.has(m.first, "capital_of") and first < last - 1 and _adjective(text, first):
            first += 1  # العاصمة الأردنية عمان
    elif text.has(first, "directions") and m.best.kind == "region":
        whole = first
        while whole < last - 1 and text.has(whole, "directions"):
            whole += 1
        if any(
            gaz.place(n.place).kind == "country" for n in gaz.names(text.norm(whole)) if _is(text, n.rest, whole, last)
        ):
            first = whole
    if last - first > 1 and text.norm(last - 1) in text.lexicon.epithets:
        if first > m.first or not text.head(first) and _same(text, m, gaz, m.first):
            last -= 1
    elif last - first > 1 and _nationality(text, m, gaz) and _same(text, m, gaz, first):
        last -= 1  # [غامبيلا] الإثيوبية
    return first, last


def described(text: Text, m: Match, gaz: Gazetteer) -> bool:
    """Whether a common noun and a nationality describe the place and name nothing: الدول العربية، الجنوب اللبناني."""
    last = m.last - 1
    body = m.institution and m.last - m.first == 3 and m.stem in text.lexicon.described  # السلطة الوطنية الفلسطينية
    if not (body or m.last - m.first == 2) or not m.stem.startswith("ال") or not _adjective(text, last):
        return False
    if m.stem in text.lexicon.described or m.institution:
        return True
    states = {n.place for n in gaz.names(text.norm(last)) if n.role == "demonym" and not n.rest}
    return m.stem in text.lexicon.parts and any(gaz.place(place).kind == "country" for place in states)


def _adjective(text: Text, index: int) -> bool:
    word = text.norm(index)
    return word.startswith("ال") and word.endswith(("ي", "يه"))


def _same(text: Text, m: Match, gaz: Gazetteer, first: int) -> bool:
    """Whether the name from `first` on, without its last word, names the same place, and is no common word."""
    stem = m.stem if first == m.first else text.norm(first)
    if stem in text.lexicon.common and m.last - first == 2:
        return False
    places = {n.place for n in m.names}
    return any(n.place in places and _is(text, n.rest, first, m.last - 1) for n in gaz.names(stem))


def _nationality(text: Text, m: Match, gaz: Gazetteer) -> bool:
    """Whether a name ends in the nationality of the country that the place lies in."""
    if not m.best.iso2 or m.best.kind == "country":
        return False
    state = f"iso:{m.best.iso2}"
    return any(n.place == state and n.role == "demonym" and not n.rest for n in gaz.names(text.norm(m.last - 1)))


def _alone(text: Text, m: Match, gaz: Gazetteer, behind: int = 1) -> bool:
    """Whether the words behind the first name the same place: دولة [قطر]، جزيرة [جاوا], but not بحيرة تشاد."""
    places, first = {n.place for n in m.names}, m.first + behind
    return any(n.place in places and _is(text, n.rest, first, m.last) for n in gaz.names(text.norm(first)))


def _state(text: Text, m: Match, gaz: Gazetteer) -> bool:
    """Whether the words behind the first name a country: نهر النيجر."""
    names = gaz.names(text.norm(m.first + 1))
    return any(gaz.place(n.place).kind == "country" and _is(text, n.rest, m.first + 1, m.last) for n in names)


def _near(text: Text, m: Match, gaz: Gazetteer) -> bool:
    """Whether the words behind the first name a place on the island: جزيرة [هونغ كونغ]."""
    names = gaz.names(text.norm(m.first + 1))
    on = (gaz.place(n.place) for n in names if n.role != "demonym" and _is(text, n.rest, m.first + 1, m.last))
    return any(abs(p.lat - m.best.lat) < 1 and abs(p.lon - m.best.lon) < 1 for p in on)


def _is(text: Text, rest: tuple[str, ...], first: int, last: int) -> bool:
    """Whether a name's words behind its first are the tokens behind `first`."""
    return rest == tuple(text.norm(i) for i in range(first + 1, last))
