"""Compile extracts and curated tables into the one file that briefmap ships.

    python -m gazetteer.build [-o FILE]

Needs the standard library alone, and gives the same rows, in the same order, whoever runs it; `digest` in the
table `meta` is taken over the rows, so that it holds for every version of SQLite.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sqlite3
import tempfile
import tomllib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from briefmap.arabic import NORMALISER
from gazetteer.compile import Compiled, compile_tables
from gazetteer.tables import CURATED, EXTRACTS, HERE

__all__ = ["OUTPUT", "SCHEMA", "build"]

SCHEMA = "1"
OUTPUT = HERE.parent / "briefmap" / "data" / "gazetteer.sqlite"

_TABLES = """
CREATE TABLE place (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_ar TEXT NOT NULL, kind TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, iso2 TEXT NOT NULL, admin1 TEXT NOT NULL, feature TEXT NOT NULL,
    population INTEGER NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name (first TEXT NOT NULL, rest TEXT NOT NULL, place TEXT NOT NULL, role TEXT NOT NULL,
    surface TEXT NOT NULL, PRIMARY KEY (first, rest, place)) WITHOUT ROWID;
CREATE TABLE capital (place TEXT NOT NULL, iso2 TEXT NOT NULL, PRIMARY KEY (place, iso2)) WITHOUT ROWID;
CREATE TABLE member (region TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (region, place)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDICES = """
CREATE INDEX place_name ON place (name COLLATE NOCASE);
CREATE INDEX place_lat ON place (lat);
"""


def build(output: Path | None = None, *, curated: Path = CURATED, extracts: Path = EXTRACTS) -> str:
    """Write the gazetteer to `output` (the package's own data folder unless given) and return its digest.

    Raises GazetteerError, with file and line, when a table is not as it should be; a file that was there stays.
    """
    path = output or OUTPUT
    compiled = compile_tables(curated, extracts)
    digest = _digest(compiled)
    version = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))["version"]
    meta = {"schema": SCHEMA, "normaliser": NORMALISER, "version": version, "digest": digest}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
            db.execute("BEGIN")
            for table, rows in compiled.tables():
                if rows:
                    db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
            db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
            db.execute("COMMIT")
            db.executescript(_INDICES + "VACUUM")
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return digest


def _digest(compiled: Compiled) -> str:
    digest = hashlib.sha256()
    for table, rows in compiled.tables():
        for row in rows:
            digest.update("\t".join((table, *map(str, row))).encode() + b"\n")
    return digest.hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m gazetteer.build", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "-o", "--output", type=Path, default=OUTPUT, metavar="FILE", help="where to write (%(default)s)"
    )
    output = parser.parse_args(arguments).output
    digest = build(output)
    print(f"{output}: {output.stat().st_size / 1e6:.1f} MB, digest {digest[:12]}")


if __name__ == "__main__":
    main()
