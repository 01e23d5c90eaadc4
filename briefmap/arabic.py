"""Arabic text without knowledge of places: normalised tokens that remember where they stood, clitics, sentences.

The same normaliser serves the build of the gazetteer and every look-up; `NORMALISER` names its version,
and a gazetteer built by another version is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefmap.model import Span

__all__ = ["NORMALISER", "Reading", "Token", "has_arabic", "key", "readings", "sentences", "tokens", "vowelled"]

NORMALISER = "1"

# Letters that news writes in several ways, folded to one; marks, tatweel and invisible characters dropped.
_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640\u08d3-\u08ff"
_DROPPED = re.compile(f"[{_INVISIBLE}{_MARKS}]")
_FOLD = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیئےۍې", "ي"),
        **dict.fromkeys("ةۃەہۀ", "ه"),
        **dict.fromkeys("ؤ", "و"),
        **dict.fromkeys("کڪګ", "ك"),
        **dict.fromkeys("گڭݣ", "غ"),
        **dict.fromkeys("پ", "ب"),
        **dict.fromkeys("ڤڥڨ", "ف"),
        **dict.fromkeys("چڃ", "تش"),
        **dict.fromkeys("ژ", "ج"),
        **{d: str(i) for i, d in enumerate("٠١٢٣٤٥٦٧٨٩")},
        **{d: str(i) for i, d in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    }
)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_WORD = f"[{_LETTERS}](?:[{_LETTERS}{_MARKS}{_INVISIBLE}]*[{_LETTERS}{_MARKS}])?"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD})|(?P<number>\d+(?:[.,٫٬]\d+)*)|(?P<latin>[^\W\d_]+)|(?P<line>\n)|(?P<mark>[^\s\w{_INVISIBLE}{_MARKS}]|_)"
)
_ARABIC = re.compile(f"[{_LETTERS}]")
_LONG, _LONGEST = 200, 400  # tokens after which a sentence ends at a comma, and anywhere


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or punctuation mark of a text.

    `norm` is its normalised form; `kind` is word (Arabic letters), number, latin, line (a line break) or mark.
    """

    start: int
    end: int
    norm: str
    kind: str
    raw: str

    def at(self, index: int) -> int:
        """Where in the original text the `index`-th character of `norm` stands.

        >>> token = next(tokens("لـمالي"))
        >>> token.norm, token.at(1)
        ('لمالي', 2)
        """
        if len(self.raw) == len(self.norm):
            return self.start + index
        seen = 0
        for offset, char in enumerate(self.raw):
            width = len(_normal(char))
            if width and seen >= index:
                return self.start + offset
            seen += width
        return self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the particles stuck to its front, and the rest, which begins at `offset` of `norm`.

    `article` says that a ل that swallowed the ا of the article was undone: للعراق is ل + العراق.
    """

    prefix: str
    stem: str
    offset: int


@lru_cache(maxsize=65536)
def _normal(text: str) -> str:
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    return _DROPPED.sub("", text).translate(_FOLD)


def _norm(kind: str, raw: str) -> str:
    return _normal(raw) if kind in ("word", "number") else raw.casefold()


def key(name: str) -> str:
    """The normalised form under which a name is stored and looked up: words parted by one space.

    >>> key("غينيا-بيساو"), key("عمّان"), key("أغاديس"), key("سوريـة")
    ('غينيا بيساو', 'عمان', 'اغاديس', 'سوريه')
    """
    found = ((match.lastgroup, match.group()) for match in _TOKEN.finditer(name))
    return " ".join(_norm(kind, raw) for kind, raw in found if kind in ("word", "number", "latin"))


def vowelled(text: str) -> bool:
    """Whether short vowels or doublings are written, which may tell names apart: عمّان is no عُمان."""
    return any("\u064b" <= char <= "\u0652" for char in text)


def has_arabic(text: str) -> bool:
    """Whether the text holds at least one Arabic letter."""
    return _ARABIC.search(text) is not None


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order.

    >>> [t.norm for t in tokens("بلينكن.وأشار، ٢٥")]
    ['بلينكن', '.', 'واشار', '،', '25']
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        raw = match.group()
        yield Token(match.start(), match.end(), _norm(kind, raw), kind, raw)


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[Reading, ...]:
    """Every way to part the particles و ف ب ل ك from the front of a normalised word, the whole word first.

    Which of them is meant only a dictionary can tell, so all are given; none shorter than two letters.

    >>> [(r.prefix, r.stem, r.offset) for r in readings("وللعراق")]
    [('', 'وللعراق', 0), ('و', 'للعراق', 1), ('ول', 'لعراق', 2), ('ول', 'العراق', 2)]
    """
    found = [Reading("", word, 0)]
    at = 0
    if len(word) > 2 and word[0] in "وف":
        at = 1
        found.append(Reading(word[0], word[1:], 1))
    starts = (0, 1) if at else (0,)
    for start in starts:
        if len(word) - start > 2 and word[start] in "بلك":
            rest = word[start + 1 :]
            found.append(Reading(word[: start + 1], rest, start + 1))
            if word[start] == "ل" and rest[0] == "ل" and len(rest) > 2:
                found.append(Reading(word[: start + 1], "ا" + rest, start + 1))
    return tuple(found)


def sentences(text: str, stream: list[Token] | None = None) -> list[Span]:
    """The sentences of a text, without the white space around them.

    A full stop ends one even where no space follows (news feeds drop it), but not inside a number or after a
    single letter (د. أحمد). A line break ends one, unless the line is long and simply goes on (wrapped text). Text that
    goes on without end is cut, so that what is done for each sentence takes no longer than the text is long.

    >>> text = "عاد د. أحمد.وقال 3.5 مليون"
    >>> [s.of(text) for s in sentences(text)]
    ['عاد د. أحمد.', 'وقال 3.5 مليون']
    """
    stream = list(tokens(text)) if stream is None else stream
    found: list[Span] = []
    first = last = -1
    opened = line_start = 0
    for i, token in enumerate(stream):
        ends = False
        if token.kind == "line":
            previous = stream[i - 1] if i else None
            following = stream[i + 1] if i + 1 < len(stream) else None
            long = token.start - line_start >= 60
            closed = previous is not None and previous.raw in '.!؟?؛:…»”"'
            ends = not long or closed or following is None or following.kind == "line"
            line_start = token.end
        else:
            if first < 0:
                first, opened = token.start, i
            last = token.end
            if token.raw in "!؟?؛…":
                ends = True
            elif token.raw == ".":
                previous = stream[i - 1] if i else None
                ends = not (previous is not None and previous.kind == "word" and len(previous.norm) == 1)
            elif i - opened >= _LONG:
                ends = token.raw in "،," or i - opened >= _LONGEST
        if ends and first >= 0:
            found.append(Span(first, last))
            first = -1
    if first >= 0:
        found.append(Span(first, last))
    return _with_closing_quotes(text, found)


def _with_closing_quotes(text: str, spans: list[Span]) -> list[Span]:
    """A quotation mark right behind a sentence's end belongs to it; a sentence of marks alone to the one before."""
    merged: list[Span] = []
    for span in spans:
        body = span.of(text)
        if merged and not any(c.isalnum() for c in body):
            merged[-1] = Span(merged[-1].start, span.end)
            continue
        lead = len(body) - len(body.lstrip("»”)] .…"))
        if merged and lead and span.start + lead < span.end:
            merged[-1] = Span(merged[-1].start, span.start + len(body[:lead].rstrip()))
            span = Span(span.start + lead, span.end)
        merged.append(span)
    return merged
