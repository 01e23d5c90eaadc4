"""Throughput and memory of `briefmap batch`, each with its yardstick in the same run.

python benchmarks/corpus.py throughput [articles, default 20000]
python benchmarks/corpus.py memory [small, default 20000] [large, default 200000]
python benchmarks/corpus.py overhead [articles, default 20000]
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, process_time, sleep

from articles import write_jsonl


def batch(folder: Path, name: str, *arguments: str) -> tuple[float, dict[int, int]]:
    """Run a batch as a process of its own; articles a second as it tells, and the peak memory of it and its children."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    run = subprocess.Popen(
        [sys.executable, "-m", "briefmap", "batch", str(folder / name), "-o", str(out), "--json", *arguments],
        stdout=subprocess.PIPE,
    )
    peaks: dict[int, int] = {}
    watch = threading.Thread(target=_watch, args=(run, peaks))
    watch.start()
    told = json.loads(run.communicate()[0])
    watch.join()
    return told["records"] / told["seconds"], peaks


def _processor() -> float:
    """Seconds of processor time that ended child processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(run: subprocess.Popen[bytes], peaks: dict[int, int]) -> None:
    while run.poll() is None:
        for process in (run.pid, *_children(run.pid)):
            try:
                lines = Path(f"/proc/{process}/status").read_text().splitlines()
            except OSError:
                continue
            peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
            peaks[process] = max(peaks.get(process, 0), peak)
        sleep(0.2)


def _children(process: int) -> list[int]:
    try:  # of every thread of it, since Dask starts its workers from one of its own
        lists = [thread.joinpath("children").read_text() for thread in Path(f"/proc/{process}/task").iterdir()]
    except OSError:
        return []
    found = [int(child) for each in lists for child in each.split()]
    return found + [below for child in found for below in _children(child)]


def throughput(folder: Path, count: int = 20_000) -> None:
    size = write_jsonl(folder / "a.jsonl", count) / count
    print(f"{count:,} articles of {size:,.0f} bytes; load of the machine before: {os.getloadavg()[0]:.1f}")
    before = _processor()
    one, _ = batch(folder, "a.jsonl")
    print(f"one process: {one:,.0f} articles/s (asked: 250); {count / (_processor() - before):,.0f} a second of "
          "processor time, start included", flush=True)  # fmt: skip
    two, _ = batch(folder, "a.jsonl", "--workers", "2")
    print(f"two workers: {two:,.0f} articles/s, {two / one:.2f} x (asked: 1.70)")
    print(f"{os.cpu_count()} cores; load after: {os.getloadavg()[0]:.1f}")


def memory(folder: Path, small: int = 20_000, large: int = 200_000) -> None:
    for arguments in ((), ("--workers", "2")):
        found = []
        for count in (small, large):
            write_jsonl(folder / "a.jsonl", count)
            _, peaks = batch(folder, "a.jsonl", *arguments)
            client, *others = peaks.values()
            found.append((client, max(others, default=0)))
            print(f"{' '.join(arguments) or 'one process'}, {count:,}: client {client / 1024:.0f} MB, "
                  f"largest worker {max(others, default=0) / 1024:.0f} MB", flush=True)  # fmt: skip
        growth = [large / small - 1 if small else 0 for small, large in zip(*found, strict=True)]
        print(f"growth: client {growth[0]:+.1%}, workers {growth[1]:+.1%} (asked: below 10%)", flush=True)


def overhead(folder: Path, count: int = 20_000) -> None:
    """What Dask adds to a chunk: the same chunks through the cluster and back, without any work on them."""
    from briefmap.corpus.analysis import settings
    from briefmap.corpus.cluster import connected
    from briefmap.corpus.input import chunks, files, records
    from briefmap.corpus.records import Columns

    write_jsonl(folder / "a.jsonl", count)
    import briefmap.corpus.cluster as cluster

    vars(cluster)["analyse"] = _nothing
    begun = process_time()
    made = list(chunks(records(files([str(folder / "a.jsonl")]), Columns()), "tag"))
    reading = process_time() - begun
    with connected(workers=2) as engine:
        begun, used = monotonic(), process_time()
        sent = sum(1 for _ in engine(iter(made), settings()))
        took, used = monotonic() - begun, process_time() - used
    print(
        f"reading and keying: {reading / len(made) * 1000:.1f} ms of processor a chunk of {count / len(made):.0f} articles"
    )
    print(f"Dask, there and back: {took / sent * 1000:.1f} ms a chunk, {used / sent * 1000:.1f} ms of them processor "
          f"time of client and scheduler; load of the machine: {os.getloadavg()[0]:.1f}")  # fmt: skip


def _nothing(chunk: object, settings: object) -> object:
    from briefmap.corpus.dataset import Part

    return Part(chunk.key, (("x", bytes(150_000)),), ())  # type: ignore[attr-defined]


if __name__ == "__main__":
    place = Path(tempfile.mkdtemp(prefix="briefmap-corpus-"))
    what: dict[str, Callable[..., None]] = {"throughput": throughput, "memory": memory, "overhead": overhead}
    what[sys.argv[1]](place, *map(int, sys.argv[2:]))
    shutil.rmtree(place)
