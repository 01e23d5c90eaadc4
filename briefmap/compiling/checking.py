"""Whether a gazetteer file is sound: the file itself, and what its rows say of each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from briefmap.arabic import key
from briefmap.errors import GazetteerError
from briefmap.gazetteer import DEGREE, EMBEDDED, Gazetteer

__all__ = ["facts", "faults"]

_FAULTS = {
    "the name {1} leads to {0}, which is no place": "SELECT place, surface FROM name "
    "WHERE NOT EXISTS (SELECT 1 FROM place WHERE id = name.place)",
    "{0} is the capital of {1}, but no place": "SELECT place, iso2 FROM capital "
    "WHERE NOT EXISTS (SELECT 1 FROM place WHERE id = capital.place)",
    "{0} is part of {1}, but no place": "SELECT place, region FROM member "
    "WHERE NOT EXISTS (SELECT 1 FROM place WHERE id = member.place)",
    "the sound {1} leads to geonames:{0}, which is no place": "SELECT geoname, key FROM sound "
    "WHERE NOT EXISTS (SELECT 1 FROM place WHERE id = 'geonames:' || geoname)",
    "{0} lies at no point of the earth ({1})": f"SELECT id, (lat / {DEGREE}.0) || ', ' || (lon / {DEGREE}.0) "
    f"FROM place WHERE NOT (lat BETWEEN -90 * {DEGREE} AND 90 * {DEGREE} AND lon BETWEEN -180 * {DEGREE} AND 180 * {DEGREE})",
    "{0} is of the kind {1}, which briefmap doesn't know": "SELECT id, kind FROM place "
    "WHERE kind NOT IN ('country', 'region', 'admin', 'city', 'site', 'water')",
}


_AREAS = "SELECT place FROM shape WHERE NOT EXISTS (SELECT 1 FROM place WHERE id = shape.place)"


def _connect(path: Path | None) -> sqlite3.Connection:
    with closing(Gazetteer.open(path)) as gazetteer:  # says why, where the file is no gazetteer
        return sqlite3.connect(f"{gazetteer.path.as_uri()}?mode=ro", uri=True)


def _has_areas(db: sqlite3.Connection) -> bool:
    """Whether the file holds polygons, as one that was made with Natural Earth's does."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'shape'").fetchone() is not None


def facts(path: Path | None = None) -> dict[str, str]:
    """What a gazetteer holds, in the order to print it. Raises GazetteerError when it isn't one."""
    with closing(_connect(path)) as db:
        try:
            meta: dict[str, str] = dict(db.execute("SELECT key, value FROM meta"))
            one = {
                "Places": "SELECT count(*) FROM place",
                "  with an Arabic name": "SELECT count(*) FROM place WHERE name_ar != ''",
                "Names": "SELECT count(*) FROM name",
                "Countries": "SELECT count(*) FROM place WHERE kind = 'country'",
                "Capitals": "SELECT count(*) FROM capital",
                "Found by sound": "SELECT count(DISTINCT geoname) FROM sound",
            }
            if _has_areas(db):
                one["Polygons of its own"] = "SELECT count(*) FROM shape"
            counts = {label: f"{db.execute(query).fetchone()[0]:,}" for label, query in one.items()}
        except sqlite3.Error as error:
            raise GazetteerError(f"{path or EMBEDDED}: damaged ({error}); build it again") from None
    file = path or EMBEDDED
    return {
        "File": f"{file} ({file.stat().st_size / 1e6:.1f} MB)",
        "Version": meta["version"],
        "Digest": meta["digest"],
        "Schema, normaliser": f"{meta['schema']}, {meta['normaliser']}",
        **counts,
    }


def faults(path: Path | None = None) -> Iterator[str]:
    """Each fault of a gazetteer, in one line. Raises GazetteerError when it isn't one at all."""
    with closing(_connect(path)) as db:
        try:
            for (found,) in db.execute("PRAGMA quick_check(20)"):
                if found != "ok":
                    yield f"damaged: {found}"
            for text, query in _FAULTS.items():
                for row in db.execute(query):
                    yield text.format(*row)
            if _has_areas(db):
                for (id,) in db.execute(_AREAS):
                    yield f"the polygon of {id} is of no place"
            for first, rest, surface in db.execute("SELECT first, rest, surface FROM name"):
                filed = f"{first} {rest}".strip()
                if key(surface) != filed:
                    yield f"the name {surface} is filed under «{filed}», not under «{key(surface)}»"
        except sqlite3.Error as error:
            yield f"damaged: {error}"
