"""Arabic text without knowledge of places: normalised tokens that remember where they stood, clitics, sentences.

The same normaliser serves the build of the gazetteer and every look-up; `NORMALISER` names its version,
and a gazetteer built by another version is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

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
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"  # of letters, as old files join them
_PRESENTATION = re.compile(f"[{_FORMS}]")
_MARKED = re.compile(f"[{_FORMS}{_MARKS}{_INVISIBLE}]")
_FOLDED = re.compile(f"[{_FORMS}{_MARKS}{_INVISIBLE}{''.join(map(chr, _FOLD))}]")
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f" + _FORMS
_WORD = f"[{_LETTERS}](?:[{_LETTERS}{_MARKS}{_INVISIBLE}]*[{_LETTERS}{_MARKS}])?"
_NUMBER, _LATIN, _MARK = r"\d+(?:[.,٫٬]\d+)*", r"[^\W\d_]+", rf"[^\s\w{_INVISIBLE}{_MARKS}]|_"
_BASIC = "\u0620-\u063f\u0641-\u064a\u0671-\u06d3"
_PLAIN_WORD = f"[{_BASIC}][{_BASIC}{_MARKS}]*"
_PLAIN = re.compile(f"{_PLAIN_WORD}(?: {_PLAIN_WORD})*")
_PARTS = re.compile(rf"({_WORD}|{_NUMBER}|{_LATIN}|\n|{_MARK})")
_ARABIC = re.compile(f"[{_LETTERS}]")
_VOWELS = re.compile("[\u064b-\u0652]")
_LONG, _LONGEST = 200, 400  # tokens after which a sentence ends at a comma, and anywhere


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or punctuation mark as a text writes it (`raw`), wherever it stands.

    `norm` is its normalised form; `kind` is word (Arabic letters), number, latin, line (a line break) or mark.
    """

    norm: str
    kind: str
    raw: str

    def at(self, index: int) -> int:
        """Where in `raw` the `index`-th character of `norm` stands.

        >>> (token,), _ = tokens("لـمالي")
        >>> token.norm, token.at(1)
        ('لمالي', 2)
        """
        if len(self.raw) == len(self.norm):
            return index
        seen = 0
        for offset, char in enumerate(self.raw):
            width = len(_normal(char))
            if width and seen >= index:
                return offset
            seen += width
        return len(self.raw)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the particles stuck to its front, and the rest, which begins at `offset` of `norm`.

    `article` says that a ل that swallowed the ا of the article was undone: للعراق is ل + العراق.
    """

    prefix: str
    stem: str
    offset: int


def _normal(text: str) -> str:
    if not _FOLDED.search(text):
        return text  # as half of all words are
    if _MARKED.search(text):
        if _PRESENTATION.search(text):
            text = unicodedata.normalize("NFKC", text)
        text = _DROPPED.sub("", text)
    return text.translate(_FOLD)


# News says the same words again and again, so each is made a token once.
@lru_cache(maxsize=65536)
def _token(raw: str) -> Token:
    first = raw[0]
    if _ARABIC.match(first):
        kind = "word"
    elif first.isdecimal():
        kind = "number"
    elif first.isalnum():
        kind = "latin"
    else:
        kind = "line" if first == "\n" else "mark"
    return Token(_normal(raw) if kind in ("word", "number") else raw.casefold(), kind, raw)


@lru_cache(maxsize=8192)  # tables say the same words again and again
def key(name: str) -> str:
    """The normalised form under which a name is stored and looked up: words parted by one space.

    >>> key("غينيا-بيساو"), key("عمّان"), key("أغاديس"), key("سوريـة")
    ('غينيا بيساو', 'عمان', 'اغاديس', 'سوريه')
    """
    if _PLAIN.fullmatch(name):  # words and single spaces, as most names are
        return _normal(name)
    found = map(_token, _PARTS.findall(name))
    return " ".join(token.norm for token in found if token.kind in ("word", "number", "latin"))


def vowelled(text: str) -> bool:
    """Whether short vowels or doublings are written, which may tell names apart: عمّان is no عُمان."""
    return _VOWELS.search(text) is not None


def has_arabic(text: str) -> bool:
    """Whether the text holds at least one Arabic letter."""
    return _ARABIC.search(text) is not None


def tokens(text: str) -> tuple[list[Token], list[int]]:
    """The tokens of a text, in order, and where each of them begins.

    >>> stream, starts = tokens("بلينكن.وأشار، ٢٥")
    >>> [t.norm for t in stream], starts
    (['بلينكن', '.', 'واشار', '،', '25'], [0, 6, 7, 12, 14])
    """
    parts = _PARTS.split(text)  # what stands between tokens, and the tokens, in turn
    return list(map(_token, parts[1::2])), list(accumulate(map(len, parts)))[:-1:2]


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


def sentences(text: str, split: tuple[list[Token], list[int]] | None = None) -> list[Span]:
    """The sentences of a text (and of its tokens, where they are known), without the white space around them.

    A full stop ends one even where no space follows (news feeds drop it), but not inside a number or after a
    single letter (د. أحمد). A line break ends one, unless the line is long and simply goes on (wrapped text). Text that
    goes on without end is cut, so that what is done for each sentence takes no longer than the text is long.

    >>> text = "عاد د. أحمد.وقال 3.5 مليون"
    >>> [s.of(text) for s in sentences(text)]
    ['عاد د. أحمد.', 'وقال 3.5 مليون']
    """
    stream, starts = split or tokens(text)
    found: list[Span] = []
    first = last = -1
    opened = line_start = 0
    for i, token in enumerate(stream):
        if token.kind == "word" and first >= 0 and i - opened < _LONG:
            last = i
            continue
        ends, start = False, starts[i]
        if token.kind == "line":
            previous = stream[i - 1] if i else None
            following = stream[i + 1] if i + 1 < len(stream) else None
            long = start - line_start >= 60
            closed = previous is not None and previous.raw in '.!؟?؛:…»”"'
            ends = not long or closed or following is None or following.kind == "line"
            line_start = start + 1
        else:
            if first < 0:
                first, opened = start, i
            last = i
            if token.raw in "!؟?؛…":
                ends = True
            elif token.raw == ".":
                previous = stream[i - 1] if i else None
                ends = not (previous is not None and previous.kind == "word" and len(previous.norm) == 1)
            elif i - opened >= _LONG:
                ends = token.raw in "،," or i - opened >= _LONGEST
        if ends and first >= 0:
            found.append(Span(first, starts[last] + len(stream[last].raw)))
            first = -1
    if first >= 0:
        found.append(Span(first, starts[last] + len(stream[last].raw)))
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
