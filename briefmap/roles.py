"""Role assignment: what the article says of its places, by a profile's events, with the evidence.

In each sentence every cue of the profile opens an event whose slots the mentions fill. Negation turns an event
around, denial and mere calls take it back.
"""

from __future__ import annotations

from collections import defaultdict

from briefmap.claims import GUESSED, Claim, Dropped, Named, claims_of
from briefmap.clauses import Sentence, tied, within_city
from briefmap.cues import Cue
from briefmap.frames import fill
from briefmap.model import Evidence, Place, Resolution, RoleAssignment, Span
from briefmap.nationals import came_from
from briefmap.phrases import Phrase
from briefmap.profiles import Profile
from briefmap.seats import receives
from briefmap.sentences import sentences_of
from briefmap.slots import LENT
from briefmap.text import Text

__all__ = ["assign"]

HOST = 0.6  # how sure it is that the state of a place where others meet meets them
REFUSERS = 3  # words of who refuses, behind the verb
ECHO = 8  # claims before a sentence that an echo may take up


def assign(
    text: Text, resolutions: tuple[Resolution, ...], around: list[Phrase], profile: Profile
) -> tuple[tuple[RoleAssignment, ...], tuple[Dropped, ...]]:
    """Every role of every place, sorted by the profile's order of roles, and the claims that were dropped."""
    dropped: list[Dropped] = []
    claims: list[Claim] = []
    places = [r.place for r in resolutions if r.place]
    capitals = {p.iso2: p for p in places if p.feature == "PPLC"}
    named = Named(capitals, {p.iso2: p for p in places if p.kind == "country"})
    for span, said in sentences_of(text, resolutions, around, profile):
        told: list[Claim] = []
        taken = len(dropped)
        for cue in said.cues:
            told += claims_of(said, span, cue, named, dropped)
        told = _settle(said, told, dropped[taken:])
        claims += [*told, *_echoes(said, span, told, claims), *_homelands(said, span, told)]
    own = {c.mention for c in claims if _itself(resolutions, c)}
    claims = [c for c in claims if c.cue.event.grain != "area" or c.mention not in own or _itself(resolutions, c)]
    given = {claim.role for claim in claims}
    claims = [c for c in claims if not c.cue.event.beside or c.cue.event.beside in given]
    claims += _hosts(text, resolutions, around, profile, claims, dropped)
    order = {role.id: number for number, role in enumerate(profile.roles)}
    return tuple(
        sorted(_assignments(text, resolutions, claims), key=lambda a: (order[a.role], -a.score, a.place.id))
    ), tuple(dropped)


def _homelands(said: Sentence, span: Span, told: list[Claim]) -> list[Claim]:
    """The country of a place where people are held, if the text names it there or right before: من سوريا … في مخيم روج."""
    held = [c for c in told if c.cue.event.grain == "tied" and c.place.kind in ("city", "site", "admin")]
    found: list[Claim] = []
    for claim in held:
        mention = claim.mention if not said.inside else said.inside[-1]
        while mention >= 0 and said.around[mention].first >= said.earlier:
            place, phrase = said.place(mention), said.around[mention]
            country = place and place.kind == "country" and place.iso2 == claim.place.iso2
            ground = said.text.lexicon.slots.get(phrase.marker) in ("where", "from")
            ground = ground or phrase.start < phrase.first and said.text.lexicon.slots.get(phrase.marker) != "with"
            named = said.kind(mention) == "toponym" or phrase.head == "capital"  # في سجن بضواحي العاصمة الكمبودية
            if phrase.first == said.around[claim.mention].last and said.kind(mention) == "demonym":
                ground = named = True  # في سجن بأصفهان الإيرانية
            if place and country and ground and named and not phrase.office:
                found.append(Claim(claim.role, mention, place, claim.cue, claim.slot, 0.6, span))
                break
            mention -= 1
    return found


def _hosts(
    text: Text,
    resolutions: tuple[Resolution, ...],
    around: list[Phrase],
    profile: Profile,
    claims: list[Claim],
    dropped: list[Dropped],
) -> list[Claim]:
    """The states that have guests, where the article tells of them as well: اجتمعوا في مسقط … وشكر الوزير العماني الوفدين."""
    there = {
        (profile.hosts[c.role], c.place.iso2): c
        for c in claims
        if c.role in profile.hosts and c.cue.event.grain != "written" and c.place.kind in ("city", "site", "admin")
    }
    if not there:
        return []
    absent = {d.mention for d in dropped if d.reason == "absent"}
    away = {r.place.id for r in resolutions if r.place and r.mention.span in absent}
    states: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for number, resolution in enumerate(resolutions):
        if (state := resolution.place) and state.kind == "country" and state.id not in away:
            states[state.iso2].append((number, state))
    found: list[Claim] = []
    for (role, land), claim in there.items():
        for told, host in states.get(land, ()):
            if receives(text, around, told, resolutions[told].mention.kind):
                found.append(claim._replace(role=role, place=host, slot="host", score=HOST))
                break
    return found


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


def _span(text: Text, cue: Cue) -> Span:
    return text.span(cue.first, cue.last)


def _settle(said: Sentence, claims: list[Claim], dropped: list[Dropped]) -> list[Claim]:
    """Without the claims that others of the sentence make idle, or take back: who refuses does not do it."""
    claims = _places(said, _met(said, claims))
    moved = [c for c in claims if c.cue.event.grain != "area"]
    claims = [c for c in claims if c.cue.event.grain == "area"] + _starts(said, moved)
    over = [c for c in claims if c.cue.event.over]
    own = {c.place.iso2 for c in over}  # كل عائد من كيرالا, said by India
    claims = [c for c in claims if c.slot != "from" or c.place.iso2 not in own]
    claims = [c for c in claims if not _at_home(said, claims, c)]
    claims = [c for c in claims if not (c.cue.event.over and _claimed_by_others(said, c))]
    left = [c for c in said.cues if c.event.over and c.negated and not c.event.negated]
    others = {(d.cue, d.mention) for d in dropped if d.reason == "foreign"}  # of another nationality, and not sent away
    absent = {(d.mention, d.role) for d in dropped if d.reason in ("absent", "left out")}

    def stands(claim: Claim) -> bool:
        event, at = claim.cue.event.id, claim.cue.first
        name = said.resolutions[claim.mention].mention.span
        loose = claim.score <= GUESSED or claim.slot == "officials" or claim.cue.event.beside
        if loose and (name, claim.role) in absent:
            return False
        if claim.slot not in ("who", "of"):
            return not (_only_stayed(said, claim) and (_refused(over, claim) or _only_refused(said, claim.cue)))
        refusals = [c for c in said.cues if event in c.event.over]
        if any(_takes_back(said, refusal, claim) for refusal in over):
            return False
        if claim.cue.form == "noun" and any(_right_before(said, c, at) and _refuses(c) for c in refusals):
            return False
        if any((_span(said.text, c), name) in others for c in refusals):
            return False
        return not any(c.first < at and event in c.event.over for c in left)

    return [claim for claim in claims if stands(claim)]


def _only_stayed(said: Sentence, claim: Claim) -> bool:
    """Whether a place is only where people are who would come from there: إعادة المحتجزين في سوريا."""
    marked = said.text.lexicon.slots.get(said.around[claim.mention].marker)
    return claim.slot == "from" and (claim.score == LENT or marked != "from")


def _refused(over: list[Claim], claim: Claim) -> bool:
    """Whether somebody is told before to refuse what the claim tells of."""
    return any(o.cue.first < claim.cue.first and claim.cue.event.id in o.cue.event.over for o in over)


def _met(said: Sentence, claims: list[Claim]) -> list[Claim]:
    """Without the dangers that are only talked of where somebody meets: مؤتمر لمكافحة الإرهاب في المغرب."""
    seats = {c.mention: c.cue.first for c in claims if c.cue.event.talks and c.slot == "where"}

    def spoken_of(claim: Claim) -> bool:
        topic = claim.cue.event.grain == "area" and claim.cue.form == "noun" and claim.slot == "where"
        topic = topic and said.text.norm(claim.cue.first - 1).startswith("ل")
        return topic and seats.get(claim.mention, claim.cue.first) < claim.cue.first

    return [c for c in claims if not spoken_of(c)] if seats else claims


def _places(said: Sentence, claims: list[Claim]) -> list[Claim]:
    """Without the larger place that only tells where a finer one lies, or the state whose town something happens in."""
    ground = [c for c in claims if c.cue.event.grain in ("finest", "tied")]

    def only_tells_where(claim: Claim) -> bool:
        if claim.cue.event.grain == "tied" and (claim.place.kind == "country" or within_city(said, claim.mention)):
            return False
        finer = (o.mention for o in ground if o.role == claim.role and o.mention < claim.mention)
        return any(tied(said, mention, claim.mention) for mention in finer)

    claims = [c for c in claims if c not in ground or not only_tells_where(c)]
    claims = [c for c in claims if not any(_finer_behind(said, c, o) for o in ground)]
    cities = {(c.role, c.place.iso2) for c in claims if c.slot == "where" and c.place.kind in ("city", "site")}
    return [
        c
        for c in claims
        if c.slot != "who"
        or c.place.kind != "country"
        or c.cue.event.grain == "area"
        or (c.role, c.place.iso2) not in cities
    ]


def _finer_behind(said: Sentence, claim: Claim, other: Claim) -> bool:
    """Whether another cue says more finely where it was, no comma between: في البادية، حيث قُتل ثمانية في كمين قرب تدمر."""
    if claim.slot != "where" or other.role != claim.role or claim.place.kind not in ("admin", "region", "country"):
        return False
    first, last = claim.cue.last, other.cue.first
    before = said.around[claim.mention].last <= claim.cue.first < last <= said.around[other.mention].first
    if not before or claim.cue.event.grain != "finest" or claim.place.iso2 != other.place.iso2:
        return False
    return other.place.kind in ("city", "site") and not any(said.text.comma(i) for i in range(first, last))


def _at_home(said: Sentence, claims: list[Claim], claim: Claim) -> bool:
    """Whether nobody comes from there, since the state takes people home, or it lies at sea: بلاده استعادت مئة، أُنزلوا في لاغوس."""
    before = said.around[claim.mention].last <= claim.cue.first
    if claim.slot != "from" and not (claim.slot == "who" and before):
        return False
    if claim.place.kind == "water":
        return claim.slot == "from" and claim.cue.event.grain == "all"
    return any(
        o.cue.event.own
        and o.slot in ("who", "of")
        and o.role != claim.role
        and claim.role in o.cue.event.slots.get("from", {}).get("", ())
        and o.place.iso2 == claim.place.iso2
        and (o.cue is claim.cue or claim.place.kind == "country")
        for o in claims
    )


def _starts(said: Sentence, claims: list[Claim]) -> list[Claim]:
    """Without a place from which people only had come before, or a plane sets out, or that another event lends, where
    the sentence tells better whence they come."""
    ends = [c for c in claims if c.slot == "from" and not c.cue.event.own and came_from(said, c.mention)]
    starts = {c.mention: said.around[c.mention].start for c in ends}
    ends = [c for c in ends if c.cue.last != (at := starts[c.mention]) or said.text.has(at - 1, "coming")]
    ends += [c for c in claims if c.slot == "from" and c.place.kind == "region" and not c.place.iso2]
    fetching = [c for c in claims if c.slot == "from" and _sets_out(said, c)]
    ends += fetching
    if ends:  # أقلعت من ليبيا طائرة تحمل عاملا من بنغلاديش
        alone = [c for c in ends if all(o.role != c.role or o in ends for o in claims)]
        claims = [c for c in claims if c not in ends or c in alone and c not in fetching]
    plain = [c for c in claims if c.slot == "from" and c.score != LENT and c.place.kind != "country"]
    return [
        c
        for c in claims
        if c.slot != "from"
        or c.score != LENT
        or c.place.kind == "country"
        or not any(
            (o.role, o.place.iso2) == (c.role, c.place.iso2) and not _others_act(claims, o.mention, c.mention)
            for o in plain
        )
    ]  # تحتجزهم في ذمار، وقد أقلّتهم طائرة من صنعاء


def _others_act(claims: list[Claim], one: int, other: int) -> bool:
    """Whether two states take home whom they have there: نقلت كوناكري رعاياها من أغاديز، وأعادت باماكو من كانوا في أرليت."""
    states, others = _who_acts(claims, one), _who_acts(claims, other)
    return bool(states and others) and states.isdisjoint(others)


def _who_acts(claims: list[Claim], mention: int) -> set[str]:
    """The states that move people from a place, by the events that tell of it."""
    cues = [c.cue for c in claims if c.mention == mention and c.slot == "from"]
    return {c.place.iso2 for c in claims if c.slot == "who" and c.cue in cues}


def _takes_back(said: Sentence, refusal: Claim, claim: Claim) -> bool:
    """Whether what a state refuses is what the claim says that it does."""
    at, event = claim.cue.first, claim.cue.event
    if refusal.cue.first >= at or not (event.id in refusal.cue.event.over or event.kin):
        return False
    if refusal.place.id != claim.place.id:  # وهي ترفض، شأنها شأن برلين، تسلّم الرجال
        parted = said.text.comma(at - 1) or said.around[claim.mention].first > at  # ترفض منذ الصيف تسلّم
        return claim.cue.form == "verb" and parted and _object(said, refusal.cue, at)
    if claim.cue.form == "noun" or said.around[claim.mention].last == at or _object(said, refusal.cue, at):
        return True
    return any(said.text.has(i, "that") for i in range(refusal.cue.first, at))


def _object(said: Sentence, refusal: Cue, at: int) -> bool:
    """Whether what looks like a verb is what is refused: ترفض من جانبها نقل رعاياها، لا تقبل إلا من يعود طائعا."""
    if said.text.has(at - 1, "prepositions.partitive"):
        return True
    verb = refusal.form == "verb" or said.text.finite(refusal.first)
    return verb and said.text.norm(at)[0] not in "وفس" and _adjoining(said, refusal.last, at)


def _adjoining(said: Sentence, first: int, last: int) -> bool:
    """Whether no comma stands between but those of an inset: ترفض، شأنها شأن برلين، تسلّم الرجال."""
    commas = [i for i in range(first, last) if said.text.comma(i)]
    return not commas or len(commas) == 2 and commas[-1] == last - 1


def _right_before(said: Sentence, refusal: Cue, at: int) -> bool:
    """Whether a noun is what a word of refusing governs, who refuses between them: رفضت الأمم المتحدة إعادة اللاجئين."""
    far = REFUSERS if refusal.form == "verb" else 0
    if not at - 1 - far <= refusal.last <= at or said.text.has(at - 1, "prepositions"):
        return at - 1 <= refusal.last <= at
    return not any(said.text.stream[i].raw in "،,«:" or said.text.has(i, "that") for i in range(refusal.last, at))


def _refuses(cue: Cue) -> bool:
    """Whether a cue tells by itself that somebody refuses: الدول التي تماطل في استرداد مهاجريها, whoever they are."""
    return not (cue.negated or cue.scope) and any(cue.event.slots.get("who", {}).values())


def _only_refused(said: Sentence, cue: Cue) -> bool:
    """Whether a noun tells only what somebody refuses, whoever it is: وتماطل الحكومة في استعادة النساء المحتجزات."""
    if cue.form != "noun":
        return False
    events = {c.event.id for c in said.cues if c.first == cue.first}  # عودة is told of by several
    return any(
        c.first < cue.first
        and not events.isdisjoint(c.event.over)
        and _refuses(c)
        and _adjoining(said, c.last, cue.first)
        and not any(map(said.text.finite, range(c.last, cue.first)))
        for c in said.cues
    )


def _sets_out(said: Sentence, claim: Claim) -> bool:
    """Whether a state's own plane sets out at home to fetch people: أقلعت من بوغوتا طائرة كولومبية لجلب مهاجرين."""
    if claim.cue.event.own or "who" in claim.cue.event.slots:
        return False
    purpose = next(
        (c for c in said.cues if c.event.own and c.form == "noun" and said.text.norm(c.first)[0] == "ل"), None
    )
    if not purpose or not claim.cue.first < said.around[claim.mention].first < purpose.first:
        return False
    between = [m for m in said.inside if claim.mention < m and said.around[m].first < purpose.first]
    return any(said.lies_in(m, claim.place) for m in between)


def _claimed_by_others(said: Sentence, claim: Claim) -> bool:
    """Whether a state keeps people whom another state demands: طالبت كييف موسكو بإعادة الأطفال، لكن روسيا ترفض."""
    demand = next((c for c in said.cues if c.scope and c.event.foreign and c.form == "noun"), claim.cue)
    if demand.first >= claim.cue.first:
        return False
    lands = {p.iso2: said.around[m].last <= demand.first for m in said.inside if (p := said.place(m))}
    others = [before for land, before in lands.items() if land != claim.place.iso2]
    return len(others) == 1 and others[0]  # with a third land named, they may be held there


def _echoes(said: Sentence, span: Span, told: list[Claim], before: list[Claim]) -> list[Claim]:
    """What is said of a state by saying that it did as another did: وحذت حذوها السويد."""
    found: list[Claim] = []
    for cue in said.cues:
        earlier = [c for c in told if min(c.cue.first, said.around[c.mention].first) < cue.first]
        heard = [c for c in earlier or before[-ECHO:] or told if _may_echo(c)]
        if not heard or cue.scope or heard[-1].cue.event.id not in cue.event.echoes:
            continue  # nobody takes back as another deported
        for filled in fill(said, cue):
            place = said.place(filled.mention)
            if place and place.kind == "country" and filled.slot in ("who", "of"):
                turned = cue.event.negated.get(filled.slot, {}).get("country", ())
                for role in turned if cue.negated else (heard[-1].role,):
                    found.append(Claim(role, filled.mention, place, cue, filled.slot, 0.7, span))
    return found


def _may_echo(claim: Claim) -> bool:
    """Whether another may do the same as a claim tells of: fetch people, or send them away."""
    event = claim.cue.event
    return claim.slot in ("who", "of") and (event.own or event.kin or "from" in event.slots)
