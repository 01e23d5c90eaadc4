"""The same batch on Dask: chunks go out a few a worker at a time, parts come back and are written here.

Workers need no folder in common with this process, only the same briefmap, gazetteer and profile. What is in flight
is bounded, so memory stays flat on all sides however long the input is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Any

from briefmap.corpus.analysis import Settings, analyse
from briefmap.corpus.dataset import Part
from briefmap.corpus.input import Chunk
from briefmap.corpus.run import Engine
from briefmap.errors import ClusterError

__all__ = ["connected"]

_IN_FLIGHT = 3
"""Chunks a thread of the cluster: one at work, and two so that it never waits for this process."""

# Without this the scheduler serves its state to the whole network, and warns where port 8787 is taken.
_UNSEEN = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
# Dask keeps its last 1,000 messages a worker to look into, and in each a chunk of articles: gigabytes.
_BRIEF = {"distributed.admin.low-level-log-length": 20}
_TRIM_THRESHOLD = -1
"""What glibc's mallopt calls how much freed memory it keeps for itself."""
_PATIENCE = 20
"""Seconds to wait for a scheduler, and then for its first worker."""


@contextmanager
def connected(scheduler: str = "", workers: int = 0) -> Iterator[Engine]:
    """An engine for `batch`: on the cluster of a scheduler's address (`tcp://…`), or on new local processes.

    Raises ClusterError where Dask isn't installed, where the scheduler doesn't answer or has no worker, and
    from the engine where a worker has other versions than this process, or the connection breaks.
    """
    try:
        dask: Any = import_module("distributed")  # untyped
    except ImportError as error:
        raise ClusterError("Dask is not installed; run: pip install 'briefmap[cluster]'") from error
    import_module("dask").config.set(_BRIEF)
    _give_back()
    if scheduler:
        try:
            client = dask.Client(scheduler, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"{scheduler}: no Dask scheduler answers there; check the address, and that it was started"
            ) from error
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
            yield _engine(dask, client)
        except TimeoutError as error:
            raise ClusterError(f"{scheduler}: this scheduler has no workers; start some with: dask worker") from error
        finally:
            client.close()
        return
    with (
        dask.LocalCluster(n_workers=workers, threads_per_worker=1, scheduler_kwargs=_UNSEEN) as cluster,
        dask.Client(cluster) as client,
    ):
        yield _engine(dask, client)


def _give_back() -> None:
    """Let freed chunks go back to the system at once, as Dask has its workers do; else this process keeps some 20 MB."""
    try:
        ctypes.CDLL(None).mallopt(_TRIM_THRESHOLD, 65_536)
    except (OSError, AttributeError, TypeError):
        pass  # another C library


def _engine(dask: Any, client: Any) -> Engine:
    def run(given: Iterable[Chunk], settings: Settings) -> Iterator[tuple[Chunk, Part]]:
        waiting = iter(given)
        chunks: dict[str, Chunk] = {}

        def submit(count: int) -> list[Any]:
            futures = []
            for chunk in islice(waiting, count):
                chunks[chunk.key] = chunk
                futures.append(client.submit(analyse, chunk, settings, key=f"briefmap-{chunk.key}"))
            return futures

        at_once = _IN_FLIGHT * max(sum(client.nthreads().values()), 1)
        for future in (done := dask.as_completed(submit(at_once))):
            part = _result(dask, future)
            future.release()
            yield chunks.pop(part.key), part
            for more in submit(at_once - len(chunks)):
                done.add(more)

    return run


def _result(dask: Any, future: Any) -> Part:
    """The part a worker made. What a worker raised comes as it was; a cluster that failed, as ClusterError."""
    try:
        part: Part = future.result()
        return part
    except dask.KilledWorker as error:
        raise ClusterError(
            f"{error.allowed_failures + 1} workers died at the same articles, likely of too little memory "
            "(see the workers' logs); give them more, and run again to go on"
        ) from error
    except (dask.CancelledError, OSError) as error:
        if isinstance(error, ClusterError):
            raise
        raise ClusterError(f"the cluster broke off ({error}); start it, and run again to go on") from error
    except ModuleNotFoundError as error:
        raise ClusterError(f"a worker can't run briefmap ({error}); install it there too") from error
