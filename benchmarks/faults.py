"""kill -9 at random moments of a batch: the client alone, the client on a cluster, and a worker.

Each kind dies so many times; after each death the same command is given again until it ends by itself, and the rows
must be those of an undisturbed run. The cluster is made of separate processes on loopback.

    python benchmarks/faults.py [deaths, default 20] [articles, default 3000]
"""

from __future__ import annotations

import atexit
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from articles import write_jsonl

from briefmap.corpus.dataset import content_digest

_WORKER = "from distributed.cli.dask_worker import main; main()"
_SCHEDULER = "from distributed.cli.dask_scheduler import main; main()"


def _address(file: Path) -> str:
    """Where the scheduler says that it is; '' until it has written all of it."""
    try:
        return str(json.loads(file.read_text())["address"])
    except (FileNotFoundError, json.JSONDecodeError):
        return ""


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def batch(folder: Path, output: str, *arguments: str) -> subprocess.Popen[bytes]:
    return start("-m", "briefmap", "batch", str(folder / "a.jsonl"), "-o", str(folder / output), *arguments)


def main(deaths: int, count: int) -> None:
    chance = random.Random(5)
    folder = Path(tempfile.mkdtemp(prefix="briefmap-faults-"))
    write_jsonl(folder / "a.jsonl", count)
    assert batch(folder, "whole").wait() == 0
    wanted = content_digest(folder / "whole")

    def killed_in_time(run: subprocess.Popen[bytes], lasts: float) -> bool:
        sleep(chance.uniform(0, 0.9 * lasts))
        alive = run.poll() is None
        run.kill()
        run.wait()
        return alive

    for kind in ("client", "client of a cluster", "worker"):
        equal = struck = runs = 0
        scheduler, cluster = "", []
        if kind != "client":
            (folder / "scheduler.json").unlink(missing_ok=True)
            cluster.append(start("-c", _SCHEDULER, *("--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
                                 *("--scheduler-file", str(folder / "scheduler.json"))))  # fmt: skip
            while not (scheduler := _address(folder / "scheduler.json")):
                sleep(0.05)
        worker = ("-c", _WORKER, scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        arguments = ("--scheduler", scheduler) if scheduler else ()
        workers = [start(*worker) for _ in range(2)] if scheduler else []
        cluster += workers
        atexit.register(_end, cluster)
        for _ in range(2):  # the first waits for workers to start
            began = monotonic()
            assert batch(folder, "undisturbed", *arguments).wait() == 0
            lasts = monotonic() - began
            shutil.rmtree(folder / "undisturbed")
        while struck < deaths:  # a run that was over before its moment is no kill
            runs += 1
            shutil.rmtree(folder / "out", ignore_errors=True)
            run = batch(folder, "out", *arguments)
            if kind == "worker":
                struck += killed_in_time(workers[0], lasts)
                workers = [workers[1], start(*worker)]
                cluster.append(workers[1])
                assert run.wait() == 0
            else:
                struck += killed_in_time(run, lasts)
                assert batch(folder, "out", *arguments).wait() == 0
            equal += content_digest(folder / "out") == wanted
        print(f"{kind}: {count:,} articles in {lasts:.1f} s, killed {struck} times while at work; "
              f"rows equal {equal} of {runs}", flush=True)  # fmt: skip
        for process in cluster:
            process.kill()
            process.wait()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(*(int(argument) for argument in [*sys.argv[1:], "20", "3000"][:2]))
