"""Role assignment: what the article says of its places, by a profile's events, with the evidence.

In each sentence every cue of the profile opens an event whose slots the mentions fill. Negation turns an event
around, denial and mere calls take it back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from briefmap.clauses import Filled, Sentence, finest, tied
from briefmap.cues import Cue
from briefmap.frames import fill
from briefmap.inflection import THEM
from briefmap.model import Evidence, Place, Resolution, RoleAssignment, Span
from briefmap.nationals import COUNTED, done_to, foreign, home, kin
from briefmap.phrases import Phrase
from briefmap.profiles import Event, Giving, Profile
from briefmap.provinces import namesake
from briefmap.sentences import sentences_of
from briefmap.text import Text

__all__ = ["Dropped", "assign"]

ECHO = 8  # claims before a sentence that an echo may take up
LENDS = 14  # words behind a noun that still say where people were held
LENT = 0.7  # how sure a place is that another event lends
GUESSED = 0.8  # how sure, at the most, who acts is when no name stands beside its verb
BESIDE = 3  # words between a name and the verb whose subject it surely is
VESSEL = 4  # words between a plane and the nationality that it is of
STANCE = 6  # words between a stance and what it is about
NATURAL = ("ISL", "ISLS", "MT", "MTS", "PEN", "VAL", "FRST", "HLL")  # sites as wide as an area


@dataclass(frozen=True, slots=True)
class Dropped:
    """A role that a cue would have given, and what took it away."""

    mention: Span
    role: str
    cue: Span
    reason: str


class Claim(NamedTuple):
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
    for span, said in sentences_of(text, resolutions, around, profile):
        told: list[Claim] = []
        taken = len(dropped)
        for cue in said.cues:
            told += _claims(said, span, cue, capitals, dropped)
        told = _settle(said, told, dropped[taken:])
        claims += [*told, *_echoes(said, span, told, claims)]
    own = {c.mention for c in claims if c.place is resolutions[c.mention].place}
    claims = [c for c in claims if c.cue.event.grain != "area" or c.mention not in own or _itself(resolutions, c)]
    given = {claim.role for claim in claims}
    claims = [c for c in claims if not c.cue.event.beside or c.cue.event.beside in given]
    order = {role.id: number for number, role in enumerate(profile.roles)}
    return tuple(
        sorted(_assignments(text, resolutions, claims), key=lambda a: (order[a.role], -a.score, a.place.id))
    ), (tuple(dropped))


def _itself(resolutions: tuple[Resolution, ...], claim: Claim) -> bool:
    """Whether a claim is made of the mention's own place and not of the province of the same name."""
    return claim.place is resolutions[claim.mention].place


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


def _claims(said: Sentence, span: Span, cue: Cue, capitals: dict[str, Place], dropped: list[Dropped]) -> list[Claim]:
    """The claims of one cue."""
    event = cue.event
    giving = event.negated if cue.negated and event.negated else event.slots
    if not _gives(event) or event.kin and not any(said.kind(m) == "demonym" for m in said.inside):
        return []
    lost = (
        cue.scope
        or ("talked about" if "from" in event.slots and cue.form == "noun" and _talked_about(said, cue) else "")
        or ("absent" if event.denies else "")
        or ("negated" if cue.negated and not event.negated else "")
    )
    slots: list[Filled] = fill(said, cue)
    if event.borrows:
        lent = _lent(said, event.borrows, cue)
        slots = [f for f in slots if not (lent and f.slot == "from" and home(said, f.mention))]
        if not any(f.slot == "from" for f in slots):
            slots += lent
    if event.own and not event.over and not any(f.slot in ("who", "of") for f in slots):
        people = done_to(said, cue)  # إعادة 31 طفلا روسيا، تسلمت الشرطة 64 كوريا
        counted = [m for m in people if said.text.norm(said.around[m].first).endswith(COUNTED)]
        slots += [Filled(m, "of", 0.75) for m in (people if cue.form == "noun" else counted)]
    if event.talks and "where" in event.slots:
        slots = _several(said, slots)
    if event.own and any(f.slot == "who" for f in slots):
        slots += [Filled(m, "who", 0.7) for m in _likewise(said, cue, slots)]
    if event.kin and cue.form == "noun":
        slots += [Filled(m, "of", 0.75) for m in said.inside if 0 <= said.around[m].first - cue.last < VESSEL]
    if event.grain in ("finest", "tied"):
        slots = finest(said, slots, countries=event.grain == "tied")
    origin = any(f.slot == "from" for f in slots)
    claims: list[Claim] = []
    for filled in slots:
        resolution, phrase = said.resolutions[filled.mention], said.around[filled.mention]
        place = resolution.place
        if place and phrase.head == "capital" and resolution.mention.kind == "demonym":
            place = capitals.get(place.iso2, None if filled.slot == "where" else place)
        joins = said.text.norm(cue.first).startswith(("و", "ف")) and cue.form == "verb"
        if event.denies and phrase.last <= cue.first - (1 if joins else BESIDE):
            continue  # تغيب عنها من دعي إليها: the names far before it came
        if filled.slot == "of" and place and place.kind == "city" and _side(said, filled.mention):
            continue  # لقاء سيول وطوكيو: they meet, and not there
        left_out = phrase.marker == "except" and phrase.first >= cue.last
        if place is None or filled.slot not in giving or left_out:
            continue
        if event.grain == "area" and place.kind in ("city", "site") and place.feature not in NATURAL:
            listed = any(f.slot == filled.slot and _kind(said, f.mention) in ("admin", "region") for f in slots)
            province = namesake(resolution) if listed and phrase.head != "city" else None
            if province is None:
                continue
            place = province  # ينشط بين كركوك وديالى
        if event.beside and not phrase.office:
            continue  # قال وزيرها takes part in what is met for; قالت كوبا only comments on it
        because = lost or (
            "foreign"
            if event.own and filled.slot in ("who", "of", "officials") and foreign(said, cue, place, slots)
            else ""
        )
        given = _given(giving[filled.slot], place)
        same = origin and set(given) <= set(event.slots.get("from", {}).get("", ()))
        if (
            filled.slot == "who"
            and same
            and (filled.sure <= GUESSED and phrase.last < cue.first or "to" in event.slots)
        ):
            continue  # سلمت الإدارة الذاتية وفدا بلجيكيا أطفالا كانوا في روج; قالت مقديشو إن 90 صوماليا رُحّلوا من أميركا: she did not send them away
        if event.kin and not kin(said, place, filled.mention):
            continue
        if (
            filled.slot == "who" and event.grain == "finest"
        ):  # الفلبين التي ستستضيف القمة في سيبو: not the whole country
            finer = [f for f in slots if f.slot == "where" and (p := said.place(f.mention)) and p.iso2 == place.iso2]
            given = tuple(r for r in given if not finer or r not in event.slots.get("where", {}).get("", ()))
        if filled.slot == "of" and place.kind == "country" and event.talks and "where" in event.slots:
            if resolution.mention.kind != "demonym" or not _side(said, filled.mention):
                continue  # المحادثات السورية في جنيف: one nationality only tells what they are about
        if because == "foreign" and filled.slot in event.foreign and not origin:
            given, because = _given(event.foreign[filled.slot], place), ""
        for role in given:
            if because:
                dropped.append(Dropped(resolution.mention.span, role, _span(said.text, cue), because))
            else:
                where = span
                if resolution.mention.span.start < span.start:  # the name stands in the sentence before
                    where = Span(said.text.starts[said.earlier], span.end)
                claims.append(Claim(role, filled.mention, place, cue, filled.slot, filled.sure, where))
    return claims


@cache
def _gives(event: Event) -> bool:
    """Whether an event gives a role by itself; some only lend their places to others, or are needed by them."""
    ways = (event.slots, event.negated, event.foreign)
    return any(roles for slots in ways for giving in slots.values() for roles in giving.values())


def _talked_about(said: Sentence, cue: Cue) -> bool:
    """Whether a noun names what is discussed, not done: بحث إعادة الأسرى، موقف فرنسا من إعادة الرجال."""
    text, before = said.text, cue.first - 1
    if not text.has(before, "prepositions") and text.norm(cue.first).startswith("ال"):
        before -= 1  # الرد على عمليات الترحيل
    if text.has(before, "topic") or text.lexicon.slots.get(text.norm(before)) == "around":
        return True
    stance = range(max(said.first, cue.first - STANCE), before)
    return text.has(before, "prepositions") and any(
        "topic" in text.classes[i] or "topic.stance" in text.classes[i] for i in stance
    )


def _likewise(said: Sentence, cue: Cue, slots: list[Filled]) -> list[int]:
    """Who did the same as who acts, with a number of its own: أجلت اليابان ستين من رعاياها وكندا تسعين."""
    taken = {f.mention for f in slots}
    right = min(b for b in said.breaks if b > cue.first)
    return [
        m
        for m in said.inside
        if cue.last < said.around[m].first < right
        and m not in taken
        and said.text.norm(said.around[m].first)[:1] == "و"
        and not said.around[m].marker
        and (said.text.has(said.around[m].last, "numbers") or said.text.norm(said.around[m].last)[:1].isdigit())
    ]


def _several(said: Sentence, slots: list[Filled]) -> list[Filled]:
    """Without several states in one list as the place of one meeting: in لقاء لوزراء النقل في جورجيا ورومانيا they meet."""
    states = [f.mention for f in slots if f.slot == "where" and (p := said.place(f.mention)) and p.kind == "country"]
    listed = {m for m in states for o in states if said.around[m].joined == o or said.around[o].joined == m}
    first = min((said.around[m].start for m in listed), default=0)
    meet = any(said.text.has(i, "governments") for i in range(first - 3, first))
    return [
        Filled(f.mention, "with", f.sure) if f.mention in listed else f
        for f in slots
        if f.slot != "where" or f.mention not in listed or meet
    ]


def _given(giving: Giving, place: Place) -> tuple[str, ...]:
    """The roles that a slot gives to a place of its kind."""
    return giving.get(place.kind) or giving.get("") or ()


def _kind(said: Sentence, mention: int) -> str:
    place = said.place(mention)
    return place.kind if place else ""


def _side(said: Sentence, mention: int) -> bool:
    """Whether a name stands in a list of several."""
    return said.around[mention].joined >= 0 or any(said.around[m].joined == mention for m in said.inside)


def _lent(said: Sentence, events: frozenset[str], cue: Cue) -> list[Filled]:
    """Where people were held or stranded before they came home: as nouns say it, or verbs done to them (تحتجزهم)."""
    lenders = [
        c
        for c in said.cues
        if c.event.id in events
        and c.first != cue.first
        and not (c.scope or c.negated or said.text.has(c.first - 1, "still"))  # ما زالوا محتجزين
    ]
    lenders = [c for c in lenders if c.form == "noun" or said.text.norm(c.first).endswith(THEM)]
    return [
        Filled(f.mention, "from", LENT)
        for c in lenders
        for f in fill(said, c)
        if (f.slot in ("where", "of") or f.slot == "to" and "to" in c.event.slots and not _then(said, c, f.mention))
        and c.first < said.around[f.mention].first < c.last + LENDS
        and not _towards(said.text, c.first - 1, said.around[f.mention].start)
    ]


def _then(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a verb stands between a cue and a name: أوقفوا، فغادروا إلى طاجيكستان."""
    at = said.around[mention].first
    return any(c.form == "verb" and cue.first < c.first < at and c.first != cue.first for c in said.cues)


def _towards(text: Text, first: int, last: int) -> bool:
    """Whether people are brought there: نقل السجناء إلى سجن في الشمال."""
    return any(text.lexicon.slots.get(text.norm(i)) == "to" for i in range(first, last))


def _span(text: Text, cue: Cue) -> Span:
    return text.span(cue.first, cue.last)


def _settle(said: Sentence, claims: list[Claim], dropped: list[Dropped]) -> list[Claim]:
    """Without what the same sentence said before that a state refuses, or does not refuse, to do, or stays away from."""
    ground = [c for c in claims if c.cue.event.grain in ("finest", "tied")]
    claims = [
        c
        for c in claims
        if c not in ground
        or c.cue.event.grain == "tied"
        and c.place.kind == "country"
        or not any(o.role == c.role and o.mention < c.mention and tied(said, o.mention, c.mention) for o in ground)
    ]
    cities = {(c.role, c.place.iso2) for c in claims if c.slot == "where" and c.place.kind in ("city", "site")}
    claims = [c for c in claims if c.slot != "who" or c.place.kind != "country" or (c.role, c.place.iso2) not in cities]
    over = [c for c in claims if c.cue.event.over]
    left = [c for c in said.cues if c.event.over and c.negated and not c.event.negated]
    absent = {(d.mention, d.role) for d in dropped if d.reason == "absent"}

    def stands(claim: Claim) -> bool:
        event, at = claim.cue.event.id, claim.cue.first
        if claim.score <= GUESSED and (said.resolutions[claim.mention].mention.span, claim.role) in absent:
            return False
        if claim.slot in ("who", "of"):
            refused = any(
                o.mention == claim.mention
                and o.cue.first < at
                and event in o.cue.event.over
                and (
                    claim.cue.form == "noun"
                    or said.around[claim.mention].last == at
                    or any(said.text.has(i, "that") for i in range(o.cue.first, at))
                )
                for o in over
            )
            return not refused and not any(c.first < at and event in c.event.over for c in left)
        lent = claim.slot == "from" and claim.score == LENT
        return not (lent and any(o.cue.first < at and event in o.cue.event.over for o in over))

    return [claim for claim in claims if stands(claim)]


def _echoes(said: Sentence, span: Span, told: list[Claim], before: list[Claim]) -> list[Claim]:
    """What is said of a state by saying that it did as another did: وحذت حذوها السويد."""
    found: list[Claim] = []
    for cue in said.cues:
        heard = [c for c in told if c.cue.first < cue.first] or before[-ECHO:] or told
        heard = [c for c in heard if c.cue.event.id in cue.event.echoes and c.slot in ("who", "of")]
        if not heard or cue.scope:
            continue
        for filled in fill(said, cue):
            place = said.place(filled.mention)
            if place and place.kind == "country" and filled.slot in ("who", "of"):
                turned = cue.event.negated.get(filled.slot, {}).get("country", ())
                for role in turned if cue.negated else (heard[-1].role,):
                    found.append(Claim(role, filled.mention, place, cue, filled.slot, 0.7, span))
    return found
