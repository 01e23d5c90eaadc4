"""An article's tokens with the classes of each word, which recognition, phrases and roles share."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefmap.arabic import Token, tokens
from briefmap.lexicon import Lexicon
from briefmap.model import Span

__all__ = ["Text"]

_QUOTES = frozenset("«“\"'”»‘’(")


@dataclass(slots=True)
class Text:
    """An article's tokens with the classes of each word, shared by recognition and roles."""

    text: str
    lexicon: Lexicon
    stream: list[Token] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    classes: list[dict[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    previous: list[int] = field(default_factory=list)
    sports: bool = False  # most articles have no word of sport, and need not be searched for one at each name

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> Text:
        stream, starts = tokens(text)
        empty: dict[str, str] = {}
        classes = [lexicon.classes(t.norm) if t.kind == "word" else empty for t in stream]
        heads = [lexicon.head(t.norm) if known else "" for t, known in zip(stream, classes, strict=True)]
        previous: list[int] = []
        before = -1
        for index, token in enumerate(stream):
            previous.append(before)
            if token.kind == "word":
                before = index
            elif token.raw not in _QUOTES:
                before = -1
        sports = any("sport" in known or "sport.weak" in known for known in classes)
        return cls(text, lexicon, stream, starts, classes, heads, previous, sports)

    def span(self, first: int, last: int) -> Span:
        """What tokens `first` … `last` (exclusive) cover."""
        return Span(self.starts[first], self.starts[last - 1] + len(self.stream[last - 1].raw))

    def has(self, index: int, name: str) -> bool:
        return 0 <= index < len(self.stream) and name in self.classes[index]

    def head(self, index: int) -> str:
        """The kind of place that the word announces, or ''."""
        return self.heads[index] if 0 <= index < len(self.heads) else ""

    def norm(self, index: int) -> str:
        return self.stream[index].norm if 0 <= index < len(self.stream) else ""

    def word(self, index: int) -> bool:
        return 0 <= index < len(self.stream) and self.stream[index].kind == "word"

    def finite(self, index: int) -> bool:
        """Whether a word looks like a verb of one subject: ترسل، سترسل، أرسلت; not يعلنان، أعلنتا، تصريحات."""
        word = self.norm(index)
        if not self.word(index) or self.classes[index] or len(word) < 4 or self.stream[index].raw.endswith("ة"):
            return False
        present = word.startswith(("ت", "ي", "ست", "سي")) and not word.endswith(("ان", "ون", "ين", "ات", "ا", "يه"))
        return present or word.endswith("ت") and not word.endswith("ات")

    def joins(self, index: int) -> bool:
        """Whether a word bears an «and» of its own: والجيش, but not وزراء."""
        classes = self.classes[index]
        return min(classes.values(), key=len)[:1] == "و" if classes else self.norm(index).startswith("وال")

    def quotes(self, index: int) -> bool:
        """Whether «and» begins a clause with another speaker: وقالت الحركة إنها, but not وقالت إنها."""
        word = self.norm(index)
        if word[:1] != "و" or not self.lexicon.speaks(word):
            return False
        after = self.after(index)
        return after >= 0 and not (self.has(after, "that") or self.has(after, "prepositions"))

    def before(self, index: int) -> int:
        """The word before, quotation marks passed over; -1 where a sentence or line begins."""
        return self.previous[index] if index >= 0 else -1

    def after(self, index: int) -> int:
        """The word that follows token `index`, quotation marks passed over; -1 at other marks."""
        index += 1
        while index < len(self.stream) and self.stream[index].raw in "»”\"'’":
            index += 1
        return index if index < len(self.stream) and self.stream[index].kind == "word" else -1
