"""Compile extracts and curated tables into the one file that briefmap ships.

    python -m gazetteer.build [-o FILE]

Needs the standard library alone, and gives the same rows, in the same order, whoever runs it; `digest` in the
table `meta` is taken over the rows, so that it holds for every version of SQLite.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefmap.compiling.form import INDICES, filed, stamp, writing
from briefmap.gazetteer import own_name
from briefmap.sound import keys
from gazetteer.compile import Cells, Compiled, compile_tables
from gazetteer.tables import CURATED, EXTRACTS, HERE

__all__ = ["OUTPUT", "build"]

OUTPUT = HERE.parent / "briefmap" / "data" / "gazetteer.sqlite"


def build(output: Path | None = None, *, curated: Path = CURATED, extracts: Path = EXTRACTS) -> str:
    """Write the gazetteer to `output` (the package's own data folder unless given) and return its digest.

    Raises GazetteerError, with file and line, when a table is not as it should be; a file that was there stays.
    """
    path = output or OUTPUT
    compiled = compile_tables(curated, extracts)
    latin, sounds = _sounds(compiled)
    tables = [*compiled.tables(), ("latin", latin), ("sound", sounds), ("alike", _alike(compiled))]
    digest = _digest(tables)
    version = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))["version"]
    with writing(path) as db:
        db.execute("BEGIN")
        db.executemany("INSERT INTO meta VALUES (?, ?)", stamp(version, digest))
        for table, rows in tables:
            if rows:
                db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
        db.execute("COMMIT")
        db.executescript(INDICES + "VACUUM")
    return digest


def _sounds(compiled: Compiled) -> tuple[list[Cells], list[Cells]]:
    """The rows of the tables `latin` and `sound`, sorted: the cities' Latin names, and the keys of their sound."""
    latin: list[tuple[int, str]] = []
    sounds: list[tuple[str, str, int]] = []
    for number, others in sorted(compiled.spelled.items()):
        place = compiled.places[f"geonames:{number}"]
        kept, keys = filed(place.name, others)
        if kept:
            latin.append((number, kept))
        sounds += [(place.iso2, key, number) for key in keys]
    return [*latin], [*sorted(sounds)]


def _alike(compiled: Compiled) -> list[Cells]:
    """The rows of the table `alike`, sorted: the keys of how the names of provinces and sites sound."""
    places = (place for place in compiled.places.values() if place.iso2 and place.kind in ("admin", "site"))
    return sorted({(p.iso2, key, p.kind, p.id) for p in places for key in keys(own_name(p.name))})


def _digest(tables: Iterable[tuple[str, list[Cells]]]) -> str:
    digest = hashlib.sha256()
    for table, rows in tables:
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
