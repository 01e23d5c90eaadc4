"""Whether a place, though it stands where a cue's place would, tells where something else is."""

from __future__ import annotations

from bisect import bisect_right

from briefmap.clauses import Filled, Sentence, tied
from briefmap.cues import Cue
from briefmap.phrases import Phrase
from briefmap.relatives import resumes
from briefmap.text import Text

__all__ = ["bound_for", "done_there", "elsewhere", "fled", "measured", "out_of", "told_between"]

LINKED = 4  # words between «links» and the second of what it links
FLED = 6  # words from the flight of people to what they fled from
OUT = 6  # words between «from» and a place in which is what people come out of


def bound_for(text: Text, start: int) -> bool:
    """Whether a ship or plane is bound for what follows: السفن المتجهة إلى الهند."""
    return text.has(start - 1, "bound") and text.has(start - 2, "vehicles")


def done_there(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether another noun of what is done to a place stands right before its preposition."""
    later = (c for c in said.cues if c.first > cue.first and c.last == start and c.form == "noun")
    return any(c.event.grain == "finest" and "on" in c.event.slots for c in later)


def fled(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether people flee there from what the cue tells: معارك دفعت الآلاف إلى الفرار نحو ماي سوت في تايلاند."""
    phrase, slot = said.around[mention], said.slot(mention, cue.event)
    if slot in ("on", "to"):
        drives = said.text.lexicon.drives
        if slot == "to" and cue.form == "noun" and drives(said.text.norm(cue.first - 1).removesuffix("هم")):
            return True  # النازحون الذين دفعتهم الاضطرابات إلى مالاوي
        return any(_flees(said.text, i, cue.event.grain) for i in range(cue.last, phrase.start))
    inner = mention - 1
    back = said.text.lexicon.unverbal.get(said.text.norm(phrase.start - 1).removeprefix("و"), frozenset())
    if slot == "where" and said.text.has(phrase.start - 1, "flight") and said.text.norm(phrase.start - 2) not in back:
        return True  # إلى اللجوء في غواتيمالا
    if slot != "where" or inner < 0 or said.around[inner].first < cue.last:
        return False
    return said.slot(inner, cue.event) in ("on", "to") and tied(said, inner, mention) and fled(said, cue, inner)


def _flees(text: Text, index: int, grain: str) -> bool:
    """Whether a word tells that people flee from what happens, or do something else in another place."""
    word, lexicon = text.norm(index), text.lexicon
    if text.has(index, "flight") or lexicon.drives(word):
        return True
    return grain == "area" and text.has(index, "fleeing") or grain == "finest" and lexicon.leads_away(word)


def out_of(said: Sentence, cue: Cue, phrase: Phrase, within: bool) -> bool:
    """Whether people come out of what lies in the place: من مخيمات في شمال سوريا، من رعاياها في السودان."""
    text, start, grain = said.text, phrase.start, cue.event.grain
    moves = within and "from" in cue.event.slots
    if grain == "finest":  # الفارون من الزلزال في هرات
        moves = moves and any(c.form == "noun" and c.last == start and "where" in c.event.slots for c in said.cues)
    elif grain != "all":
        moves = False
    elif moves and "where" not in cue.event.slots and _dwelling(said, cue, start):
        return True
    near = (
        i
        for i in range(start - 1, max(cue.last - 1, start - OUT), -1)
        if (moves or text.head(i) == "site")
        and text.has(i - 1, "prepositions.partitive")
        and (cue.event.own or not text.has(i - 2, "compared"))  # عانق أكثر من مئة أسرهم في المطار
    )  # but من ارتكب جرائمه في الموصل
    at = next(near, -1)
    if at < 0 or text.finite(at) or text.has(at - 2, "that") or _parted(text, at, start):
        return False
    if any("apart" in text.classes[i] or text.has(i, "group") for i in range(cue.last, at)):
        return False  # وصلوا، بينهم ثلاثة من القادة السابقين في كاراباخ؛ فرّ بعد ضبط أطنان من المتفجرات في المدينة
    homes = {p.iso2 for m in said.inside if at <= said.around[m].first <= phrase.first and (p := said.place(m))}
    return len(homes) < 2  # من بلدة ماي سوت التايلاندية في مطار مانيلا


def _parted(text: Text, people: int, start: int) -> bool:
    """Whether what stands between people and a place tells that they do not come out of it."""
    if any(text.comma(i) or text.has(i, "passing") or text.has(i, "still") for i in range(people, start)):
        return True  # ثلاث من نسائها لا يزلن في المخيم
    if any(text.norm(i)[0] in "وف" and text.finite(i) for i in range(people + 1, start)):
        return True  # عائدين من القتال واحتجزتهم في كومانوفو
    return any(text.norm(i).startswith("بال") for i in range(people + 1, start))  # من مواطنيها بالرسو في موروني


def _dwelling(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether refugees who are in a place are told of right before it: عودة اللاجئين السوريين في لبنان."""
    people = next(
        (p.first for m in said.inside if (p := said.around[m]).last == start and said.kind(m) == "demonym"), start
    )
    prefix = said.text.classes[people - 1].get("movers", "ل")  # مخيم للمهاجرين is a camp
    return cue.last < people and prefix[-1:] not in ("ب", "ل", "ك")


def elsewhere(said: Sentence, cue: Cue, mention: int, taken: list[Filled]) -> bool:
    """Whether a place tells where something else is: the topic of talks, or what follows the cue's own place."""
    text, start, grain = said.text, said.around[mention].start, cue.event.grain
    between = [c for c in said.cues if cue.last <= c.first < start and "where" in c.event.slots]
    if _nearer(said, cue, between):
        return True
    if cue.event.talks:
        if _concerned(said, mention) or _told_of_another(said, cue, start, between):
            return True
        if any(c.form == "verb" and c.event.deed for c in between):
            return True  # كانوا يتحادثون حين سقط جنود في كمين قرب البلدة
    elif any(c.last == start and c.form == "noun" and c.event.talks for c in between):
        return True  # سقطت في أيديهم، إثر محادثات في كونمينغ
    if _denied(text, start) or _apart(said, cue, start):
        return True
    if grain in ("finest", "area") and (_past_inset(said, cue, start) or _told_before(said, cue, start)):
        return True
    if grain == "finest" and _of_other_deeds(said, cue, mention):
        return True
    if grain == "tied" and any(c.form == "noun" and c.event.talks and _sat(text, c.first) for c in between):
        return True  # تناقش مصير الموقوفين في اجتماع دعت إليه البعثة في غدامس
    placed = any(f.slot == "where" for f in taken)
    if placed and grain != "tied" and text.has(start - 1, "hospital"):
        return True  # أصيبوا في مالي يُعالجون في مستشفى في باريس
    if grain not in ("finest", "tied"):
        return False
    return _topic(said, cue, mention, placed) or _goes_on(said, cue, start, taken, between)


def _nearer(said: Sentence, cue: Cue, between: list[Cue]) -> bool:
    """Whether another cue stands between, whose place it is."""
    grain = cue.event.grain
    # ساعات بعد الجلسة، هاجم مسلحون فندقا في مقديشو؛ تبادل أسرى وتوقيع اتفاق في واشنطن
    nearer = [c for c in between if c.form == "verb" or said.text.norm(c.first).startswith("و")]
    if grain == "finest":  # اشتباك بين الجيش ومسلحين في ضواحي
        nearer = [c for c in nearer if c.form == "verb" or c.event.grain != "area"]
    elif grain == "area":
        if any(c.event.grain == "tied" for c in between):
            return True  # نُقل زعماء العصابات إلى سجن في تاكنا
        nearer = [c for c in nearer if c.first != cue.last and not resumes(said.text, c)]  # الجماعات المسلحة قتلت في
        if any(c.event.grain == "area" and said.text.comma(c.first - 1) for c in nearer):
            return True  # تسيطر العصابات على معظم عاصمتها، والتوتر حول فنزويلا
    where = cue.event.slots.get("where")
    return cue.form == "noun" and any(c.event.slots["where"] != where for c in nearer)


def _denied(text: Text, start: int) -> bool:
    """Whether it is there that it does not happen: في تاكنا، لا في أريكيبا؛ تعقد الجولة، ولن تكون في جنيف."""
    if text.has(start - 1, "negation") and text.has(start, "prepositions.inside"):
        return True
    return text.has(start - 2, "negation.verbal") and not text.has(start - 1, "ceasing")


def _of_other_deeds(said: Sentence, cue: Cue, mention: int) -> bool:
    """Whether a place is that of another deed, or of what is only remarked on it."""
    text, start = said.text, said.around[mention].start
    if text.has(start, "prepositions.inside"):
        if any(cue.last < c.first < start and c.last == start + 1 for c in said.cues):
            return True  # أسروا خلال معارك أكتوبر ما زالوا في قاعدة
    if said.around[mention].marker == "ب" and any(text.has(i, "linking") for i in range(start - LINKED, start)):
        return True  # قُطع كابل يربط هلسنكي بروستوك
    if cue.event.talks:
        return False
    # المؤتمر الذي افتُتح غداة الهجوم في سراييفو؛ وقتلت عنصرين، في مؤشر إلى عودة الخطر إلى دير الزور
    return _before_talks(said, cue) or _remarked(text, cue.last, start)


def _topic(said: Sentence, cue: Cue, mention: int, placed: bool) -> bool:
    """Whether a place is what talks are about: لبحث الوضع في السودان, but لتقييم الهدنة في نيروبي."""
    start, place = said.around[mention].start, said.place(mention)
    if cue.event.grain != "tied" and not any(c.event.talks for c in said.cues):
        return False  # هجوم على شركة لنقل الأموال في
    near = range(start - 1, max(cue.last, start - 6) - 1, -1)
    topic = next((i for i in near if said.text.has(i, "topic") and not _special(said.text, i)), -1)
    seat = place is not None and place.feature == "PPLC" and not placed
    return topic >= 0 and start - topic <= (1 if seat else 5)


def _goes_on(said: Sentence, cue: Cue, start: int, taken: list[Filled], between: list[Cue]) -> bool:
    """Whether what is told has its place already, or none, and the sentence has gone on to something else."""
    text, finest = said.text, cue.event.grain == "finest"
    ground = ("where", "of", "on", "object") if finest else ("where", "of")
    own = [f.mention for f in taken if f.slot in ground and said.around[f.mention].first >= cue.last]
    if finest:
        nouns = (c for c in between if c.last == start and c.form == "noun" and c.event.grain == "finest")
        if not cue.scope and any(c.scope for c in nouns):
            return True  # هجوم أيقظ المخاوف من موجة اعتداءات في أوروبا
        if _goal_of_the_fled(text, cue, start):
            return True  # فروا من القصف إلى بلدات في
        if _of_the_doer(text, cue, bool(own)):
            return True  # درس منفذ الهجوم في القاهرة
        if _led_away(text, said.around[own[-1]].last if own else cue.last, start, bool(own)):
            return True  # طُعن شرطي في لياج، وأوقف شريكه في أنتويرب
    where = [m for m in own if any(f.mention == m and f.slot in ("where", "of") for f in taken)]
    if not where:
        return False
    behind = said.around[where[-1]].last
    also = behind + text.comma(behind)  # في رأس عيسى ومنصة في الصليف؛ في نيامي، وأخرى من بيتها في
    if also < start and text.lexicon.peaceful(text.norm(also)):
        return True  # قتال في أوفيرا وتوقيع في الدوحة
    opens = text.norm(also).startswith("و") and (also == behind or all(c.first != also for c in said.cues))
    follows = text.norm(start).startswith("و") or text.has(start - 1, "neighbours")
    follows = follows or start - also <= 5 and opens or any(text.norm(i) == "او" for i in range(behind, start))
    return start - behind > 3 and not follows


def _of_the_doer(text: Text, cue: Cue, placed: bool) -> bool:
    """Whether what is told is what became of him who did what is known: درس منفذ الهجوم في، بايع منفذ هجوم مانهايم."""
    if cue.form != "noun" or not (placed or text.norm(cue.last - 1).startswith("ال")):
        return False
    for doer in (cue.first - 1, cue.first - 2):
        if text.lexicon.perpetrator(text.norm(doer)) or text.has(doer, "victims"):
            return text.lexicon.leads_away(text.norm(doer - 1))
    return False


def _goal_of_the_fled(text: Text, cue: Cue, start: int) -> bool:
    """Whether people went from what is told to a nameless house or town that lies there: فروا من القصف إلى بلدات في."""
    to = next((i for i in (start - 2, start - 3) if i >= cue.last and text.slot(i) == "to"), -1)
    if to < 0 or not text.has(start, "prepositions.inside"):
        return False
    near = [*range(max(0, cue.first - FLED), cue.first), *range(cue.last, to)]
    return any(text.lexicon.leads_away(text.norm(i)) or text.has(i, "flight") for i in near)


def _led_away(text: Text, first: int, last: int, placed: bool) -> bool:
    """Whether a verb stands between of what is done elsewhere; behind a comma, where the deed has no place of its own."""
    return any(
        (placed or text.norm(i)[0] in "وف" and text.comma(i - 1)) and text.lexicon.leads_away(text.norm(i))
        for i in range(first, last)
    )


def _sat(text: Text, index: int) -> bool:
    """Whether what is told before is told in a meeting: في اجتماع، خلال محادثات."""
    return text.slot(index - 1) == "where"


def _concerned(said: Sentence, mention: int) -> bool:
    """Whether a place is where those are of whom talks are, or a land at war: المحتجزين في صنعاء، طرفي الحرب الدائرة في السودان."""
    before, place = said.around[mention].start - 1, said.place(mention)
    if said.text.has(before, "topic.concerned"):
        return True
    wide = place is not None and place.kind != "city"
    return wide and (said.text.has(before, "topic.strife") or said.text.has(before - 1, "topic.strife"))


def _told_of_another(said: Sentence, cue: Cue, start: int, between: list[Cue]) -> bool:
    """Whether a colon parts a place from a meeting, or what happened there does that was not spoken of: خبر هجوم في غاو."""
    if any(said.text.stream[i].raw == ":" for i in range(cue.last, start)):
        return True
    nouns = (c for c in between if c.form == "noun" and c.event.deed)
    where = cue.event.slots.get("where")
    others = [c for c in nouns if c.event.slots["where"] != where]
    return any(c.last == start or not said.text.norm(c.first).startswith(("ال", "بال", "لل")) for c in others)


def _past_inset(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether the main clause goes on behind the relative one of the cue: مالي، التي تشهد حصارا، ينتظر المبعدون في."""
    text = said.text
    left = said.breaks[bisect_right(said.breaks, cue.first) - 1]
    if not (text.has(left, "relative.subject") and text.comma(left - 1)):
        return False
    comma = next((i for i in range(cue.last, start) if text.comma(i)), start)
    return comma < start and told_between(text, comma + 1, start) and text.norm(comma + 1)[0] not in "وف"


def _before_talks(said: Sentence, cue: Cue) -> bool:
    """Whether a deed that is known only tells when people met."""
    known = (
        cue.form == "noun"
        and said.text.norm(cue.first).startswith("ال")
        and "apart" in said.text.classes[cue.first - 1]
    )
    return known and any(c.event.talks and c.first < cue.first for c in said.cues)


def _remarked(text: Text, first: int, last: int) -> bool:
    """Whether a remark on what happened is set behind a comma, or what they are who did it: وهي جماعة نشأت في أوغندا."""
    for i in range(first, last):
        if text.comma(i) and i + 1 < last:
            if text.has(i + 1, "prepositions.inside") and text.has(i + 2, "remarks"):
                return True
            if text.has(i + 1, "remarks.onward"):
                return True  # في مانهايم حيث قضى شرطي، مرورا بزولينغن
            if (
                text.has(i + 1, "remarks.being")
                and not text.head(i + 2)
                and (text.finite(i + 3) or text.lexicon.leads_away(text.norm(i + 3)))
            ):
                return True
    return False


def _special(text: Text, index: int) -> bool:
    """Whether a word only describes, and nothing says to what it pertains: قوات خاصة."""
    return text.has(index, "topic.pertaining") and not text.norm(index + 1).startswith("ب")


def _told_before(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether somebody speaks between the cue and the place, or the cue takes up what was told: ذلك الهجوم."""
    text, finest = said.text, cue.event.grain == "finest"
    known = text.norm(cue.first).lstrip("وفبل").startswith("ال")  # but سبق ذلك هجوم على كنيسة في دربند
    if finest and cue.form == "noun" and known and text.has(cue.first - 1, "demonstratives"):
        return True  # يقبع منفذ ذلك الهجوم في سجن
    if start - cue.last < 2:
        return False  # nothing stands between
    if finest and text.lexicon.perpetrator(text.norm(cue.first - 1)) and text.norm(cue.first).startswith("ال"):
        return True  # تدرب منفذو الهجوم في معسكر قرب
    comma = next((i for i in range(cue.last, start) if text.comma(i)), start)
    if finest and any(comma < c.first < start and c.event.grain == "tied" for c in said.cues):
        return True  # هجوم أوقع قتلى، ووُضع قائده قيد الإقامة الجبرية في جوبا
    told = {c.first for c in said.cues if c.event.grain == cue.event.grain and "where" in c.event.slots}
    if finest and cue.form == "noun" and cue.last not in told and text.finite(cue.last):
        if text.norm(cue.first).lstrip("وف").startswith("ال"):
            return True  # الهجوم يظهر قدرة الحركة على الضرب خارج معاقلها في
    for i in range(cue.last + 1, start):
        if text.norm(i).startswith("و") and i not in told:
            if text.lexicon.speaks(text.norm(i)) or text.comma(i - 1) and text.finite(i):
                return True  # هجمات على محاور، وأعلنت الوزارة في موسكو
            if text.has(i, "aspect") and text.comma(i - 1) and i + 1 not in told:
                return True  # فيلم عن الحرب، وقد صُوّر في مالطا
            if text.comma(i - 1) and i + 1 < start and _another_acts(said, cue, i):
                return True  # هجوم على بيراو، وعزز الجيش وجوده في وداي
    return False


def _another_acts(said: Sentence, cue: Cue, index: int) -> bool:
    """Whether what has its place already is followed by a verb of which no form is told, and by who does it."""
    text = said.text
    if cue.event.grain != "finest" or text.classes[index] or not text.norm(index + 1).startswith("ال"):
        return False
    own = any(cue.last <= said.around[m].first < index for m in said.inside)
    return own and not text.norm(index).startswith("وال")


def _apart(said: Sentence, cue: Cue, start: int) -> bool:
    """Whether the place belongs to what happened at another time: هجوم قبل أيام من محادثات في فيينا."""
    text = said.text
    if text.has(start - 1, "happenings") and "apart" in text.classes[start - 2]:
        return True  # تراجعت هجمات الحوثيين منذ الهدنة في غزة
    if "away" in text.present:
        if any("away" in text.classes[i] and text.classes[i]["away"] != "ل" for i in range(cue.last, start)):
            return True  # but not شركة لنقل الأموال في
        if text.has(start - 1, "hospital") and any("away" in text.classes[i] for i in range(said.first, start)):
            return True  # نُقل الجرحى من موقع الانفجار إلى مستشفى في إسطنبول
    if "court" in text.present and any(
        text.has(i, "court") and text.norm(i - 1) == "امام" for i in range(cue.last + 1, start)
    ):
        return True  # يمثل منفذ الهجوم أمام محكمة في ملبورن
    cut = next((i for i in range(cue.last, start) if "apart" in text.classes[i]), start)
    return cut < start and any(
        cut < c.first < start and c.event.id != cue.event.id and "where" in c.event.slots for c in said.cues
    )


def measured(text: Text, start: int) -> bool:
    """Whether a distance stands right before the place from which it is measured."""
    return "units" in text.present and any("units" in text.classes[i] for i in range(start - 3, start))


def told_between(text: Text, first: int, last: int) -> bool:
    """Whether a verb stands there: معارك في الكونغو تهدد المحادثات."""
    return any(text.finite(i) for i in range(first, last))
