"""Read the CSV tables strictly, and part the names in them from the words that frame them."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefmap.arabic import key
from briefmap.errors import GazetteerError

__all__ = ["COLUMNS", "CURATED", "EXTRACTS", "HERE", "Row", "bare", "curated", "extract", "plain", "write"]

HERE = Path(__file__).parent
EXTRACTS = HERE / "extracts"
CURATED = HERE / "curated"

COLUMNS = {
    "countries": "iso2 name_en name_ar names_ar source",
    "demonyms": "place stem plurals extra except source",
    "capitals": "iso2 name_en name_ar names_ar lat lon source",
    "metonyms": "name_ar place gloss_en source",
    "regions": "id kind feature name_en names_en name_ar names_ar iso2 members outline lat lon source",
    "sites": "id kind feature name_en name_ar names_ar iso2 lat lon source",
    "towns": "id name_en name_ar names_ar iso2 lat lon population source",
    "cities_ar": "geonameid name_en iso2 name_ar names_ar source",
    "provinces": "code name_en name_ar names_ar lat lon source",
    "exclusions": "place name_en excluded why source",
}
"""The columns of each curated table."""


_BARE = str.maketrans("ıøłđ", "iold")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, which knows where it stands so that an error can say so."""

    path: Path
    line: int
    cells: dict[str, str]

    @property
    def where(self) -> str:
        """File and line, as editors and compilers write it."""
        return f"{self.path.parent.name}/{self.path.name}:{self.line}"

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell that `|` separates."""
        return tuple(value for part in self.cells[column].split("|") if (value := part.strip()))

    def number(self, column: str) -> float:
        """The value of a cell in degrees or people. Raises GazetteerError when it isn't a number."""
        try:
            return float(self.cells[column])
        except ValueError:
            raise GazetteerError(f"{self.where}: {column} {self.cells[column]!r} is not a number") from None


def _rows(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    if columns is not None and header != list(columns):
        raise GazetteerError(
            f"{path.parent.name}/{path.name}:1: columns are {','.join(header)}, not {','.join(columns)}"
        )
    try:
        for cells in reader:
            if len(cells) != len(header):
                where = f"{path.parent.name}/{path.name}:{reader.line_num}"
                raise GazetteerError(f"{where}: {len(cells)} cells where the header names {len(header)}")
            yield Row(path, reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    except csv.Error as error:
        raise GazetteerError(f"{path.parent.name}/{path.name}:{reader.line_num}: {error}; quote the cell") from None


def curated(table: str, folder: Path = CURATED) -> Iterator[Row]:
    """The rows of a curated table, of all its files in the order of their names.

    Raises GazetteerError, with file and line, when a header or a row is not as it should be.
    """
    for path in sorted(folder.glob(f"{table}_*.csv" if table == "cities_ar" else f"{table}.csv")):
        yield from _rows(path, COLUMNS[table].split())


def extract(name: str, folder: Path = EXTRACTS) -> Iterator[Row]:
    """The rows of an extract, such as `cities.csv`."""
    return _rows(folder / name, None)


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table, packed when its name ends in `.gz`, and return its text in bytes, from which its digest comes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    text = out.getvalue().encode()
    path.write_bytes(gzip.compress(text, 9, mtime=0) if path.suffix == ".gz" else text)
    return text


def plain(name: str) -> str:
    """A Latin name as bare small letters, without accents, to compare spellings."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_BARE))
    return re.sub("[^a-z]", "", text)


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    words = tomllib.loads((HERE / "words.toml").read_text("utf-8"))
    return tuple(words["heads"]), tuple(words["tails"]), frozenset(key(word) for word in words["ordinary"])


def bare(name: str) -> str:
    """The name without the word for its kind, or nothing when none stands there or no name would be left.

    >>> bare("محافظة نينوى"), bare("بيلغورود أوبلاست"), bare("محافظة الوسطى"), bare("بغداد")
    ('نينوى', 'بيلغورود', '', '')
    """
    heads, tails, ordinary = _words()
    words = name.split()
    kept = words[1:] if words and words[0] in heads else words
    while len(kept) > 1 and kept[-1] in tails:
        kept = kept[:-1]
    rest = " ".join(kept)
    return "" if kept == words or len(key(rest)) < 2 or key(rest) in ordinary else rest
