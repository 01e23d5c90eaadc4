"""The form of a gazetteer file: its tables, and a way to write one whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from briefmap.arabic import NORMALISER
from briefmap.gazetteer import DEGREE, SCHEMA, bit
from briefmap.model import Place
from briefmap.sound import keys

__all__ = ["AREAS", "INDICES", "cells", "filed", "stamp", "writing"]

_TABLES = """
CREATE TABLE place (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_ar TEXT NOT NULL, kind TEXT NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, iso2 TEXT NOT NULL, admin1 TEXT NOT NULL, feature TEXT NOT NULL,
    population INTEGER NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name (first TEXT NOT NULL, rest TEXT NOT NULL, place TEXT NOT NULL, role TEXT NOT NULL,
    surface TEXT NOT NULL, PRIMARY KEY (first, rest, place)) WITHOUT ROWID;
CREATE TABLE capital (place TEXT NOT NULL, iso2 TEXT NOT NULL, PRIMARY KEY (place, iso2)) WITHOUT ROWID;
CREATE TABLE member (region TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (region, place)) WITHOUT ROWID;
CREATE TABLE sound (iso2 TEXT NOT NULL, key TEXT NOT NULL, geoname INTEGER NOT NULL,
    PRIMARY KEY (iso2, key, geoname)) WITHOUT ROWID;
CREATE TABLE alike (iso2 TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL,
    PRIMARY KEY (iso2, key, kind, place)) WITHOUT ROWID;
CREATE TABLE latin (geoname INTEGER PRIMARY KEY, others TEXT NOT NULL);
CREATE TABLE landmark (rank INTEGER PRIMARY KEY, place TEXT NOT NULL, name_ar TEXT NOT NULL);
CREATE TABLE sieve (bits BLOB NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
AREAS = "CREATE TABLE main.shape (place TEXT PRIMARY KEY, geometry BLOB NOT NULL)"
"""Polygons of its own, which the embedded gazetteer has in a file apart: packed GeoJSON, longitude first."""
INDICES = f"""
CREATE INDEX place_name ON place (name COLLATE NOCASE) WHERE name_ar != '';
CREATE INDEX place_lat ON place (lat / {DEGREE}) WHERE name_ar != '';
"""
"""Made after the rows are in, which is faster. Places without an Arabic name are found by sound and by id alone."""


_FIRSTS = "SELECT DISTINCT first FROM main.name"
ROOM = 2  # bytes of the sieve for each word: one in 16 of those with which no name begins is let through


def _sieve(firsts: list[str]) -> bytes:
    """A bit for each word with which a name begins; other words seldom meet one (Bloom, CACM 13/7, 1970, one hash)."""
    bits = bytearray(ROOM * len(firsts) + 1)
    for first in firsts:
        byte, shift = bit(first, len(bits))
        bits[byte] |= 1 << shift
    return bytes(bits)


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A new gazetteer beside `path`, which takes its place when the block ends well; else all is as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
            yield db
            db.execute("INSERT INTO sieve VALUES (?)", (_sieve([first for (first,) in db.execute(_FIRSTS)]),))
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def stamp(version: str, digest: str) -> list[tuple[str, str]]:
    """The rows of the table `meta`."""
    return sorted({"schema": SCHEMA, "normaliser": NORMALISER, "version": version, "digest": digest}.items())


def cells(place: Place) -> tuple[str | int, ...]:
    """The row of a place in the table `place`."""
    lat, lon = round(DEGREE * place.lat), round(DEGREE * place.lon)
    return (
        place.id, place.name, place.name_ar, place.kind, lat, lon, place.iso2, place.admin1, place.feature,
        place.population, place.source,
    )  # fmt: skip


def filed(name: str, others: Iterable[str]) -> tuple[str, list[str]]:
    """A place's other Latin names that sound otherwise than `name`, as one cell, and the keys of them all, sorted.

    Spellings that fall under keys that are known already would cost room and time, and find nothing new. Nor do
    those that write no vowels, which lists of names take over from Persian, or no capital: those are Chinese readings.
    """
    known = dict.fromkeys(keys(name))
    kept = []
    for other in others:
        new = [key for key in keys(other) if key not in known]
        if new and not other.islower() and sum(char in "aeiouy" for char in other.casefold()) * 5 >= len(other):
            kept.append(other)
            known |= dict.fromkeys(new)
    return "|".join(kept), sorted(known)
