"""Toponym recognition: which strings of an article are places, and in what capacity.

Every reading of every word is looked up; the longest name wins. What stands around a name then decides whether
it is a place (toponym), a nationality (demonym), a government (metonym), part of an organisation's name, or
no place at all. Names that are safe by themselves come first; the rest need a sign that a place is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefmap.acting import acts
from briefmap.gazetteer import Gazetteer
from briefmap.matching import SAFE_POPULATION, Match, heard
from briefmap.matching import matches as names_in
from briefmap.model import Mention, Span
from briefmap.namesakes import club, organisation, person
from briefmap.signs import Verdict, signs
from briefmap.text import Text

__all__ = ["Rejected", "recognise"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A string that is a place's name elsewhere, and why it is none here."""

    span: Span
    text: str
    reason: str


def recognise(text: Text, gazetteer: Gazetteer) -> tuple[tuple[Mention, ...], tuple[Rejected, ...]]:
    """The mentions of an article in its order, and the look-alikes that were turned down."""
    matches = names_in(text, gazetteer)
    at = {m.first: m for m in matches} | {m.last - 1: m for m in matches}
    verdicts: dict[int, Verdict | None] = {}
    countries: set[str] = set()
    for match in matches:
        verdict = _certain(text, match, gazetteer, at)
        verdicts[match.first] = verdict
        if verdict and verdict[0] and match.best.iso2:
            countries.add(match.best.iso2)
    for _ in range(2):  # twice, since an accepted name vouches for its neighbours on either side
        for match in matches:
            if verdicts[match.first] is None:
                sign = signs(text, match, gazetteer, at, verdicts, countries)
                if sign:
                    verdicts[match.first] = ("toponym", sign)
    for earlier, match in zip(matches, matches[1:], strict=False):
        if _shared(earlier, earlier, match, verdicts) and gazetteer.capital_of(match.best.id):
            verdicts[match.first] = ("metonym", "in a list of governments")
    for match, later in zip(matches, matches[1:], strict=False):
        free = not match.prefix and not text.has(text.before(match.first), "prepositions")
        if free and _shared(later, match, later, verdicts) and gazetteer.capital_of(match.best.id):
            verdicts[match.first] = ("metonym", "in a list of governments")
    mentions, rejected = [], []
    for match in matches:
        kind, reason = verdicts[match.first] or (
            None,
            "a small place, and nothing beside it says that a place is meant",
        )
        start = match.start
        if (
            match.last - match.first > 1
            and text.has(match.first, "outside")
            and not text.norm(match.first).startswith("ال")
            and (match.best.kind != "country" or text.has(match.first, "outside.states"))
        ):
            start = text.stream[match.first + 1].start
        span = Span(start, text.stream[match.last - 1].end)
        surface = span.of(text.text)
        if kind:
            wanted = {"metonym"} if kind == "metonym" and match.institution else None
            roles = wanted or ({"demonym"} if kind == "demonym" else {"name", "alias"})
            places = tuple(dict.fromkeys(n.place for n in match.names if n.role in roles))
            mentions.append(Mention(span, surface, kind, places, reason))
        else:
            rejected.append(Rejected(span, surface, reason))
    taken = {i for match in matches for i in range(match.first, match.last)}
    for name in heard(text, gazetteer, taken, frozenset(countries)):
        reason = f"sounds like {name.latin}"
        mentions.append(Mention(name.span, name.span.of(text.text), "toponym", name.places, reason, name.score))
    return tuple(sorted(mentions, key=lambda m: m.span)), tuple(rejected)


def _shared(acts: Match, earlier: Match, later: Match, verdicts: dict[int, Verdict | None]) -> bool:
    """Whether «and» alone joins two capitals, and the one that `acts` does so as its government, the other is bare:
    وقّعت نواكشوط ودكار، باكو ويريفان تعلنان."""
    kinds = {m.first: (verdicts[m.first] or (None,))[0] for m in (earlier, later)}
    other = later if acts is earlier else earlier
    joined = later.prefix == "و" and later.first == earlier.last
    return joined and kinds[acts.first] == "metonym" and kinds[other.first] == "toponym"


def _certain(text: Text, m: Match, gaz: Gazetteer, at: dict[int, Match]) -> Verdict | None:
    """What needs no look at the rest of the article; None where more signs are needed."""
    before, after = text.before(m.first), text.after(m.last - 1)
    word = text.norm(before)
    lexicon = text.lexicon
    prefixed = any(c in m.prefix for c in "بلك")
    adjective = not prefixed and not m.prefix and word.startswith("ال") and not text.classes[before]
    nationality = m.words == 1 and any(n.role == "demonym" for n in m.names)
    if m.demonym or nationality and not text.head(before) and (adjective or not _country(m, gaz)):
        if not prefixed and (word in lexicon.given or text.has(before, "titles.always")):
            return None, "a family name"
        return "demonym", "a nationality"
    ordinary = lexicon.blocked.get(m.stem, frozenset()) if m.words == 1 else frozenset()
    for beside in (before, after):
        if beside >= 0 and ordinary & {text.norm(beside), text.norm(beside).removeprefix("ال")}:
            return None, "an ordinary word beside " + text.stream[beside].raw
    bearer = person(text, m, before, after, prefixed)
    if bearer:
        return None, bearer
    if m.words == 1 and m.best.kind not in ("country", "region") and m.best.feature != "PPLC":
        if text.classes[m.first] or len(m.stem) < 3 or text.norm(m.first) in lexicon.common:
            named = before >= 0 and not prefixed and text.head(before) in ("city", "admin", "site")
            return None if named else (None, "an ordinary word")
    head = text.head(before) if before >= 0 and not prefixed else ""
    if m.best.kind == "city" and not head and club(text, m, before, prefixed):
        return None, "a club in a report on sport"
    if before >= 0 and not prefixed and not head and "و" not in m.prefix and organisation(text, before, after, at):
        return "organisation", "part of an organisation's name"
    if m.institution:
        return "metonym", "an institution that stands for its state"
    if gaz.capital_of(m.best.id) and not prefixed and not head and acts(text, m, before, after, at):
        return "metonym", "a capital that acts as its government"
    common = m.words == 1 and m.stem in lexicon.common
    longer = after >= 0 and not text.classes[after] and after not in at and text.norm(after)[:1] not in "او"
    if head == "site" and m.best.kind == "city" and (m.best.population < SAFE_POPULATION or longer):
        return None  # سجن بانوراما، سجن كوت بلوال: a site has a name of its own, which is rarely that of a far town
    if not common:
        if m.best.kind in ("country", "region", "water") or m.best.feature == "PPLC":
            return "toponym", f"the name of a {m.best.kind}"
        if m.words > 1 or m.best.population >= SAFE_POPULATION:
            return "toponym", "a known name" if m.words > 1 else "the name of a large city"
    if head and not common:
        return "toponym", "behind " + text.stream[before].raw
    return None


def _country(m: Match, gaz: Gazetteer) -> bool:
    return any(n.role != "demonym" and gaz.place(n.place).kind == "country" for n in m.names)
