"""JSON Lines, CSV and Parquet → records, a row at a time; a broken row is a record with its problem and its line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from briefmap.corpus.records import Columns, File, Record, day, plain, problem, where
from briefmap.errors import CorpusError
from briefmap.reading import LIMIT

__all__ = ["READERS", "TOO_LARGE", "check"]

TOO_LARGE = f"larger than {LIMIT // 1_000_000} MB, the limit for one article"


def check(given: Sequence[File], columns: Columns) -> None:
    """Refuse tables that lack the column of texts, before any work is done. Raises CorpusError with file and line."""
    for file in given:
        suffix = Path(file.path).suffix.lower()
        names: Any = None
        try:
            if suffix == ".parquet":
                import pyarrow.parquet as pq

                names = pq.read_schema(file.path).names
            elif suffix in (".csv", ".tsv"):
                with open(file.path, "rb") as stream:
                    _, names = next(_csv_rows(stream), (1, None))
        except (OSError, ValueError):
            continue  # a broken file costs the others nothing: it is told of when its turn comes
        if isinstance(names, list) and columns.text not in names:
            known = plain(", ".join(names))
            raise CorpusError(
                f"{plain(file.path)}, line 1: no column {columns.text!r} (there are: {known}); name it with --text-column"
            )


def _json_records(file: File, columns: Columns) -> Iterator[Record]:
    with open(file.path, "rb") as stream:
        for number, line, size in _Lines(stream):
            if line is None:
                yield problem(file, number, TOO_LARGE, size)
            elif line.strip():
                try:
                    found = json.loads(line.decode("utf-8-sig"))
                except UnicodeDecodeError as error:
                    yield problem(file, number, f"not UTF-8 from its byte {error.start + 1} on; save it as UTF-8", size)
                except (ValueError, RecursionError) as error:
                    yield problem(file, number, f"not JSON ({error})", size)
                else:
                    row = found if isinstance(found, dict) else {}
                    yield _record(file, number, [row.get(c) for c in (columns.text, columns.id, columns.date)], size)


def _csv_records(file: File, columns: Columns) -> Iterator[Record]:
    with open(file.path, "rb") as stream:
        head: list[str] = []
        where_to: list[int] = []
        before = 0
        for number, row in _csv_rows(stream):
            size, before = stream.tell() - before, stream.tell()
            if isinstance(row, str):
                yield problem(file, number, row, size)
                if not head:
                    return
            elif not head:
                head = row
                where_to = [head.index(c) if c in head else -1 for c in (columns.text, columns.id, columns.date)]
            elif len(row) != len(head):
                yield problem(file, number, f"{len(row)} cells where the header has {len(head)}", size)
            else:
                yield _record(file, number, [row[at] if at >= 0 else None for at in where_to], size)


def _csv_rows(stream: BinaryIO) -> Iterator[tuple[int, list[str] | str]]:
    """The line that each row begins on, and its cells, or else the reason why it can't be read."""
    csv.field_size_limit(LIMIT)
    head = stream.readline(LIMIT).decode("utf-8", "replace")
    stream.seek(0)
    lines = _Text(stream)
    # After an error the reader begins anew with the next line, so one broken row costs no other.
    rows = csv.reader(lines, delimiter=max(",;\t", key=head.count), strict=True)
    while True:
        first = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except UnicodeDecodeError as error:
            yield lines.number, f"not UTF-8 from its byte {error.start + 1} on; save it as UTF-8"
        except _TooLong:
            yield first, TOO_LARGE
        except csv.Error as error:
            if "field larger" in str(error):
                lines.skip_quoted()
                yield first, TOO_LARGE
            else:
                yield first, f"not CSV ({error})"
        else:
            if row:
                yield first, row


def _parquet_records(file: File, columns: Columns) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(file.path, pre_buffer=False) as table:
            names = [c for c in (columns.text, columns.id, columns.date) if c in table.schema_arrow.names]
            size = file.size // max(table.metadata.num_rows, 1)
            for batch in table.iter_batches(batch_size=64, columns=names, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    cells = [row.get(c) for c in (columns.text, columns.id, columns.date)]
                    yield _record(file, number, cells, size)
    except (pa.ArrowException, OSError) as error:
        reason = f"no Parquet file, or cut short ({str(error).splitlines()[0]}); copy or export it again"
        yield problem(file, number and number + 1, reason, 0)


READERS: dict[str, Callable[[File, Columns], Iterator[Record]]] = {
    ".jsonl": _json_records,
    ".ndjson": _json_records,
    ".csv": _csv_records,
    ".tsv": _csv_records,
    ".parquet": _parquet_records,
}


def _record(file: File, line: int, cells: Sequence[Any], size: int) -> Record:
    text, id, date = cells
    source = plain(file.path)
    name = plain(str(id)) if id is not None and id != "" else where(source, line)
    if not isinstance(text, str):
        return problem(file, line, "no text", size, name)
    if not text.strip():
        return problem(file, line, "the text is empty", size, name)
    if len(text) > LIMIT:
        return problem(file, line, TOO_LARGE, size, name)
    published, note = day(date)
    return Record(name, source, line, text, published, note, size=size)


class _Lines:
    """Each line of a stream with its number and size; None in place of one that is too long to be an article."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> tuple[int, bytes | None, int]:
        line = self._stream.readline(LIMIT + 1)
        if not line:
            raise StopIteration
        self.number += 1
        size = len(line)
        if size <= LIMIT:
            return self.number, line, size
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(LIMIT)
            size += len(line)
        return self.number, None, size


class _Text:
    """The lines of a CSV file as text. It can go on after an error, which a generator couldn't."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = _Lines(stream)

    @property
    def number(self) -> int:
        return self._lines.number

    def __iter__(self) -> _Text:
        return self

    def __next__(self) -> str:
        number, line, _ = next(self._lines)
        if line is None:
            raise _TooLong
        return line.decode("utf-8-sig" if number == 1 else "utf-8")

    def skip_quoted(self) -> None:
        """Pass over what is left of a text that was too long: up to the line with its closing quote."""
        for _, line, _ in self._lines:
            if line is not None and line.count(b'"') % 2:
                return


class _TooLong(Exception):
    pass
