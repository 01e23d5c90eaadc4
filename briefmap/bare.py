"""Which slot a name fills that stands behind its cue without a preposition: by its case and what stands between."""

from __future__ import annotations

from briefmap.clauses import Sentence
from briefmap.cues import Cue
from briefmap.nationals import people
from briefmap.phrases import Phrase
from briefmap.text import Text

__all__ = ["bare", "determined", "quantified"]

ANNOUNCED = 9  # words between a verb and its object, where a noun announces that as a place
DOERS = 3  # words for who does it, between a noun and what it is done to
HIM = ("ه", "ها", "هم")  # ends of a verb of which somebody told of before is the object
LED = 2  # words from talks to who leads them
MEMBERS = 12  # words between a verb and a list of who its subject is
ACTING = 4  # words between a verb and the officials or troops who do it


def bare(said: Sentence, cue: Cue, mention: int, gap: int, acted: bool) -> str:
    """The slot of a mention that no preposition governs, `gap` tokens behind the cue; `acted` where another acts already."""
    phrase, event, verb = said.around[mention], cue.event, cue.form == "verb"
    slot = _named_with_verb(said, cue, mention, gap, acted) if verb else _named_with_noun(said, cue, mention, gap)
    if slot:
        return slot
    if gap <= 0:
        return _right_behind(said, cue, mention)
    if verb and not acted and gap <= ACTING:
        parted = _parted(said.text, cue, phrase) or event.talks and _ruled(said, phrase)
        if gap < ACTING and said.kind(mention) != "demonym" and not parted:
            return "object" if "object" in event.slots else "who"
        if _acts_near(said, cue, phrase, said.official(mention)):
            return "who"  # but not وإذا كانت إيطاليا قد أعادت الأيتام، فإن لندن
    announced = phrase.head or said.text.head(phrase.first)
    if not announced or "object" not in event.slots or said.official(mention):
        return ""
    near = verb and gap <= ANNOUNCED or _done_by_them(said.text, cue, phrase)
    return "object" if near else ""  # هاجم مقاتلو الجبهة مطار كيدال


def _named_with_noun(said: Sentence, cue: Cue, mention: int, gap: int) -> str:
    """The slot of a name that tells whose the noun of the cue is: of talks above all."""
    phrase, event = said.around[mention], cue.event
    if event.own and gap == 1 and _done_by(said, cue.last, mention):
        return "who"  # عملية استعادة نظمتها كندا
    if not event.talks:
        return ""
    if gap <= 1 and said.text.has(phrase.start, "group"):
        return "of"  # خرج الوسطاء، وهم مصر وقطر
    if "where" not in event.slots and _apposed(said, cue, mention):
        return "of"  # أي من الوسيطين، تركيا وقطر
    if 0 < gap <= LED and _led_by(said, phrase.start - 1, mention):
        return "who"  # وساطة تقودها الدوحة، جلسة مغلقة طلبتها فرنسا
    with_them = said.kind(mention) == "demonym" and gap == 1 and _with_theirs(said.text, cue)
    return "with" if with_them else ""  # مسنودة بغارات أميركية، لقاء بمسؤولين فرنسيين


def _named_with_verb(said: Sentence, cue: Cue, mention: int, gap: int, acted: bool) -> str:
    """The slot of a name in a list, however far off, that names the verb's subject."""
    phrase = said.around[mention]
    if 0 < gap < MEMBERS and _members(said.text, cue, phrase):
        return "who" if "who" in cue.event.slots else "object"  # شاركت فيها الدول الثلاث، وهي اليونان وتركيا
    each = cue.event.talks and not acted and gap < MEMBERS and quantified(said.text, phrase)
    return "who" if each else ""  # شارك في المناورات كل من


def _right_behind(said: Sentence, cue: Cue, mention: int) -> str:
    """The slot of a name that nothing parts from the cue: who does it, or whose it is."""
    phrase, kind = said.around[mention], said.kind(mention)
    if cue.form == "verb":
        return "who"
    spans = phrase.start < cue.last and phrase.start != cue.first
    if spans and phrase.office and cue.event.grain == "area":
        return ""  # كبار مسؤولي مكافحة الإرهاب من ماليزيا
    if kind != "demonym":
        governs = phrase.office or not determined(said.text, cue)
        return "of" if governs else ""  # بعد القمة فرنسا: a noun with its article governs no name
    if _whole(cue, phrase) or not people(said, phrase):
        return "of"
    body = said.text.has(cue.first, "group.members")  # اللجنة العسكرية العراقية
    return "of" if body or _land(said, cue, mention) else "object"  # ترحيل المهاجرين الأفغان


def _apposed(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a comma and a name, alone or with others, tell who those are whom a noun with its article means."""
    text, phrase = said.text, said.around[mention]
    if cue.form != "noun" or not text.norm(cue.first).startswith("ال") or said.kind(mention) != "toponym":
        return False
    comma = phrase.start - 1
    if not text.comma(comma) or not 0 <= comma - cue.last <= 1:
        return False
    if comma > cue.last and not text.norm(cue.last).startswith("ال"):
        return False  # الضامنون الثلاثة، روسيا
    closed = text.comma(phrase.last)
    return closed or mention + 1 < len(said.around) and said.around[mention + 1].joined == mention


def _members(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether a list names the states that the verb's subject counts."""
    listed = text.has(phrase.start, "group")
    return listed and any(
        text.head(i) == "country" or text.has(i, "group.members") for i in range(cue.last, phrase.start)
    )


def quantified(text: Text, phrase: Phrase) -> bool:
    """Whether a quantity stands before a name that nothing governs: كل من سريلانكا."""
    counts = text.has(phrase.start, "quantity") or text.has(phrase.start, "each")
    return counts and phrase.start < phrase.first


def _led_by(said: Sentence, verb: int, mention: int) -> bool:
    """Whether a verb tells who leads the talks before it; not مفاوضات قاطعتها إيران."""
    refused = any(c.first == verb and (c.event.denies or c.event.over) for c in said.cues)
    return not refused and _done_by(said, verb, mention)


def _done_by(said: Sentence, verb: int, mention: int) -> bool:
    """Whether a verb bears the pronoun of the noun before it, so that who did it stands behind: نظمتها, but not مساعيها وكندا."""
    text, phrase = said.text, said.around[mention]
    if not text.norm(verb).endswith("ها") or text.norm(verb)[0] in "وف":
        return False
    if phrase.start < phrase.first:
        return text.norm(phrase.start)[:1] not in "وف"
    return said.resolutions[mention].mention.span.start == text.starts[phrase.first]  # واشنطن bears no «and»


def _with_theirs(text: Text, cue: Cue) -> bool:
    """Whether «with» and an undetermined noun stand right behind a noun."""
    norm = text.norm(cue.last)
    return norm[0] == "ب" and not norm.startswith("بال") and text.stream[cue.last].kind == "word"


def determined(text: Text, cue: Cue) -> bool:
    """Whether a cue of one word has its article: بعد القمة."""
    return cue.last - cue.first == 1 and text.norm(cue.first).lstrip("وفبك").startswith(("ال", "لل"))


def _whole(cue: Cue, phrase: Phrase) -> bool:
    """Whether the words before a nationality are the cue itself, which has several: ضربة جوية أميركية."""
    return cue.last == phrase.first and cue.first < phrase.start < cue.last


def _land(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a nationality tells whose land a state of things is in, though an adjective parts them: الحرب الأهلية السورية."""
    phrase, text = said.around[mention], said.text
    adjectives = range(cue.last, phrase.first)
    alike = all(map(text.nisba, adjectives))
    return cue.event.grain == "area" and phrase.start <= cue.first and not phrase.office and alike


def _parted(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether one comma stands between a verb and a name: التي استعادت أطفالها، تصر النرويج."""
    return sum(text.comma(i) for i in range(cue.last, phrase.start)) == 1


def _ruled(said: Sentence, phrase: Phrase) -> bool:
    """Whether a noun of an event of its own rules a name: حضر وزير دفاعها اجتماع بروكسل, but not ستُمثَّل في القمة كينيا."""
    return any(
        c.form == "noun" and c.last == phrase.first and c.event.talks and not determined(said.text, c)
        for c in said.cues
    )


def _acts_near(said: Sentence, cue: Cue, phrase: Phrase, official: bool) -> bool:
    """Whether officials or troops close behind a verb, with no clause between, are who does it."""
    return _troops(said.text, cue, phrase) or official and not _parted(said.text, cue, phrase)


def _troops(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether soldiers or aircraft of a nationality stand right behind a verb with its object: تسانده وحدات أوغندية."""
    near = range(cue.last, min(phrase.first, cue.last + DOERS))
    return cue.event.talks and text.norm(cue.first).endswith(HIM) and any(text.has(i, "troops") for i in near)


def _done_by_them(text: Text, cue: Cue, phrase: Phrase) -> bool:
    """Whether nothing but who does it stands between a noun and what it is done to: إثر اقتحام مسلحين سجن الشدادي."""
    doers = range(cue.last, phrase.start)
    if cue.form != "noun" or not 0 < len(doers) <= DOERS or determined(text, cue):
        return False
    return all(text.word(i) and not text.has(i, "prepositions") and not text.finite(i) for i in doers)
