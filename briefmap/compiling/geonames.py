"""The whole of GeoNames as a gazetteer, on top of the embedded one: its places and names first, then the dump's.

Every row streams through; what must be sorted is sorted by SQLite, which spills to disk. Kept are places that
something can find: all that have an Arabic name, and every populated place, which is found by sound.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, TypeVar

from briefmap.arabic import has_arabic, key
from briefmap.compiling import natural_earth
from briefmap.compiling.dumps import fingerprint, rows
from briefmap.compiling.form import AREAS, INDICES, filed, stamp, writing
from briefmap.errors import GazetteerError, OutputError
from briefmap.gazetteer import DEGREE, EMBEDDED, Gazetteer
from briefmap.model import PlaceKind

__all__ = ["Built", "build"]

Report = Callable[[str, int, int], None]

_T = TypeVar("_T")

_BATCH = 20_000  # rows handed to SQLite at a time
_PLACE_COLUMNS, _NAME_COLUMNS, _ADMIN1_COLUMNS = 19, 10, 4
_KINDS: dict[str, PlaceKind] = {"A": "admin", "P": "city", "H": "water"}
_KIND_WORDS = frozenset(
    "region province governorate state district department county prefecture oblast krai republic of the".split()
)
_COLUMNS = "id, name, name_ar, kind, lat, lon, iso2, admin1, feature, population, source"
_STAGING = """
CREATE TABLE stage.arabic (geoname INTEGER, rank INTEGER, name TEXT);
CREATE TABLE stage.place AS SELECT * FROM main.place WHERE 0;
CREATE TABLE stage.name (first TEXT, rest TEXT, place TEXT, role TEXT, surface TEXT);
CREATE TABLE stage.sound (iso2 TEXT, key TEXT, geoname INTEGER);
"""


class Built(NamedTuple):
    """What a build read and kept."""

    places_read: int
    names_read: int
    places: int
    arabic_names: int
    digest: str


def build(
    output: Path,
    places: Path,
    names: Path,
    admin1: Path | None = None,
    areas: Sequence[Path] = (),
    *,
    base: Path | None = None,
    report: Report | None = None,
) -> Built:
    """Write a gazetteer of GeoNames' `allCountries` and `alternateNamesV2`, on top of the embedded one.

    `admin1` is GeoNames' `admin1CodesASCII.txt`, which gives places their province; `areas` are files of Natural
    Earth. `report` hears the step, the bytes read and the bytes there are. Raises GazetteerError, with file and line, for a dump that is broken;
    OutputError where the disk is full or the folder can't be written to. A gazetteer that was there stays until
    the new one is complete.
    """
    base = base or EMBEDDED
    with closing(Gazetteer.open(base)) as known:
        version = known.version
    sizes = {path: fingerprint(path) for path in (places, names, *([admin1] if admin1 else []))}
    marks = [mark for _, mark in sizes.values()] + [natural_earth.mark(path) for path in areas]
    digest = hashlib.sha256("\n".join((version, *marks)).encode()).hexdigest()

    def heard(step: str, path: Path) -> Callable[[int], None]:
        return lambda read: report(step, read, sizes[path][0]) if report else None

    stage = output.with_name(output.name + ".stage")
    stage.unlink(missing_ok=True)
    try:
        with writing(output) as db:
            db.execute("PRAGMA cache_size = -200000")
            db.execute("ATTACH ? AS base", (f"{base.absolute()}",))
            db.execute("ATTACH ? AS stage", (f"{stage.absolute()}",))
            db.executescript("PRAGMA stage.journal_mode = OFF; PRAGMA stage.synchronous = OFF;" + _STAGING)
            db.execute("BEGIN")
            for table in ("capital", "member", "landmark", "alike"):
                db.execute(f"INSERT INTO main.{table} SELECT * FROM base.{table}")
            if areas:  # first, since what is wrong with them shows at once
                db.execute(AREAS)
            for path in areas:
                if report:
                    report(path.stem, 0, 0)
                natural_earth.add(db, path)
            names_read, bits = _arabic(db, names, heard("names", names))
            places_read = _places(db, places, bits, _provinces(db, admin1), heard("places", places))
            if report:
                report("sorting", 0, 0)
            _sorted(db)
            db.executemany("INSERT INTO meta VALUES (?, ?)", stamp(f"{version.split('+')[0]}-geonames", digest))
            db.execute("COMMIT")
            db.executescript(INDICES)
            counted = [db.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0] for table in ("place", "name")]
            db.execute("DETACH stage")
    except sqlite3.Error as error:
        raise OutputError(f"{output}: can't be written ({error}); make room, or name another file with -o") from None
    except GazetteerError:
        raise
    except OSError as error:
        raise OutputError(f"{output}: can't be written ({(error.strerror or str(error)).lower()})") from None
    finally:
        stage.unlink(missing_ok=True)
    return Built(places_read, names_read, counted[0], counted[1], digest)


def _batches(found: Iterator[_T]) -> Iterator[list[_T]]:
    batch: list[_T] = []
    for one in found:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _arabic(db: sqlite3.Connection, path: Path, progress: Callable[[int], None]) -> tuple[int, bytearray]:
    """Put the Arabic names aside, best first for each place; return how many rows there were, and whose they are."""
    bits = bytearray()
    read = 0

    def found() -> Iterator[tuple[int, int, str]]:
        nonlocal read
        for line, cells in rows(path, _NAME_COLUMNS, progress):
            read += 1
            if cells[2] != "ar" or not has_arabic(cells[3]):
                continue
            number = _number(path, line, cells[1])
            if number >= len(bits) * 8:
                bits.extend(bytes(number // 8 + 1 - len(bits)))
            bits[number // 8] |= 1 << number % 8
            preferred, short, colloquial, historic = (cell == "1" for cell in cells[4:8])
            yield number, 4 * historic + 2 * (colloquial or short) + (not preferred), cells[3].strip()

    for batch in _batches(found()):
        db.executemany("INSERT INTO stage.arabic VALUES (?, ?, ?)", batch)
    db.execute("CREATE INDEX stage.arabic_geoname ON arabic (geoname, rank)")
    return read, bits


def _places(
    db: sqlite3.Connection, path: Path, bits: bytearray, provinces: dict[str, str], progress: Callable[[int], None]
) -> int:
    read = 0
    names: list[tuple[str, str, str, str, str]] = []
    sounds: list[tuple[str, str, int]] = []

    def found() -> Iterator[tuple[object, ...]]:
        nonlocal read
        for line, cells in rows(path, _PLACE_COLUMNS, progress):
            read += 1
            number, form, code, iso2 = _number(path, line, cells[0]), cells[6], cells[7], cells[8]
            named = number < len(bits) * 8 and bits[number // 8] >> number % 8 & 1
            # Countries and their provinces are those of the embedded gazetteer, under their ISO codes.
            if not (named or form == "P") or code.startswith("PCL") or code == "ADM1":
                continue
            id = f"geonames:{number}"
            arabic: dict[str, str] = {}
            if named:
                for (name,) in db.execute(
                    "SELECT name FROM stage.arabic WHERE geoname = ? ORDER BY rank, rowid", (number,)
                ):
                    if text := key(name):
                        arabic.setdefault(text, name)
                for at, (text, name) in enumerate(arabic.items()):
                    first, _, rest = text.partition(" ")
                    names.append((first, rest, id, "alias" if at else "name", name))
            if form == "P" and iso2:
                sounds.extend((iso2, sound, number) for sound in filed(cells[1], ())[1])
            kind = "region" if code.startswith("RGN") else _KINDS.get(form, "site")
            try:
                lat, lon = (round(DEGREE * float(cell)) for cell in cells[4:6])
                people = int(cells[14] or 0)
            except (ValueError, OverflowError) as error:
                raise GazetteerError(
                    f"{path}:{line}: {error}; a row of {_PLACE_COLUMNS} columns, but not GeoNames'"
                ) from None
            yield (
                id, cells[1], next(iter(arabic.values()), ""), kind, lat, lon, iso2,
                provinces.get(f"{iso2}.{cells[10]}", ""), code, people, "geonames",
            )  # fmt: skip

    for batch in _batches(found()):
        db.executemany("INSERT INTO stage.place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", batch)
        db.executemany("INSERT INTO stage.name VALUES (?, ?, ?, ?, ?)", names)
        db.executemany("INSERT INTO stage.sound VALUES (?, ?, ?)", sounds)
        names.clear()
        sounds.clear()
    return read


def _sorted(db: sqlite3.Connection) -> None:
    """Bring both halves together in the order of their keys, the embedded gazetteer's rows before the dump's."""
    db.execute(
        # A place that has an Arabic name already keeps it; one that had none takes the dump's.
        f"INSERT OR IGNORE INTO main.place SELECT {_COLUMNS} FROM (SELECT *, 0 AS late FROM base.place "
        "WHERE name_ar != '' UNION ALL SELECT *, 1 FROM stage.place UNION ALL SELECT *, 2 FROM base.place "
        "WHERE name_ar = '') ORDER BY id, late"
    )
    db.execute(
        "INSERT OR IGNORE INTO main.name SELECT first, rest, place, role, surface FROM "
        "(SELECT *, 0 AS late FROM base.name UNION ALL SELECT first, rest, place, "
        "CASE WHEN place IN (SELECT place FROM base.name) THEN 'alias' ELSE role END, surface, 1 FROM stage.name) "
        "ORDER BY first, rest, place, late"
    )
    db.execute(
        "INSERT OR IGNORE INTO main.sound SELECT * FROM (SELECT * FROM base.sound UNION ALL SELECT * FROM stage.sound) "
        "ORDER BY 1, 2, 3"
    )
    db.execute("INSERT INTO main.latin SELECT * FROM base.latin")


def _provinces(db: sqlite3.Connection, path: Path | None) -> dict[str, str]:
    """GeoNames' code of a province, such as ML.09, → the province of the embedded gazetteer that bears its name."""
    if path is None:
        return {}
    query = "SELECT id, name, iso2 FROM base.place WHERE kind = 'admin' AND id GLOB 'iso:*'"
    known = {(iso2, _bare(name)): id for id, name, iso2 in db.execute(query)}
    found = {}
    for _, (code, name, ascii_, _geoname) in rows(path, _ADMIN1_COLUMNS):
        iso2 = code.partition(".")[0]
        if id := known.get((iso2, _bare(name))) or known.get((iso2, _bare(ascii_))):
            found[code] = id
    return found


def _bare(name: str) -> str:
    """A province's name without accents and the word for its kind, which lists give or leave out."""
    text = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(char for char in text if char.isalnum() or char == " ").split()
    return " ".join(word for word in words if word not in _KIND_WORDS) or " ".join(words)


def _number(path: Path, line: int, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 10):
        raise GazetteerError(f"{path}:{line}: {cell[:40]!r} is no number of a place; is it the right file?")
    return int(cell)
