"""The same batch on Dask gives the same rows, also when its processes die; a cluster that isn't fit is refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner, Result

from briefmap.cli import main
from briefmap.corpus.dataset import content_digest

_WORKER = "from distributed.cli.dask_worker import main; main()"
_OLD_WORKER = "import briefmap; briefmap.__version__ = '0.0.9'; " + _WORKER


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a Python process; all of them end with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(code: str, *arguments: str) -> subprocess.Popen[bytes]:
        with open(f"process-{len(running)}.log", "wb") as log:
            process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=log, stderr=log, env=os.environ)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(start: Callable[..., subprocess.Popen[bytes]]) -> str:
    start(
        "from distributed.cli.dask_scheduler import main; main()",
        *("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json"),
    )
    until(lambda: bool(address()))
    return address()


def address() -> str:
    """Where the scheduler says that it is; '' until it has written all of it."""
    try:
        return str(json.loads(Path("scheduler.json").read_text())["address"])
    except (FileNotFoundError, json.JSONDecodeError):
        return ""


def until(true: Callable[[], bool]) -> None:
    end = monotonic() + 60
    while not true():
        assert monotonic() < end, "waited a minute for nothing"
        sleep(0.005)


def written(count: int = 3000) -> str:
    lines = (
        f'{{"id": "a{number}", "text": "اجتمع وزراء الخارجية في روما. وقتل {number} في انفجار في بغداد."}}\n'
        for number in range(count)
    )
    Path("a.jsonl").write_text("".join(lines) + "{broken\n", encoding="utf-8")
    return "a.jsonl"


def batch(output: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["batch", "a.jsonl", "-o", output, *arguments], prog_name="briefmap")


def error_of(result: Result) -> str:
    assert result.exit_code == 2, result.output
    return result.stderr.splitlines()[-1].removeprefix("Error: ")


def parts() -> int:
    return len(list(Path("out/articles").glob("part-*")))


def test_two_local_workers_give_the_same_rows() -> None:
    written()
    assert batch("whole").exit_code == 0
    result = batch("out", "--workers", "2")
    assert result.exit_code == 0, result.output
    assert content_digest("out") == content_digest("whole")


def test_the_articles_of_a_killed_worker_are_done_by_the_others(
    scheduler: str, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    written()
    assert batch("whole").exit_code == 0
    arguments = (scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard")
    workers = [start(_WORKER, *arguments) for _ in range(2)]
    run = subprocess.Popen(
        [sys.executable, "-m", "briefmap", "batch", "a.jsonl", "-o", "out", "--scheduler", scheduler]
    )
    until(lambda: parts() >= 2)
    workers[0].send_signal(signal.SIGKILL)
    assert run.wait(timeout=120) == 0
    assert content_digest("out") == content_digest("whole")


def test_a_killed_client_goes_on_where_it_was(scheduler: str, start: Callable[..., subprocess.Popen[bytes]]) -> None:
    written()
    assert batch("whole").exit_code == 0
    start(_WORKER, scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard")
    run = subprocess.Popen(
        [sys.executable, "-m", "briefmap", "batch", "a.jsonl", "-o", "out", "--scheduler", scheduler]
    )
    until(lambda: parts() >= 1)
    run.kill()
    run.wait()
    assert 1 <= parts() < len(list(Path("whole/articles").iterdir()))
    result = batch("out", "--scheduler", scheduler)
    assert result.exit_code == 0, result.output
    assert content_digest("out") == content_digest("whole")


def test_workers_with_another_briefmap_are_refused(
    scheduler: str, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    written(10)
    start(_OLD_WORKER, scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard")
    reason = error_of(batch("out", "--scheduler", scheduler))
    assert reason.startswith("a worker has briefmap 0.0.9, gazetteer 2026.")
    assert reason.endswith("; install the same on both")
    assert parts() == 0


def test_a_scheduler_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefmap.corpus.cluster._PATIENCE", 1)
    written(1)
    assert error_of(batch("out", "--scheduler", "tcp://127.0.0.1:9")) == (
        "tcp://127.0.0.1:9: no Dask scheduler answers there; check the address, and that it was started"
    )


def test_a_scheduler_without_workers_is_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefmap.corpus.cluster._PATIENCE", 1)
    written(1)
    assert error_of(batch("out", "--scheduler", scheduler)) == (
        f"{scheduler}: this scheduler has no workers; start some with: dask worker"
    )
