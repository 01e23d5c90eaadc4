"""The text of a PDF, its Arabic in reading order.

A PDF stores where each glyph was painted, not the order in which a person reads. PDFium gives right-to-left
words back reversed, or lam-alef turned round, depending on the program that wrote the file (in pages printed
by a browser every second word), so only its characters, its line breaks and their places are used here:
the characters of a line are put from left to right, and the Unicode bidirectional algorithm, which turns
reading order into that one, turns it back when it is run on it again.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefmap.arabic import has_arabic
from briefmap.errors import ArticleError

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["pdf_text"]

# All in widths of the font size.
_SPACE = 0.15
"""A wider gap between two glyphs is a space."""
_SAME_PLACE = 0.12
"""Glyphs that begin closer than this are one ligature, taken apart by its writer."""

_NEARBY = 40
"""So many lines before and behind a line tell how wide its column is, and how far apart its lines stand."""
_TALL_GAP = 1.25
"""Lines this many times further apart than those around them are two paragraphs."""

_ALEF = "اأإآٱ"


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    base: float
    size: float
    first_word: float
    """Width of its first word: a line before it that had more room to spare ends a paragraph."""


def pdf_text(data: bytes, name: str) -> tuple[str, str]:
    """The title and the text of a PDF, one paragraph a line, a blank line between two.

    `name` is what an error calls the file. The title is empty where the file names none in Arabic.
    Raises ArticleError for a file that is broken or encrypted, or that holds no text (a scan).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ArticleError(f"{name}: the PDF is locked by a password; save a copy without one") from error
        raise ArticleError(f"{name}: the PDF is broken or cut short; export or download it again") from error
    try:
        title = document.get_metadata_dict().get("Title", "").strip()
        lines = [line for page in document for line in _lines(page)]
    except pypdfium2.PdfiumError as error:
        raise ArticleError(f"{name}: a page of the PDF can't be read; export or download it again") from error
    finally:
        document.close()
    text = "\n\n".join(_paired(paragraph) for paragraph in _paragraphs(lines))
    if not text:
        raise ArticleError(
            f"{name}: the PDF holds pictures and no text (a scan?); run text recognition (OCR) on it first"
        )
    return (title if has_arabic(title) else ""), text


def _lines(page: pypdfium2.PdfPage) -> Iterator[_Line]:
    """The lines of a page as PDFium parts them, which keeps columns apart."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    glyphs: list[_Glyph] = []
    bases: list[float] = []
    sizes: list[float] = []
    for index in range(text_page.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text_page, index))
        if char == "\n":
            if glyphs:
                yield _line(glyphs, bases, sizes)
            glyphs, bases, sizes = [], [], []
        elif not char.isspace():
            raw.FPDFText_GetCharOrigin(text_page, index, x, y)
            box = text_page.get_charbox(index, loose=True)
            # A stretching stroke (kashida) often has no letter of its own: it fills its place and says nothing.
            spoken = unicodedata.category(char)[0] != "C" and char != "ـ"
            glyphs.append(_Glyph(char if spoken else "", x.value, max(box[2], x.value)))
            bases.append(y.value)
            raw.FPDFText_GetMatrix(text_page, index, matrix)  # a font of size 1 may be painted twelve times as large
            sizes.append(raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d) or 1.0)
    if glyphs:
        yield _line(glyphs, bases, sizes)


def _line(glyphs: list[_Glyph], bases: list[float], sizes: list[float]) -> _Line:
    from bidi import get_display

    size = sorted(sizes)[len(sizes) // 2]
    glyphs = sorted(glyphs, key=lambda glyph: (glyph.left, _order(glyph.char)))
    for i in range(1, len(glyphs)):
        before, after = glyphs[i - 1], glyphs[i]
        slack = _SAME_PLACE * size
        near = before.right - slack if _is_mark(after.char) else before.left + slack
        if after.left < near and _order(after.char) < _order(before.char):
            glyphs[i - 1], glyphs[i] = after, before
    words: list[list[_Glyph]] = []
    edge = float("-inf")
    for glyph in glyphs:
        if glyph.left - edge > _SPACE * size:
            words.append([])
        words[-1].append(glyph)
        edge = max(edge, glyph.right)
    painted = " ".join("".join(glyph.char for glyph in word) for word in words)
    rightward = has_arabic(painted)
    first = words[-1 if rightward else 0]
    return _Line(
        text=get_display(painted, base_dir="R") if rightward else painted,
        left=glyphs[0].left,
        right=max(glyph.right for glyph in glyphs),
        base=sorted(bases)[len(bases) // 2],
        size=size,
        first_word=max(glyph.right for glyph in first) - min(glyph.left for glyph in first),
    )


def _order(char: str) -> int:
    """From left to right among glyphs in one place: a mark is read after its letter, an alef after its lam."""
    return 0 if _is_mark(char) else 1 if char and char in _ALEF else 2


def _is_mark(char: str) -> bool:
    return char != "" and unicodedata.combining(char) > 0


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    """Lines joined where the text was merely wrapped: no word of the next line would have fitted into this one."""
    paragraph: list[str] = []
    for index, line in enumerate(lines):
        paragraph.append(line.text)
        following = lines[index + 1] if index + 1 < len(lines) else None
        nearby = lines[max(0, index - _NEARBY) : index + _NEARBY]
        if following is None or _ends(line, following, nearby):
            yield re.sub(r" {2,}", " ", " ".join(paragraph)).strip()
            paragraph = []


def _ends(line: _Line, following: _Line, nearby: list[_Line]) -> bool:
    if not _alike(line, following):
        return True
    drops = [above.base - below.base for above, below in pairwise(nearby) if _alike(above, below)]
    pitch = min((drop for drop in drops if drop > line.size / 2), default=0.0)
    if line.base - following.base > min(_TALL_GAP * pitch or math.inf, 3 * line.size):
        return True
    # The column is as wide as the widest of the lines that begin at the same edge.
    column = [other for other in nearby if _alike(line, other)]
    near = line.size / 2
    if has_arabic(line.text):
        room = line.left - min(other.left for other in column if abs(other.right - line.right) < near)
    else:
        room = max(other.right for other in column if abs(other.left - line.left) < near) - line.right
    return room > following.first_word + 2 * _SPACE * line.size


def _alike(one: _Line, other: _Line) -> bool:
    return abs(one.size - other.size) < 0.1 * one.size


def _paired(paragraph: str) -> str:
    """Brackets and quotation marks turned the right way: writers store now the sign meant, now the one painted."""
    for opening, closing in ("()", "«»"):
        places = [i for i, char in enumerate(paragraph) if char in (opening, closing)]
        signs = "".join(paragraph[i] for i in places)
        # Only where they alternate and are merely inverted or all alike can they be told apart for sure.
        if len(places) % 2 == 0 and signs != (opening + closing) * (len(places) // 2):
            chars = list(paragraph)
            for count, i in enumerate(places):
                chars[i] = closing if count % 2 else opening
            paragraph = "".join(chars)
    return paragraph
