"""A batch: records → chunks → parts, in this process or on Dask; what stands already is passed over."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from briefmap.corpus.analysis import Settings, analyse
from briefmap.corpus.dataset import Dataset, Part
from briefmap.corpus.input import Chunk, chunks, files, records
from briefmap.corpus.records import Columns, File
from briefmap.corpus.tables import check
from briefmap.errors import ArticleError

__all__ = ["Engine", "Summary", "batch", "in_process"]

Engine = Callable[[Iterable[Chunk], Settings], Iterator[tuple[Chunk, Part]]]
"""Briefs chunks, in any order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch came to. Records of the input by status, and parts by what was done with them."""

    done: int
    no_place: int
    duplicate: int
    failed: int
    parts: int
    kept: int
    """Parts that stood already."""
    removed: int
    """Parts that the input no longer holds."""
    seconds: float

    @property
    def records(self) -> int:
        return self.done + self.no_place + self.duplicate + self.failed


def in_process(given: Iterable[Chunk], settings: Settings) -> Iterator[tuple[Chunk, Part]]:
    """Brief chunk after chunk in this process."""
    for chunk in given:
        yield chunk, analyse(chunk, settings)


def batch(
    inputs: Sequence[str],
    folder: str | os.PathLike[str],
    settings: Settings,
    *,
    columns: Columns = Columns(),  # noqa: B008, a frozen value
    engine: Engine = in_process,
    replace: bool = False,
    begin: Callable[[Sequence[File]], None] = lambda files: None,
    progress: Callable[[Chunk, bool], None] = lambda chunk, new: None,
) -> Summary:
    """Brief all articles of folders, patterns and tables into the dataset in `folder`, which then holds just those.

    Parts that stand already are kept, so a run that was stopped, however, goes on where it was. `begin` is told
    the files, `progress` each chunk as it is done, and whether it was done now. Raises CorpusError for an input or
    a folder that doesn't fit, OutputError where a part can't be written, ClusterError as the engine does.
    """
    started = monotonic()
    dataset, names = Dataset(folder), tuple(dict.fromkeys(map(os.path.normpath, inputs)))
    found = files(names, leave_out=Path(folder))
    check(found, columns)
    begin(found)
    counts: Counter[str] = Counter()
    keys: set[str] = set()
    kept = 0

    def missing() -> Iterator[Chunk]:
        nonlocal kept
        for chunk in chunks(records(found, columns), settings.tag):
            keys.add(chunk.key)
            if not dataset.has(chunk.key):
                yield chunk
                continue
            kept += 1
            counts.update(dataset.counts(chunk.key))
            progress(chunk, False)

    with dataset.writing(names, replace):
        for chunk, part in engine(missing(), settings):
            dataset.put(part)
            counts.update(dict(part.counts))
            progress(chunk, True)
        removed = dataset.finish(names, keys)
    if not counts["done"] + counts["no_place"]:
        first = dataset.first_failure()
        raise ArticleError(f"{names[0]}: no article in it could be read; the first: {first}")
    done, no_place, duplicate, failed = (counts[status] for status in ("done", "no_place", "duplicate", "failed"))
    return Summary(done, no_place, duplicate, failed, len(keys), kept, removed, monotonic() - started)
