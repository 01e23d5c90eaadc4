"""What stands in the input: files, and the records in them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

__all__ = ["Columns", "File", "Record", "day", "plain", "problem", "where"]


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table's columns are called."""

    text: str = "text"
    id: str = "id"
    date: str = "date"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the input. `id` names the article in it, where it holds one; `size` is in bytes."""

    path: str
    id: str
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """One article of the input before it is briefed, or the problem that forbids it."""

    id: str
    source: str
    """The file it stands in, as the command named it."""
    line: int
    """Its line (JSON Lines, CSV) or row (Parquet), from 1; 0 for a file that is one article."""
    content: str | bytes = ""
    """A text, or a whole file as it was read."""
    date: date | None = None
    note: str = ""
    """What should be known of the article though it can be briefed, such as a date that isn't one."""
    problem: str = ""
    size: int = 0
    """About how many bytes of the input it stands for."""

    @property
    def digest(self) -> bytes:
        """A digest of all that its rows depend on; of the line only where rows tell it, since a new line moves all."""
        content = self.content if isinstance(self.content, bytes) else self.content.encode(errors="surrogatepass")
        told = (self.id, self.source, str(self.date or ""), self.note, self.problem, self.line if self.problem else 0)
        return hashlib.sha256(json.dumps(told).encode() + b"\n" + content).digest()


def plain(name: str) -> str:
    """A name that can be printed in one line and written as UTF-8, whatever bytes a file system or a feed allows."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


def where(source: str, line: int) -> str:
    """How a message names a line of a file."""
    return f"{source}, line {line}" if line else source


def problem(file: File, line: int, reason: str, size: int, id: str = "") -> Record:
    """A record that can't be briefed; without an id it is called by its place."""
    return Record(id or where(plain(file.path), line), plain(file.path), line, problem=reason, size=size)


def day(value: object) -> tuple[date | None, str]:
    """The day that a cell stands for, and a note where it stands for none: ISO 8601, year/month/day, or as in e-mail.

    >>> day("2024-03-05T10:00:00Z"), day("الثلاثاء")
    ((datetime.date(2024, 3, 5), ''), (None, 'no date: الثلاثاء'))
    """
    if value is None or value == "":
        return None, ""
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    text = str(value).strip()
    for read in (datetime.fromisoformat, _slashes, parsedate_to_datetime):
        try:
            return read(text).date(), ""
        except ValueError:
            continue
    return None, f"no date: {plain(text[:60])}"


def _slashes(text: str) -> datetime:
    return datetime.strptime(text.split()[0] if text else "", "%Y/%m/%d")
