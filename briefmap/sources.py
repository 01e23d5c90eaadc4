"""From where people come, where only a pronoun says so, or the land of which the sentence tells."""

from __future__ import annotations

from briefmap.clauses import Filled, Sentence, tied
from briefmap.cues import Cue
from briefmap.phrases import Phrase
from briefmap.text import Text

__all__ = ["out_of_it", "topic_land"]

OUT = 6  # words from a verb to the «from it» of those who are moved
AGO = 24  # tokens between what a pronoun stands for and the cue
ASIDE = 2  # tokens between the land that opens a sentence and its comma: وفي ميانمار المجاورة،
KINDS = ("site", "city", "admin", "country")


def out_of_it(said: Sentence, cue: Cue, slots: list[Filled]) -> list[Filled]:
    """What «from it» behind a cue stands for: اندلع القتال في الخرطوم فأجلت الرياض منها 300 من رعاياها."""
    text = said.text
    if "relative.source" not in text.present or any(
        text.has(i, "relative.subject") for i in (cue.first - 1, cue.first - 2)
    ):
        return []  # القرى التي خرج منها آباؤهم
    at = next((i for i in range(cue.last, min(cue.last + OUT, said.last)) if text.has(i, "relative.source")), -1)
    if at < 0 or any(text.comma(i) for i in range(cue.last, at)) or text.joins(at):
        return []
    beside = at == cue.last or any(said.around[m].last == at and said.kind(m) != "demonym" for m in said.inside)
    if not beside and (text.norm(at + 1).isdigit() or text.has(at + 1, "numbers")):
        return []  # مئات من مواطنيها منها 40 إيطاليا
    filled = {f.mention for f in slots if f.slot in ("who", "of")}
    for mention in reversed(said.inside):
        phrase, place = said.around[mention], said.place(mention)
        if phrase.last > cue.first or place is None or place.kind not in KINDS or said.kind(mention) == "demonym":
            continue
        if cue.first - phrase.last > AGO:
            break
        if mention not in filled and not phrase.office and _agrees(text, phrase, text.norm(at).endswith("ها")):
            inner = mention - 1 in said.inside and tied(
                said, mention - 1, mention
            )  # ضربت سانتياغو شرقي كوبا، ونُقل منها
            return [Filled(mention - inner, "from", 0.75)]
    return []


def _agrees(text: Text, phrase: Phrase, feminine: bool) -> bool:
    """Whether a pronoun may stand for a name, by the noun that announces it: معتقل غوانتانامو … منه."""
    head = next((i for i in range(phrase.start, phrase.first) if text.head(i)), -1)
    return head < 0 or text.norm(head).endswith("ه") == feminine


def topic_land(said: Sentence, cue: Cue, slots: list[Filled]) -> list[Filled]:
    """The land that opens a sentence in which another state takes its people home: وفي لبنان، أجلت سيول رعاياها."""
    if cue.form != "verb" or not cue.event.own or cue.event.over or not said.inside:
        return []
    mention, text = said.inside[0], said.text
    phrase, place = said.around[mention], said.place(mention)
    if place is None or place.kind != "country" or said.kind(mention) != "toponym" or phrase.office:
        return []
    if not text.has(phrase.start, "prepositions.inside") or phrase.start - said.first > 1:
        return []
    parted = any(text.comma(i) for i in range(phrase.last, phrase.last + ASIDE))
    if not parted or "that" in text.between(phrase.last, cue.first):
        return []
    lands = {p.iso2 for f in slots if f.slot == "who" and (p := said.place(f.mention))}
    return [Filled(mention, "from", 0.7)] if lands and place.iso2 not in lands else []
