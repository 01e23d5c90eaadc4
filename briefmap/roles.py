"""Role assignment: what the article says of its places, by a profile's events, with the evidence.

In each sentence every cue of the profile opens an event whose slots the mentions fill. Negation turns an event
around, denial and mere calls take it back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from briefmap.arabic import sentences
from briefmap.cues import Cue, cues, words
from briefmap.frames import Filled, Sentence, fill, finest, tied
from briefmap.model import Evidence, Place, Resolution, RoleAssignment, Span
from briefmap.phrases import Phrase, own_subject
from briefmap.profiles import Profile
from briefmap.text import Text

__all__ = ["Dropped", "assign"]

NEAR = 6  # words between a cue and the people it is done to


@dataclass(frozen=True, slots=True)
class Dropped:
    """A role that a cue would have given, and what took it away."""

    mention: Span
    role: str
    cue: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    role: str
    mention: int
    place: Place
    cue: Cue
    slot: str
    score: float
    sentence: Span


def assign(
    text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], profile: Profile
) -> tuple[tuple[RoleAssignment, ...], tuple[Dropped, ...]]:
    """Every role of every place, sorted by the profile's order of roles, and the claims that were dropped."""
    dropped: list[Dropped] = []
    claims: list[Claim] = []
    capitals = {p.iso2: p for r in resolutions if (p := r.place) and p.feature == "PPLC"}
    for span, said in _sentences(text, resolutions, around, profile):
        told: list[Claim] = []
        for cue in said.cues:
            told += _claims(said, span, cue, capitals, dropped)
        claims += _settle(said, told)
    given = {claim.role for claim in claims}
    claims = [c for c in claims if not c.cue.event.beside or c.cue.event.beside in given]
    order = {role.id: number for number, role in enumerate(profile.roles)}
    return tuple(
        sorted(_assignments(text, resolutions, claims), key=lambda a: (order[a.role], -a.score, a.place.id))
    ), (tuple(dropped))


def _assignments(text: Text, resolutions: tuple[Resolution, ...], claims: list[Claim]) -> list[RoleAssignment]:
    """One assignment for each role of each place, with all that speaks for it."""
    by_key: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_key[claim.role, claim.place.id].append(claim)
    found = []
    for (role, _), told in by_key.items():
        told.sort(key=lambda c: (-c.score, c.sentence.start))
        sure = max(c.score * (0.6 if resolutions[c.mention].uncertain else 1.0) for c in told)
        sure = min(0.99, sure + 0.03 * (len({c.sentence for c in told}) - 1))
        evidence: dict[tuple[Span, Span], Evidence] = {}
        for claim in told:
            cue, mention = _span(text, claim.cue), resolutions[claim.mention].mention.span
            rule = f"{claim.cue.event.id}.{claim.slot}"
            quote = claim.sentence.of(text.text)
            evidence.setdefault((claim.sentence, cue), Evidence(claim.sentence, quote, cue, mention, rule))
        found.append(RoleAssignment(told[0].place, role, round(sure, 3), tuple(evidence.values())))
    return found


def _sentences(
    text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], profile: Profile
) -> list[tuple[Span, Sentence]]:
    """The sentences that hold mentions and cues. What an event needs may stand in the sentence before."""
    covered = {i for p in around for i in range(p.first, p.last)}
    found: list[tuple[Span, Sentence]] = []
    before: frozenset[str] = frozenset()
    earlier = 0
    opened: list[set[str]] = [set(), set()]  # the events of the two sentences before
    number = 0
    for span in sentences(text.text, (text.stream, text.starts)):
        first, last = bisect_left(text.starts, span.start), bisect_left(text.starts, span.end)
        inside: list[int] = []
        while number < len(around) and around[number].first < last:
            if resolutions[number].mention.kind != "organisation" and not _branch(text, resolutions, around, number):
                inside.append(number)
            number += 1
        spoken = words(text, profile, first, last, covered)
        here = spoken.classes | _people(text, resolutions, around, inside, profile)
        here_cues = cues(text, spoken, here | before, last)
        events = {cue.event.id for cue in here_cues}
        said = Sentence(text, resolutions, around, first, last, inside, earlier)
        near = events | (opened[0] | opened[1] if spoken.classes & profile.people else set())
        said.cues.extend(c for c in here_cues if not c.event.over or c.event.over & near)
        opens = {i for i in range(first, last) if _opens_clause(text, i)}
        for mention in inside:
            phrase = around[mention]
            if own_subject(text, resolutions[mention].mention, phrase.first, phrase.last):
                opens.add(phrase.first)
        said.breaks.extend([first, *sorted(opens - {first}), last])
        if said.cues and (inside or any(_stands_for(text, i) for i in range(first, last))):
            found.append((span, said))
        earlier = first
        opened = [opened[1], events]
        before = here
    return found


def _branch(text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], number: int) -> bool:
    """Whether a region is a part of a group's name: تنظيم القاعدة في جزيرة العرب."""
    place, phrase = resolutions[number].place, around[number]
    region = place is not None and place.kind == "region" and phrase.marker == "في"
    return region and text.has(text.before(phrase.start), "branches")


def _stands_for(text: Text, index: int) -> bool:
    return any(name.startswith("anaphora.") for name in text.classes[index])


def _opens_clause(text: Text, index: int) -> bool:
    """Whether a clause of its own begins; an attribution between two commas only interrupts one."""
    comma = index > 0 and text.stream[index - 1].raw in "،,"
    if comma and text.norm(index) in ("لم", "لن"):
        return True
    if "clause" not in text.classes[index]:
        return False
    later = range(index + 1, min(index + 8, len(text.stream)))
    aside = "attribution" in text.classes[index] and comma
    return not (aside and any(text.stream[i].raw in "،," for i in later))


def _people(
    text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], inside: list[int], profile: Profile
) -> frozenset[str]:
    """The classes that people named by their nationality belong to: أعادت 62 إيطاليا."""
    for mention in inside:
        phrase = around[mention]
        if resolutions[mention].mention.kind == "demonym" and not phrase.office:
            norm = text.norm(phrase.first)
            if not norm.startswith("ال") or norm.endswith(("ين", "ون", "ات")):
                return profile.people
    return frozenset()


def _claims(said: Sentence, span: Span, cue: Cue, capitals: dict[str, Place], dropped: list[Dropped]) -> list[Claim]:
    """The claims of one cue."""
    event = cue.event
    giving = event.negated if cue.negated and event.negated else event.slots
    lost = cue.scope or ("negated" if cue.negated and not event.negated else "")
    slots: list[Filled] = fill(said, cue)
    if event.borrows and not any(f.slot == "from" for f in slots):
        lenders = [c for c in said.cues if c.event.id == event.borrows and c.form == "noun" and not c.scope]
        slots += [Filled(f.mention, "from", 0.7) for c in lenders for f in fill(said, c) if f.slot in ("where", "of")]
    if event.grain in ("finest", "tied"):
        slots = finest(said, slots, countries=event.grain == "tied")
    claims: list[Claim] = []
    for filled in slots:
        resolution, phrase = said.resolutions[filled.mention], said.around[filled.mention]
        place = resolution.place
        if place and phrase.head == "capital" and resolution.mention.kind == "demonym" and filled.slot == "where":
            place = capitals.get(place.iso2)
        left_out = phrase.marker == "except" and phrase.first >= cue.last
        if place is None or filled.slot not in giving or left_out:
            continue
        if event.grain == "area" and place.kind in ("city", "site"):
            continue
        because = lost or (
            "foreign" if event.own and filled.slot in ("who", "of") and _foreign(said, cue, place) else ""
        )
        for role in giving[filled.slot].get(place.kind) or giving[filled.slot].get("") or ():
            if because:
                dropped.append(Dropped(resolution.mention.span, role, _span(said.text, cue), because))
            else:
                where = span
                if resolution.mention.span.start < span.start:  # the name stands in the sentence before
                    where = Span(said.text.starts[said.earlier], span.end)
                claims.append(Claim(role, filled.mention, place, cue, filled.slot, filled.sure, where))
    return claims


def _foreign(said: Sentence, cue: Cue, state: Place) -> bool:
    """Whether the people it is done to are of another nationality than who does it: أعادت ألمانيا 30 أفغانيا."""
    for mention in said.inside:
        phrase, place = said.around[mention], said.place(mention)
        if said.kind(mention) == "demonym" and not phrase.office and 0 <= phrase.start - cue.last <= NEAR:
            return place is not None and place.iso2 != state.iso2
    return False


def _span(text: Text, cue: Cue) -> Span:
    return text.span(cue.first, cue.last)


def _settle(said: Sentence, claims: list[Claim]) -> list[Claim]:
    """Without what a state is said to do where the same sentence said before that it refuses to."""
    ground = [c for c in claims if c.cue.event.grain in ("finest", "tied")]
    claims = [
        c
        for c in claims
        if c not in ground
        or c.cue.event.grain == "tied"
        and c.place.kind == "country"
        or not any(o.role == c.role and o.mention < c.mention and tied(said, o.mention, c.mention) for o in ground)
    ]
    refused = [(c.mention, c.cue.first, c.cue.event.over) for c in claims if c.cue.event.over]
    return [
        c
        for c in claims
        if c.slot not in ("who", "of")
        or not any(m == c.mention and at < c.cue.first and c.cue.event.id in over for m, at, over in refused)
    ]
