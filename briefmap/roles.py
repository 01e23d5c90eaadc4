"""Role assignment: what the article says of its places, by a profile's events, with the evidence.

In each sentence every cue of the profile opens an event; the event's slots (who, where, from …) are filled by the
mentions whose preposition and position fit. Negation turns an event around, denial and mere calls take it back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from briefmap.arabic import readings, sentences
from briefmap.inflection import stems
from briefmap.model import Evidence, Place, Resolution, RoleAssignment, Span
from briefmap.phrases import Phrase
from briefmap.profiles import Event, Profile, Scope
from briefmap.recognition import Text

__all__ = ["Dropped", "assign"]

REACH = 26  # tokens between a cue and what it governs
WHERE = {
    "في",
    "ب",
    "داخل",
    "قرب",
    "قباله",
    "عند",
    "عبر",
    "ضمن",
    "لدي",
    "امام",
    "حول",
    "خارج",
    "وسط",
    "تحت",
    "خلال",
    "فوق",
}
SLOT_OF = {
    **dict.fromkeys(WHERE, "where"),
    **dict.fromkeys(("علي", "ضد", "نحو", "باتجاه", "صوب"), "on"),
    "من": "from",
    **dict.fromkeys(("الي", "ل", "حتي"), "to"),
    **dict.fromkeys(
        ("مع", "بين", "بمشاركه", "بحضور", "برفقه", "برعايه", "بوساطه", "برئاسه", "بدعوه", "بقياده"), "with"
    ),
}
NEGATIONS = {"لم", "لن", "لا", "ليس", "ليست", "غير", "عدم", "دون", "بلا", "ولم", "ولن", "ولا", "فلم", "وليس"}
RANK = {"site": 0, "city": 0, "admin": 1, "water": 1, "country": 2, "region": 3}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A role that a cue would have given, and what took it away."""

    mention: Span
    role: str
    cue: Span
    reason: str


@dataclass(slots=True)
class Cue:
    """One cue in the text: token `first` … `last` (exclusive)."""

    first: int
    last: int
    event: Event
    form: str
    negated: bool = False
    scope: str = ""


@dataclass(slots=True)
class Claim:
    role: str
    mention: int
    cue: Cue
    slot: str
    score: float


def assign(
    text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], profile: Profile
) -> tuple[tuple[RoleAssignment, ...], tuple[Dropped, ...]]:
    """Every role of every place, sorted by the profile's order of roles, and the claims that were dropped."""
    engine = _Reader(text, resolutions, around, profile)
    spans = sentences(text.text, text.stream)
    claims: list[tuple[Claim, Span]] = []
    for span in spans:
        claims += [(c, span) for c in engine.sentence(span)]
    by_key: dict[tuple[str, str], list[tuple[Claim, Span]]] = defaultdict(list)
    places: dict[str, Place] = {}
    for claim, span in claims:
        place = resolutions[claim.mention].place
        if place:
            places[place.id] = place
            by_key[claim.role, place.id].append((claim, span))
    order = {r.id: n for n, r in enumerate(profile.roles)}
    found = []
    for (role, place_id), told in by_key.items():
        told.sort(key=lambda t: (-t[0].score, t[1].start))
        sure = max(c.score * (0.6 if resolutions[c.mention].uncertain else 1.0) for c, _ in told)
        sure = min(0.99, sure + 0.03 * (len({s for _, s in told}) - 1))
        evidence: dict[tuple[Span, Span], Evidence] = {}
        for claim, span in told:
            cue = Span(text.stream[claim.cue.first].start, text.stream[claim.cue.last - 1].end)
            rule = f"{claim.cue.event.id}.{claim.slot}"
            mention = resolutions[claim.mention].mention.span
            evidence.setdefault((span, cue), Evidence(span, span.of(text.text), cue, mention, rule))
        found.append(RoleAssignment(places[place_id], role, round(sure, 3), tuple(evidence.values())))
    found.sort(key=lambda a: (order[a.role], -a.score, a.place.id))
    return tuple(found), tuple(engine.dropped)


class _Reader:
    """Reads one article sentence by sentence."""

    def __init__(self, text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], profile: Profile) -> None:
        self.text, self.resolutions, self.around, self.profile = text, resolutions, around, profile
        self.dropped: list[Dropped] = []
        self.at_token = {t.start: i for i, t in enumerate(text.stream)}
        self.next_mention = 0
        self.covered = {i for p in around for i in range(p.first, p.last)}

    def sentence(self, span: Span) -> list[Claim]:
        first = self.at_token[span.start]
        last = first
        while last < len(self.text.stream) and self.text.stream[last].start < span.end:
            last += 1
        inside: list[int] = []
        while self.next_mention < len(self.around) and self.around[self.next_mention].first < last:
            if self.resolutions[self.next_mention].mention.kind != "organisation":
                inside.append(self.next_mention)
            self.next_mention += 1
        if not inside:
            return []
        cues, scopes = self._cues(first, last)
        if not cues:
            return []
        breaks = [first, *(i for i in range(first, last) if "clause" in self.text.classes[i]), last]
        self._mark_scopes(cues, scopes, last)
        claims: list[Claim] = []
        for cue in cues:
            claims += self._fill(cue, cues, inside, breaks)
        return self._settle(claims)

    def _cues(self, first: int, last: int) -> tuple[list[Cue], list[tuple[int, Scope]]]:
        """The sentence's cues, and the words that take back what follows them."""
        cues: list[Cue] = []
        scopes: list[tuple[int, Scope]] = []
        present: set[str] = set()
        hits: list[tuple[int, int, Event | Scope, str]] = []
        for index in range(first, last):
            if self.text.stream[index].kind != "word":
                continue
            norm = self.text.norm(index)
            for reading in readings(norm):
                present |= self.profile.classes(reading.stem)
                for rest, owner in self.profile.phrases.get(reading.stem, ()):
                    if all(self.text.norm(index + 1 + n) == word for n, word in enumerate(rest)):
                        hits.append((index, index + 1 + len(rest), owner, "noun"))
            if index not in self.covered and "group" not in self.text.classes[index]:
                hits += [(index, index + 1, owner, form) for owner, form in self._spoken(norm)]
        seen: set[tuple[int, str]] = set()
        for start, end, owner, form in hits:
            if isinstance(owner, Scope):
                scopes.append((start, owner))
            elif (start, owner.id) not in seen and (not owner.needs or owner.needs in present):
                seen.add((start, owner.id))
                cues.append(Cue(start, end, owner, form, self._negated(start)))
        return cues, scopes

    def _spoken(self, norm: str) -> tuple[tuple[Event | Scope, str], ...]:
        for reading in readings(norm):
            verbal = not any(c in reading.prefix for c in "بلك")
            for stem in stems(reading.stem):
                found = self.profile.cues.get(stem)
                if found:
                    return found if verbal else tuple(f for f in found if f[1] == "noun")
        return ()

    def _negated(self, index: int) -> bool:
        for earlier in (index - 1, index - 2):
            if earlier >= 0 and self.text.norm(earlier) in NEGATIONS:
                return earlier == index - 1 or not self.text.classes[index - 1]
        return False

    def _mark_scopes(self, cues: list[Cue], scopes: list[tuple[int, Scope]], last: int) -> None:
        for at, scope in scopes:
            end = next(
                (
                    i
                    for i in range(at + 1, last)
                    if "contrast" in self.text.classes[i] or self.text.norm(i) in scope.until
                ),
                last,
            )
            if self._negated(at):
                continue
            for cue in cues:
                if at < cue.first < end and scope.id not in cue.event.survives:
                    cue.scope = scope.id

    def _fill(self, cue: Cue, cues: list[Cue], inside: list[int], breaks: list[int]) -> list[Claim]:
        """The claims of one cue."""
        event = cue.event
        giving = event.negated if cue.negated and event.negated else event.slots
        lost = cue.scope or ("negated" if cue.negated and not event.negated else "")
        if event.over and not any(c.event.id == event.over for c in cues):
            return []
        left = max(b for b in breaks if b <= cue.first)
        right = min(b for b in breaks if b > cue.first)
        claims: list[Claim] = []
        slots = self._slots(cue, cues, inside, left, right)
        if event.grain == "finest":
            slots = self._finest(slots)
        for mention, slot, sure in slots:
            resolution = self.resolutions[mention]
            place = resolution.place
            if place is None or slot not in giving:
                continue
            if self.around[mention].marker == "except":
                continue
            if event.grain == "area" and place.kind in ("city", "site"):
                continue
            roles = giving[slot].get(place.kind) or giving[slot].get("") or ()
            for role in roles:
                if lost:
                    span = Span(self.text.stream[cue.first].start, self.text.stream[cue.last - 1].end)
                    self.dropped.append(Dropped(resolution.mention.span, role, span, lost))
                else:
                    claims.append(Claim(role, mention, cue, slot, sure))
        return claims

    def _slots(
        self, cue: Cue, cues: list[Cue], inside: list[int], left: int, right: int
    ) -> list[tuple[int, str, float]]:
        """Which mention fills which slot of the cue's frame."""
        found: list[tuple[int, str, float]] = []
        agent = -1
        taken: dict[int, str] = {}
        later_verbs = [c.first for c in cues if c.first > cue.first and c.form == "verb" and c.event.id != cue.event.id]
        stop = min([right, *later_verbs]) if cue.form == "verb" else right
        for mention in inside:
            phrase = self.around[mention]
            kind = self.resolutions[mention].mention.kind
            if phrase.joined in taken:
                slot = taken[phrase.joined]
                if slot != "officials" or kind == "demonym" or phrase.office:
                    taken[mention] = slot
                    found.append((mention, slot, 0.85))
                continue
            slot, sure = "", 0.85
            gap = phrase.start - cue.last
            if phrase.first >= cue.last and phrase.first < right and gap <= REACH:
                if phrase.marker in SLOT_OF:
                    slot = SLOT_OF[phrase.marker] if phrase.first < stop or SLOT_OF[phrase.marker] == "where" else ""
                    sure = 0.9 if gap < 8 else 0.75
                elif not phrase.marker and phrase.first < stop:
                    if gap <= 0:
                        slot = "who" if cue.form == "verb" else "of"
                    elif agent < 0 and gap <= 3 and cue.form == "verb" and kind != "demonym":
                        slot = "object" if "object" in cue.event.slots else "who"
                    elif phrase.office and cue.form == "verb" and agent < 0 and gap <= 4:
                        slot = "who"
                if (kind == "demonym" or phrase.office) and slot in ("where", "from", "on", "to", "object"):
                    slot = ""  # its officials or people are meant, not its ground
                if slot == "who" and "who" not in cue.event.slots and "object" in cue.event.slots:
                    slot = "object"
                if slot == "where" and "where" not in cue.event.slots and phrase.marker == "ب":
                    slot = "with"
            elif phrase.last <= cue.first and phrase.first >= left:
                if phrase.marker in WHERE and mention == inside[0] and kind != "demonym":
                    slot, sure = "where", 0.8
            if slot in ("who", "of"):
                agent = mention
            if slot:
                taken[mention] = slot
                found.append((mention, slot, sure))
            if (
                (phrase.office or kind == "metonym")
                and slot not in ("who", "with", "of")
                and "officials" in cue.event.slots
            ):
                if left <= phrase.first < right:
                    taken.setdefault(mention, "officials")
                    found.append((mention, "officials", 0.75))
        if agent < 0 and "who" in cue.event.slots | cue.event.negated:
            found += self._subject(cue, inside, left)
        return found

    def _subject(self, cue: Cue, inside: list[int], left: int) -> list[tuple[int, str, float]]:
        """The list that acts when no name follows the cue: the nearest free name before it in the sentence."""
        actors = [
            m
            for m in inside
            if self.around[m].last <= cue.first
            and not self.around[m].marker
            and (self.resolutions[m].mention.kind != "demonym" or self.around[m].office)
            and (self.resolutions[m].place is not None)
            and not self._owner(m)
        ]
        if not actors:
            return []
        nearest = actors[-1]
        found = [(nearest, "who", 0.8 if self.around[nearest].first >= left else 0.7)]
        while self.around[nearest].joined >= 0:
            nearest = self.around[nearest].joined
            found.append((nearest, "who", 0.7))
        return found

    def _owner(self, mention: int) -> bool:
        """Whether the name only says whose somebody is, deep in a phrase: من أقرب حلفاء الولايات المتحدة."""
        phrase = self.around[mention]
        before = self.text.before(phrase.start)
        plain = before >= 0 and not self.text.classes[before] and not self.text.norm(before).endswith("ت")
        return phrase.office and self.resolutions[mention].mention.kind == "toponym" and plain

    def _finest(self, slots: list[tuple[int, str, float]]) -> list[tuple[int, str, float]]:
        """Without the places that only say where a finer place of the same slot lies."""
        kept = []
        here = [(self.resolutions[m].place, s) for m, s, _ in slots]
        for mention, slot, sure in slots:
            place = self.resolutions[mention].place
            if place and slot in ("where", "on", "object"):
                finer = any(
                    p
                    and s in ("where", "on", "object")
                    and RANK[p.kind] < RANK[place.kind]
                    and (p.iso2 == place.iso2 or not place.iso2)
                    for p, s in here
                )
                if finer:
                    continue
            kept.append((mention, slot, sure))
        return kept

    def _settle(self, claims: list[Claim]) -> list[Claim]:
        """Within a sentence, a state that refuses or is refused does not also do it."""
        refusing = {c.mention for c in claims if c.cue.event.over}
        settled = []
        for claim in claims:
            overridden = claim.mention in refusing and not claim.cue.event.over and claim.slot in ("who", "of")
            if not (
                overridden and any(claim.cue.event.id == c.cue.event.over for c in claims if c.mention == claim.mention)
            ):
                settled.append(claim)
        return settled
