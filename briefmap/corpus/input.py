"""Folders, globs and tables of articles → records, in an order that is always the same, and records → chunks.

Every record that stands in the input comes out once: as an article to brief, or with the problem that forbids it.
"""

from __future__ import annotations

import glob
import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefmap.corpus.records import Columns, File, Record, plain, problem, where
from briefmap.corpus.tables import READERS, TOO_LARGE
from briefmap.errors import CorpusError
from briefmap.reading import LIMIT

__all__ = ["DUPLICATE", "Chunk", "chunks", "files", "records"]

DUPLICATE = "duplicate"
# About so many records make a chunk. A chunk ends where a record's own digest says so, not at every 256th record:
# so a record put in or taken out changes its own chunk, and all others keep their keys and needn't be done again.
_MEAN, _MOST, _BYTES = 256, 1024, 8_000_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records that are briefed and written together. `key` is a digest of them and of what briefs them."""

    key: str
    records: tuple[Record, ...]


def files(inputs: Sequence[str], leave_out: Path | None = None) -> tuple[File, ...]:
    """The files that folders, patterns and file names stand for, each once, hidden ones and `leave_out` left out.

    Raises CorpusError for a name or a pattern that stands for nothing.
    """
    found: dict[str, File] = {}
    for given in inputs:
        root, paths = _expand(given)
        for path in paths:
            real = os.path.realpath(path)
            if leave_out and Path(real).is_relative_to(leave_out.resolve()):
                continue
            if real not in found:
                id = Path(os.path.relpath(path, root)).as_posix() if root else os.path.basename(path)
                found[real] = File(os.path.normpath(path), plain(id), os.path.getsize(path))
    if not found:
        raise CorpusError(f"{', '.join(inputs)}: no files in it; give articles, or a JSONL, CSV or Parquet file")
    return tuple(found.values())


def _expand(given: str) -> tuple[str, list[str]]:
    """The folder that ids are told from, and the files, sorted."""
    if os.path.isdir(given):
        return given, sorted(_walk(given))
    if os.path.exists(given):
        return "", [given]
    if glob.has_magic(given):
        root = given
        while glob.has_magic(root):
            root = os.path.dirname(root)
        paths: list[str] = []
        for path in sorted(glob.glob(given, recursive=True)):
            paths += sorted(_walk(path)) if os.path.isdir(path) and not given.endswith("**") else [path]
        if paths := [path for path in dict.fromkeys(paths) if os.path.isfile(path)]:
            return root or ".", paths
        raise CorpusError(f"{given}: no file matches this pattern; check its folder")
    raise CorpusError(f"{given}: no such file or folder; check its name")


def _walk(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(root, name) for name in names if not name.startswith("."))


def records(given: Sequence[File], columns: Columns) -> Iterator[Record]:
    """Every record of the files, in their order; an id that stood before is a problem of the later record.

    Ids are remembered on disk, in a database that vanishes with the process, so that memory stays flat.
    """
    seen = sqlite3.connect("")
    seen.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, source INTEGER, line INTEGER) WITHOUT ROWID")
    numbers = {file.path: number for number, file in enumerate(given)}
    for file in given:
        for record in _file(file, columns):
            if not record.problem:
                id = hashlib.sha256(record.id.encode(errors="surrogatepass")).digest()[:16]
                row = (id, numbers[file.path], record.line)
                if not seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", row).rowcount:
                    first = seen.execute("SELECT source, line FROM seen WHERE id = ?", (id,)).fetchone()
                    earlier = where(given[first[0]].path, first[1])
                    record = replace(record, content="", problem=f"{DUPLICATE}: the id stands already in {earlier}")
            yield record
    seen.close()


def chunks(given: Iterator[Record], tag: str) -> Iterator[Chunk]:
    """Cut records into chunks; `tag` names all that briefs them, so that another gazetteer gives other keys.

    No chunk goes beyond a table, so that one more table leaves those before it as they are.
    """
    held: list[Record] = []
    size, whole = 0, False
    for record in given:
        if held and (whole or record.source != held[-1].source and (record.line or held[-1].line)):
            yield _chunk(held, tag)
            held, size = [], 0
        held.append(record)
        size += len(record.content)
        ends = int.from_bytes(record.digest[:4], "big") % _MEAN == 0
        whole = ends or len(held) == _MOST or size > _BYTES
    if held:
        yield _chunk(held, tag)


def _chunk(held: list[Record], tag: str) -> Chunk:
    digest = hashlib.sha256(tag.encode())
    for record in held:
        digest.update(record.digest)
    return Chunk(digest.hexdigest()[:20], tuple(held))


def _file(file: File, columns: Columns) -> Iterator[Record]:
    reader = READERS.get(Path(file.path).suffix.lower())
    try:
        if reader:
            yield from reader(file, columns)
        else:
            yield _document(file)
    except OSError as error:
        yield problem(file, 0, f"can't be read ({(error.strerror or str(error)).lower()})", file.size)


def _document(file: File) -> Record:
    if file.size > LIMIT:
        return problem(file, 0, TOO_LARGE, file.size)
    with open(file.path, "rb") as stream:
        return Record(file.id, file.path, 0, stream.read(LIMIT + 1), size=file.size)
