"""The dataset a corpus is kept as: three folders of Parquet parts, of which `places` is GeoParquet.

A part is done when its file in `articles` stands, which is written last; what stands on disk is the only record of
what was done. The schemas are a promise: a column is never changed or taken out without a new `VERSION`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefmap.corpus.records import where
from briefmap.errors import CorpusError, OutputError
from briefmap.writing import write

if TYPE_CHECKING:
    import pyarrow

__all__ = ["ARTICLES", "FAILURES", "PLACES", "VERSION", "Dataset", "Part", "content_digest", "encode", "schema"]

VERSION = "1"

Columns = tuple[tuple[str, str], ...]

PLACES: Columns = (
    ("article_id", "string"),
    ("date", "date32"),
    ("place_id", "string"),
    ("name", "string"),
    ("name_ar", "string"),
    ("kind", "string"),
    ("iso2", "string"),
    ("iso3166_2", "string"),
    ("role", "string"),
    ("role_ar", "string"),
    ("role_en", "string"),
    ("score", "double"),
    ("uncertain", "bool"),
    ("evidence", "int32"),
    ("rule", "string"),
    ("quote", "string"),
    ("quote_start", "int32"),
    ("quote_end", "int32"),
    ("cue", "string"),
    ("cue_start", "int32"),
    ("cue_end", "int32"),
    ("mention", "string"),
    ("mention_start", "int32"),
    ("mention_end", "int32"),
    ("lat", "double"),
    ("lon", "double"),
    ("profile", "string"),
    ("gazetteer", "string"),
    ("geometry", "binary"),
)
"""One row an article, place and role; quote, cue, mention and rule are those of the best of its `evidence` sentences."""

ARTICLES: Columns = (
    ("article_id", "string"),
    ("title", "string"),
    ("date", "date32"),
    ("source", "string"),
    ("status", "string"),
    ("places", "int32"),
    ("roles", "int32"),
    ("chars", "int32"),
    ("digest", "string"),
    ("page", "string"),
    ("note", "string"),
    ("profile", "string"),
    ("gazetteer", "string"),
    ("briefmap", "string"),
)
"""One row a record of the input. `status` is done, no_place (it names none), duplicate or failed."""

FAILURES: Columns = (
    ("article_id", "string"),
    ("source", "string"),
    ("line", "int32"),
    ("status", "string"),
    ("reason", "string"),
)
"""One row a record that couldn't be briefed (duplicate or failed), with the line it stands in, or 0."""

_TABLES = {"places": PLACES, "failures": FAILURES, "articles": ARTICLES}  # in the order they are written


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one chunk: the bytes of its files, in the order they must be written, and how many records
    have which status."""

    key: str
    files: tuple[tuple[str, bytes], ...]
    """Path below the dataset's folder, and content."""
    counts: tuple[tuple[str, int], ...]


@cache
def schema(table: str) -> pyarrow.Schema:
    """The Arrow schema of `places`, `articles` or `failures`."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "date32": pa.date32(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "int32": pa.int32(),
        "binary": pa.binary(),
    }
    metadata = {"briefmap:schema": VERSION}
    if table == "places":
        from pyproj import CRS

        column = {"encoding": "WKB", "geometry_types": ["Point"], "crs": CRS("EPSG:4326").to_json_dict()}
        metadata["geo"] = json.dumps(
            {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}, sort_keys=True
        )
    return pa.schema([(name, kinds[kind]) for name, kind in _TABLES[table]], metadata=metadata)


def encode(key: str, rows: dict[str, list[dict[str, Any]]], pages: list[tuple[str, bytes]]) -> Part:
    """The files of a part, from the rows of each table; a row of `places` has its geometry from `lat` and `lon`."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely

    places = rows["places"]
    points = shapely.points([(row["lon"], row["lat"]) for row in places]) if places else []
    columns: dict[str, list[Any]] = {"geometry": list(shapely.to_wkb(points))}
    files = list(pages)
    for table, names in _TABLES.items():
        arrays = {n: columns[n] if n in columns else [row[n] for row in rows[table]] for n, _ in names}
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table(arrays, schema=schema(table)), sink, compression="zstd")
        files.append((_path(table, key), sink.getvalue().to_pybytes()))
    counts: dict[str, int] = {}
    for row in rows["articles"]:
        counts[row["status"]] = counts.get(row["status"], 0) + 1
    return Part(key, tuple(files), tuple(sorted(counts.items())))


def _path(table: str, key: str) -> str:
    return f"{table}/part-{key}.parquet"


class Dataset:
    """The folder of a dataset. One process at a time writes to it, inside `writing`."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    @contextmanager
    def writing(self, inputs: tuple[str, ...], replace: bool = False) -> Iterator[None]:
        """Hold the folder for one run, and mark it as unfinished until `finish`.

        Raises CorpusError where another run holds it, or where it holds the results of inputs that aren't among
        `inputs` (which would be swept away), unless `replace`; OutputError where it can't be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # A lock of SQLite works on every system and ends with the process that holds it, however that ends.
            lock = sqlite3.connect(self.folder / ".lock", isolation_level=None, timeout=0)
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise CorpusError(f"{self.folder}: another run is writing to it; wait for its end") from error
            raise OutputError(f"{self.folder}: can't be written ({error}); name another folder with -o") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"{self.folder}: can't be written ({reason}); name another folder with -o") from error
        try:
            missing = [name for name in self._run().get("inputs", ()) if name not in inputs]
            if missing and not replace:
                raise CorpusError(
                    f"{self.folder}: holds the results of {missing[0]} too; give it as well, or another folder "
                    "with -o, or --replace to take them out"
                )
            self._mark(inputs, complete=False)
            for table in _TABLES:
                for left in (self.folder / table).glob(".part-*"):  # half-written files of a run that was killed
                    left.unlink(missing_ok=True)
            yield
        finally:
            lock.close()

    def has(self, key: str) -> bool:
        """Whether a part stands whole."""
        return (self.folder / _path("articles", key)).is_file()

    def counts(self, key: str) -> dict[str, int]:
        """How many records of a part have which status."""
        import pyarrow.parquet as pq

        column = pq.read_table(self.folder / _path("articles", key), columns=["status"], partitioning=None)["status"]
        return {row["values"]: row["counts"] for row in column.value_counts().to_pylist()}

    def put(self, part: Part) -> None:
        """Write a part; it counts only once its last file has its name. Raises OutputError."""
        for path, content in part.files:
            write(self.folder / path, content)

    def finish(self, inputs: tuple[str, ...], keys: set[str]) -> int:
        """Take out the parts that the input no longer holds, and mark the dataset as complete; how many went."""
        gone = set()
        for table in reversed(_TABLES):  # `articles` first: what it doesn't hold is not done
            for path in sorted((self.folder / table).glob("part-*.parquet")):
                key = path.stem.removeprefix("part-")
                if key not in keys:
                    path.unlink()
                    gone.add(key)
        for path in sorted((self.folder / "pages").glob("*/")):
            if path.name not in keys:
                for page in path.iterdir():
                    page.unlink()
                path.rmdir()
        self._mark(inputs, complete=True)
        return len(gone)

    def parts(self, table: str) -> list[Path]:
        """The files of a table. Raises CorpusError where the folder is no dataset, or one of another version."""
        import pyarrow.parquet as pq

        found = sorted((self.folder / table).glob("part-*.parquet"))
        if not found:
            raise CorpusError(f"{self.folder}: no dataset of briefmap batch; name the folder that it wrote with -o")
        stored = (pq.read_schema(found[0]).metadata or {}).get(b"briefmap:schema", b"").decode()
        if stored != VERSION:
            raise CorpusError(
                f"{self.folder}: its schema is {stored or 'unknown'}, this briefmap reads {VERSION}; run batch again"
            )
        return found

    def first_failure(self) -> str:
        """The first failure there is, in one line, or nothing."""
        import pyarrow.parquet as pq

        for path in self.parts("failures"):
            for row in pq.read_table(path, partitioning=None).to_pylist():
                return f"{where(row['source'], row['line'])}: {row['reason']}"
        return ""

    @property
    def complete(self) -> bool:
        """Whether the last run came to its end; before that an article that changed may stand in it twice."""
        return bool(self._run().get("complete"))

    def _run(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
            return found
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise CorpusError(f"{self.folder / 'run.json'}: not written by briefmap; name another folder") from error

    def _mark(self, inputs: tuple[str, ...], complete: bool) -> None:
        state = {"inputs": sorted(inputs), "complete": complete}
        write(self.folder / "run.json", json.dumps(state, ensure_ascii=False, indent=1) + "\n")


def content_digest(folder: str | os.PathLike[str]) -> str:
    """A digest of all rows of a dataset, in whatever order and parts they stand; a row that stands twice changes it."""
    import pyarrow.parquet as pq

    total = 0
    for table in sorted(_TABLES):
        for path in Dataset(folder).parts(table):
            for row in pq.read_table(path, partitioning=None).to_pylist():
                text = json.dumps([table, row], sort_keys=True, default=str)
                total += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return f"{total % 2**256:064x}"
