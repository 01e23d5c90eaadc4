"""The cues of a sentence: the words of a profile that open an event, or take back what follows them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefmap.arabic import readings
from briefmap.denials import FAR, known_of, negated, no_longer, stops, undone, unseen
from briefmap.inflection import THEM, stems
from briefmap.profiles import GAP, Event, Profile, Scope
from briefmap.text import Text, counted
from briefmap.verbs import gender, no_verb, represents, unjoined

__all__ = ["Cue", "Words", "cues", "words"]

ADJECTIVES = 2  # of a noun before the «of» that follows it
NEAR = 6  # words behind a cue among which one may take it back
ACTOR = 3  # tokens between a verb and what two commas set in behind who acts
LIST = 12  # tokens of a list that two commas set into a clause, and before it
WIDE = 3  # words for which the gap in a cue may stand
ASIDES = ("prepositions", "clause", "apart", "directions", "days", "dawn")  # what may open one
NEGATIONS = frozenset(("negation", "negation.being", "negation.nominal", "negation.verbal"))


@dataclass(slots=True)
class Cue:
    """One cue in the text: tokens `first` … `last` (exclusive)."""

    first: int
    last: int
    event: Event
    form: str
    negated: bool = False
    bare: bool = False
    """Whether no word that the event needs stands close behind it: أعادت تركيا 28 ألفا."""
    scope: str = ""
    until: int = sys.maxsize
    """The token of a denial behind the cue, from which on no name is the cue's."""


class Words(NamedTuple):
    """What a sentence holds of a profile: cues as (first, last, event or scope, form), and its classes of words."""

    hits: tuple[tuple[int, int, Event | Scope, str], ...]
    classes: set[str]
    at: dict[int, frozenset[str]]
    """The classes of each token that has any."""
    ahead: frozenset[int]
    """The verbs that tell of what is still to come: سيقصف، قد تستهدف."""
    names: set[int]
    """The tokens inside names."""

    def near(self, name: str, last: int) -> bool:
        """Whether a word of the class stands right behind a cue that ends before token `last`."""
        return name in self.classes and any(name in self.at.get(i, ()) for i in range(last, last + NEAR))

    def has(self, index: int, name: str) -> bool:
        return name in self.at.get(index, ())


def words(text: Text, profile: Profile, first: int, last: int, covered: set[int]) -> Words:
    """The profile's words among the tokens `first` … `last`; tokens inside names (`covered`) are no verbs or nouns."""
    hits: list[tuple[int, int, Event | Scope, str]] = []
    classes: set[str] = set()
    at: dict[int, frozenset[str]] = {}
    ahead: set[int] = set()
    for index, token in enumerate(text.stream[first:last], first):
        if token.kind != "word":
            continue
        # What ends in ة bears no pronoun: انتقالية is no «their two moves».
        feminine = token.raw[-1] == "ة"
        known = _known(token.norm, profile, feminine)
        if known is _UNKNOWN or text.has(index, "still") and text.has(index - 1, "whatever"):
            continue  # ما زال خطر التنظيم قائما tells of nothing that is gone
        if known.classes:
            classes |= known.classes
            at[index] = known.classes
        if known.phrases:
            for second in (text.norms[index + 1], GAP):
                for rest, owner in known.phrases.get(second, ()):
                    if end := _spelled(text, index + 1, rest):
                        hits.append((index, end, owner, "noun"))
        spoken = known.cues
        if spoken and (index == first or "group" not in text.classes[index] or represents(text, index)):
            named = index in covered  # سجن بلمارش is a name, and a prison all the same
            verbal = not (named or feminine)  # وزارة is no «and he visited her»
            verbal = verbal and text.classes[index].get("prepositions") != ""  # ضمن is no «they held»
            if verbal and token.raw[-1] == "ت":  # استعادت is no «bringing back», which ends in ة
                spoken = tuple(s for s in spoken if s[1] == "verb") or spoken
            if known.jussive:
                after = text.has(index - 1, "negation")  # لم يطل, but يطل على البحر
                spoken = tuple((o, "verb" if f == "jussive" else f) for o, f in spoken if after or f != "jussive")
            if known.gendered:
                neither = gender(text, index + 1, covered)
                spoken = tuple((o, "verb" if f in ("his", "hers") else f) for o, f in spoken if f != neither)
            if not named or text.head(index) == "site":
                hits += [(index, index + 1, owner, form) for owner, form in spoken if verbal or form == "noun"]
            if known.done and _ahead(text, index, profile):
                ahead.add(index)
    return Words(tuple(hits), classes, at, frozenset(ahead), covered)


def cues(text: Text, found: Words, present: frozenset[str], last: int) -> list[Cue]:
    """The events that the sentence opens, each with what negates it or takes it back.

    `present` are the classes of words that an event may need.
    """
    opened: list[Cue] = []
    scopes: list[tuple[int, Scope]] = []
    seen: set[tuple[int, str]] = set()
    turning = _turning(found)
    nouns = {start for start, _, _, form in found.hits if form == "noun"}  # استضافتها, which may be a verb too, is one
    reach = range(max(0, found.hits[0][0] - FAR), found.hits[-1][0]) if found.hits else range(0)
    denials = [i for i in reach if not NEGATIONS.isdisjoint(text.classes[i])]
    for start, end, owner, form in found.hits:
        if isinstance(owner, Scope):
            if _calls(text, found, owner, form, start, end):
                scopes.append((start, owner))
            continue
        if (start, owner.id) in seen or not owner.needs <= present:
            continue
        if form == "verb" and no_verb(text, start) or _other_sense(text, found, owner, form, start, end):
            continue
        if owner.talks and end in nouns and not owner.needs <= found.classes:
            continue  # تواصلت المعارك, though the sentence before speaks of a meeting
        seen.add((start, owner.id))
        turned = not turning.isdisjoint(((start - 1, owner.id), (start - 1, "")))
        turned = turned and text.has(start - 2, "negation")  # لا تستبعد إعادتهم
        denied = not turned and _denied(text, found, owner, form, start, denials)
        bare = owner.own and not any(found.near(n, end) for n in owner.needs)
        opened.append(Cue(start, end, owner, form, denied, bare))
        if owner.done and _still_ahead(text, found, owner, form, start, end):
            opened[-1].scope = "not yet"
    deeds = _deeds(text, opened) if scopes else []
    for at, scope in scopes:
        if not negated(text, at, denials) or text.has(at, "whatever"):  # لم يتضح ما إذا
            _take_back(text, opened, nouns, scope, at, _end_of(text, scope, deeds, at, last))
    return opened


def _turning(found: Words) -> set[tuple[int, str]]:
    """Where a call or a refusal is told, with the event that it is of, '' for any: denied, it denies none."""
    return {
        (at, event)
        for at, _, owner, _ in found.hits
        if isinstance(owner, Scope) or owner.over and not owner.negated
        for event in owner.over or ("",)
    }


def _calls(text: Text, found: Words, scope: Scope, form: str, start: int, end: int) -> bool:
    """Whether a word takes back what follows: not طالب لجوء, who asks for nothing, nor 57 طالبا."""
    if any(found.has(end, name) for name in scope.literal):
        return False
    return form != "verb" or not counted(text, start)


def _other_sense(text: Text, found: Words, event: Event, form: str, start: int, end: int) -> bool:
    """Whether the words around a cue tell that it speaks of something else."""
    if any(_behind(text, found, name, start) for name in event.behind):
        return True
    if form == "noun" and any(found.has(end + text.has(end, "prepositions"), name) for name in event.literal):
        return True  # حرب تجارية، الحرب على الفساد
    if form == "verb" and no_longer(text, start):
        acts = any(map(text.finite, range(start + 1, start + 4)))
        if acts or not all(found.near(name, end) for name in event.needs):
            return True  # لم تعد قادرة, but لم تعد تونس سوى ستة أيتام
    for name in event.without:
        known = form == "noun" and name in event.literal
        if found.near(name, end) and not known or _void(found, event, name):
            return True  # احتجزت السلطات شحنة, but المحتجزين في قضية وقود
    if event.things and _sooner(text, found, event, start, end):
        return True  # أعادت فتح سفارتها, but not أعادت 12 طفلا على ثلاث رحلات, nor أعادتهم بعد مفاوضات
    if event.close and not all(_close(text, found, event, name, start, end) for name in event.needs):
        return True
    return not event.unless.isdisjoint(found.classes)


def _denied(text: Text, found: Words, event: Event, form: str, start: int, denials: list[int]) -> bool:
    """Whether a denial reaches a cue."""
    if form == "noun" and text.finite(start - 1) and known_of(text, start, event):
        return False
    if negated(text, start, denials) or undone(text, start, event, form, denials, found.names):
        return True
    return form == "noun" and unseen(text, start, denials)


def _end_of(text: Text, scope: Scope, deeds: list[int], at: int, last: int) -> int:
    """The token as far as which a scope reaches that begins at token `at`."""
    end = last
    if not scope.whole:
        until = range(at + 1, last)
        ends = (i for i in until if stops(text, i) or _ends(text, i, scope) or scope.over and _told(text, i))
        end = next(ends, last)
        end = min(end, next((i for i in deeds if at < i and _free(text, at, i)), end))
    if text.has(at - 1, "relative.subject") or text.has(at - 1, "relative.place"):
        # الخاطفون، الذين طلبوا فدية، نقلوا؛ في الإقليم، حيث يُخشى تجدد الحرب، تبادلوا
        end = next((i for i in range(at + 1, end) if text.comma(i)), end)
    return end


def _take_back(text: Text, opened: list[Cue], nouns: set[int], scope: Scope, at: int, end: int) -> None:
    """Mark the cues that a scope reaches between tokens `at` and `end`."""
    for cue in opened:
        if not scope.over and cue.first < at:
            cue.until = min(cue.until, at)
        told = cue.form == "verb" and cue.first not in nouns
        if scope.that and told and not any("that" in text.classes[i] for i in range(at, cue.first)):
            continue  # دعا إلى قمة تلتئم في الرياض: a call reaches verbs by أن only
        reached = not scope.over or cue.event.id in scope.over
        if at < cue.first < end and reached and scope.id not in cue.event.survives:
            cue.scope = scope.id


def _ends(text: Text, index: int, scope: Scope) -> bool:
    """Whether a word, or two, ends a scope: عُرض التقرير على مؤتمر is no offer of one."""
    norm = text.norms[index]
    return norm in scope.until or f"{norm} {text.norms[index + 1]}" in scope.until


def _still_ahead(text: Text, found: Words, event: Event, form: str, start: int, end: int) -> bool:
    """Whether what a cue tells is still to come: سيقصف, هجوم محتمل, عمليات الخطف قد تتجدد."""
    if form == "verb":
        return start in found.ahead
    return (
        found.has(end, event.done)
        or text.has(end, "ahead")
        and text.norm(end + 1)[:1] in "تي"
        and text.lexicon.witnesses(text.norm(end + 1))
    )


def _deeds(text: Text, opened: list[Cue]) -> list[int]:
    """The verbs behind a comma that tell what was done somewhere, or what somebody will not do."""
    told = (c for c in opened if c.form == "verb")
    done = (c.first for c in told if c.event.deed or c.event.over)
    return sorted(i for i in done if text.comma(i - 1))


def _free(text: Text, at: int, index: int) -> bool:
    """Whether a verb of the past behind a comma tells what was done, which a call before it does not reach: أحبط تهريبا،
    واشتبكت مع المهربين; فيما كان يستعد، هز انفجار."""
    bare = unjoined(text.norm(index))
    past = bare[0] not in "يتن" or bare.endswith(("ت", "وا"))
    return past and not any("that" in text.classes[i] for i in range(at, index))


class Known(NamedTuple):
    """A word in a profile: its classes, what has to follow it for cues of several words, by the next, and its cues."""

    classes: frozenset[str]
    phrases: dict[str, list[tuple[tuple[str, ...], Event | Scope]]]
    cues: tuple[tuple[Event | Scope, str], ...]
    jussive: bool = False
    """Whether one of the cues is a verb in the form that it has behind لم alone."""
    done: bool = False
    """Whether one of them tells of what has to have happened."""
    gendered: bool = False
    """Whether they are verbs that look alike, one with «he» and one with «she»."""


_UNKNOWN = Known(frozenset(), {}, ())


# News says the same words again and again.
@lru_cache(maxsize=65536)
def _known(norm: str, profile: Profile, whole: bool) -> Known:
    stems_of = [reading.stem for reading in readings(norm)]
    classes = frozenset().union(*(profile.classes(stem) for stem in stems_of))
    phrases: dict[str, list[tuple[tuple[str, ...], Event | Scope]]] = {}
    for stem in stems_of:
        for rest, owner in profile.phrases.get(stem, ()):
            phrases.setdefault(rest[0], []).append((rest, owner))
    cues = _spoken(norm, profile, whole)
    owned = (stem for one in stems_of for stem in stems(one)[1:])
    if not norm.endswith(THEM) and any(len(s) < 5 and s[-1] == "ت" and s in profile.words for s in owned):
        cues = tuple(cue for cue in cues if cue[1] == "noun")  # رحلته is his trip; that she deported him is rarer
    if not (classes or phrases or cues):
        return _UNKNOWN
    done = any(isinstance(owner, Event) and owner.done for owner, _ in cues)
    forms = {form for _, form in cues}
    return Known(classes, phrases, cues, "jussive" in forms, done, not forms.isdisjoint(("his", "hers")))


def _spelled(text: Text, index: int, rest: tuple[str, ...]) -> int:
    """Where the rest of a cue of several words ends that begins at a token, or 0 where it isn't written there."""
    for n, word in enumerate(rest):
        if word == GAP:
            return max(_spelled(text, index + wide, rest[n + 1 :]) for wide in range(1, WIDE + 1))
        if text.norm(index) != word:
            return 0
        index += 1
    return index


def _sooner(text: Text, found: Words, event: Event, start: int, end: int) -> bool:
    """Whether one of the event's things stands close behind a cue, before any word that it needs; not in «في هدوء»."""
    if event.things.isdisjoint(found.classes) or text.norm(start).endswith(THEM):
        return False
    told = event.things | event.needs
    near = (found.at[i] for i in range(end, end + NEAR) if i in found.at and not text.has(i - 1, "prepositions.inside"))
    first = next((classes for classes in near if not told.isdisjoint(classes)), frozenset())
    return event.needs.isdisjoint(first) and not event.things.isdisjoint(first)


def _close(text: Text, found: Words, event: Event, name: str, start: int, end: int) -> bool:
    """Whether a word of a class that the event needs stands close to a cue, in it, or behind an inset or a number."""
    if found.near(name, end) or found.near(name, start - NEAR):
        return True
    within = end - start > 1 or text.norm(start).endswith(THEM)
    if within and any(found.has(i, name) for i in range(start, end)):
        return True
    taken_up = text.norm(start).endswith("ها") and any(
        text.has(i, "relative.subject") for i in range(start - NEAR, start)
    )
    if taken_up and found.near(name, start - 2 * NEAR):
        return True  # طاقم الناقلة التي ترفع علم ليبيريا واحتجزها الحرس
    if found.near(name, _inset(text, end)):
        return True
    return event.own and (found.near(name, _number(text, end)) or found.near(name, _adverb(text, end)))


def _adverb(text: Text, end: int) -> int:
    """Where a clause goes on behind an adverb of two words: لم توافق دكا حتى الآن على تحمل كلفة سفرهم."""
    adverbs = (i for i in range(end, end + NEAR) if text.has(i, "adverbial.closing"))
    return next(adverbs, end - 1) + 1


def _void(found: Words, event: Event, name: str) -> bool:
    """Whether each word that the event needs stands right before one that makes another thing of it: مؤتمرا صحفيا."""
    if name not in found.classes:
        return False
    needed = [i for i in found.at if not event.needs.isdisjoint(found.at[i])]
    return bool(needed) and all(found.has(i + 1, name) for i in needed)


def _behind(text: Text, found: Words, name: str, start: int) -> bool:
    """Whether a word of the class stands right before the cue, or before its preposition: شؤون الأسرى.

    Behind ل adjectives of that word may stand between: وقف فوري ودائم لإطلاق النار. Behind ب more: حكم عليه أمس بالسجن.
    """
    if name not in found.classes:
        return False
    if text.norm(start).startswith("ب"):
        return any(found.has(i, name) for i in range(start - NEAR, start))
    if text.norm(start).startswith("ل"):
        near = (i for i in range(start - ADJECTIVES - 1, start) if found.has(i, name))
        return any(not any(map(text.finite, range(i + 1, start))) for i in near)  # سفن تعرضت للسطو
    at = start - 1 - text.has(start - 1, "prepositions")
    goes_on = text.has(at, "still") and text.classes[at - 1].keys() & {"negation", "whatever"}  # ما زالت تهدد
    return (found.has(at, name) or found.has(start - 1, name)) and not goes_on  # خلال رحلتها is itself a preposition


def _inset(text: Text, end: int) -> int:
    """Where a clause goes on behind what is set into it: تتعرض دول عدة، بينها مالي، لهجمات؛ ترفض بيرن، وفق الوزارة، استعادة."""
    last = len(text.stream)
    opens = next((i for i in range(end, min(end + LIST, last)) if text.comma(i)), last)
    if not (text.has(opens + 1, "group") or text.has(opens + 2, "group")):
        closes = next((i for i in range(opens + 1, min(opens + LIST, last)) if text.comma(i)), last)
        aside = any(text.has(opens + 1, name) for name in ASIDES) or not any(map(text.finite, range(opens + 1, closes)))
        if opens - end > ACTOR or not aside:
            return end
    return next((i for i in range(opens + 1, min(opens + LIST, last)) if text.comma(i)), end)


def _number(text: Text, end: int) -> int:
    """Where a number behind a cue begins, from which on the people that it counts are sought: نقل ما يزيد على ألفين من مواطنيه."""
    return next((i for i in range(end, end + NEAR) if text.norms[i].isdigit() or text.has(i, "numbers")), end)


def _ahead(text: Text, index: int, profile: Profile) -> bool:
    """Whether a verb is in the future tense; سيطر only begins like one."""
    bare = unjoined(text.norm(index))
    if bare.startswith(("سي", "ست", "سن")):
        return bool(_known(bare[1:], profile, False).cues)
    if not text.has(index - 1, "ahead") or not bare.startswith(("ي", "ت", "ن")) or bare.endswith("ت"):
        return False
    past = {owner for owner, _ in _known("ي" + bare, profile, False).cues}  # وقد تعرض (يتعرض) لهجوم, but قد تضرب
    return bare[0] == "ي" or not any(owner in past for owner, _ in _known(bare, profile, False).cues)


def _told(text: Text, index: int) -> bool:
    """Whether a colon and «for» begin to tell what makes somebody fear: حذرت من تمدد التمرد: ففي نامبولا هاجم."""
    return text.stream[index].raw == ":" and text.norm(index + 1).startswith("ف")


def _spoken(norm: str, profile: Profile, whole: bool) -> tuple[tuple[Event | Scope, str], ...]:
    for reading in readings(norm):
        verbal = not any(c in reading.prefix for c in "بلك")
        first, *shorter = stems(reading.stem)
        they = [stem for stem in shorter if stem.endswith("وا")]  # نقلوهم: «they moved them», and no noun
        for stem in (first,) if whole else (first, *they, *shorter):
            found = profile.cues.get(stem)
            if found:
                return found if verbal else tuple(f for f in found if f[1] == "noun")
    return ()
