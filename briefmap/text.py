"""An article's tokens with the classes of each word, which recognition, phrases and roles share."""

from __future__ import annotations

from dataclasses import dataclass

from briefmap.arabic import Token, tokens
from briefmap.lexicon import Lexicon
from briefmap.model import Span

__all__ = ["Text", "counted", "verbal"]

_QUOTES = frozenset("«“\"'”»‘’(")
_MARGIN = 32  # tokens past either end at which one may look: no words, of no class


def verbal(word: str, raw: str) -> bool:
    """Whether a normalised word, written `raw`, has the form of a verb of one subject.

    >>> verbal("ترسل", "ترسل"), verbal("تصريحات", "تصريحات"), verbal("تسويه", "تسوية")
    (True, False, False)
    """
    if len(word) < 4 or raw[-1] == "ة":
        return False
    ending = ("ان", "ون", "ين", "ات", "يه") if raw[-1] == "أ" else ("ان", "ون", "ين", "ات", "ا", "يه")  # تبدأ
    present = word.startswith(("ت", "ي", "ست", "سي")) and not word.endswith(ending)
    return present or word[-1] == "ت" and not word.endswith("ات")


def counted(text: Text, index: int) -> bool:
    """Whether a number stands right before a word: 34 ألف هايتي."""
    return text.stream[index - 1].raw.isdigit() or text.has(index - 1, "numbers")


@dataclass(slots=True)
class Text:
    """An article's tokens with the classes of each word, shared by recognition and roles.

    `norms`, `classes` and `heads` go on past both ends, empty, so that whoever looks at a word's neighbours need not
    ask whether there are any.
    """

    text: str
    lexicon: Lexicon
    stream: list[Token]
    starts: list[int]
    norms: list[str]
    classes: list[dict[str, str]]
    heads: list[str]
    """The kind of place that each word announces, or ''."""
    previous: list[int]
    present: frozenset[str]
    """The classes that any word has: one that is absent need not be looked for."""

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> Text:
        stream, starts = tokens(text)
        empty: dict[str, str] = {}
        classes = [lexicon.classes(t.norm) if t.kind == "word" else empty for t in stream]
        heads = [lexicon.head(t.norm) if known else "" for t, known in zip(stream, classes, strict=True)]
        present = frozenset().union(*classes)
        norms = [t.norm for t in stream]
        norms += [""] * _MARGIN
        classes += [empty] * _MARGIN  # reached from the front as well: -1 is the last
        heads += [""] * _MARGIN
        previous: list[int] = []
        before = -1
        for index, token in enumerate(stream):
            previous.append(before)
            if token.kind == "word":
                before = index
            elif token.raw not in _QUOTES:
                before = -1
        return cls(text, lexicon, stream, starts, norms, classes, heads, previous, present)

    def span(self, first: int, last: int) -> Span:
        """What tokens `first` … `last` (exclusive) cover."""
        return Span(self.starts[first], self.starts[last - 1] + len(self.stream[last - 1].raw))

    def has(self, index: int, name: str) -> bool:
        return name in self.classes[index]

    def between(self, first: int, last: int) -> set[str]:
        """The classes of the tokens `first` … `last` (exclusive)."""
        return set().union(*self.classes[first:last])

    def head(self, index: int) -> str:
        """The kind of place that the word announces, or ''."""
        return self.heads[index]

    def norm(self, index: int) -> str:
        return self.norms[index]

    def word(self, index: int) -> bool:
        return 0 <= index < len(self.stream) and self.stream[index].kind == "word"

    def slot(self, index: int) -> str:
        """The slot that a preposition opens, or ''."""
        return self.lexicon.slots.get(self.norms[index], "")

    def nisba(self, index: int) -> bool:
        """Whether a word has the form of an adjective of belonging, with the article: الشرقي، البلجيكية."""
        return self.norms[index].startswith("ال") and self.norms[index].endswith(("ي", "يه"))

    def comma(self, index: int) -> bool:
        """Whether a comma stands there, within the text."""
        return 0 <= index < len(self.stream) and self.stream[index].raw in "،,"

    def finite(self, index: int) -> bool:
        """Whether a word looks like a verb of one subject: ترسل، سترسل، أرسلت; not يعلنان، أعلنتا، تصريحات."""
        return not self.classes[index] and self.word(index) and verbal(self.norms[index], self.stream[index].raw)

    def joins(self, index: int) -> bool:
        """Whether a word bears an «and» of its own: والجيش, but not وزراء."""
        classes = self.classes[index]
        return min(classes.values(), key=len)[:1] == "و" if classes else self.norm(index).startswith("وال")

    def quotes(self, index: int) -> bool:
        """Whether «and» begins a clause with another speaker: وقالت الحركة إنها, but not وقالت إنها."""
        word = self.norms[index]
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
