"""A run that is killed, at whatever moment, goes on with the same command and ends with the rows of an undisturbed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner

from briefmap.cli import main
from briefmap.corpus.dataset import content_digest

# The moments of death, as the number of files that stand by then: between the files of a part, and between parts.
MOMENTS = (0, 1, 2, 3, 7, 11)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(count: int = 1200) -> str:
    lines = (
        f'{{"id": "a{number}", "text": "اجتمع وزراء الخارجية في روما. وقتل {number} في انفجار في بغداد."}}\n'
        for number in range(count)
    )
    Path("a.jsonl").write_text("".join(lines) + "{broken\n", encoding="utf-8")
    return "a.jsonl"


def killed_once(files: int) -> bool:
    """Start a batch, kill it when so many files stand, and tell whether it was still at work."""
    run = subprocess.Popen([sys.executable, "-m", "briefmap", "batch", "a.jsonl", "-o", "out"], env=os.environ)
    end = monotonic() + 60
    while run.poll() is None and monotonic() < end:
        if Path("out/run.json").exists() and len(list(Path("out").rglob("part-*.parquet"))) >= files:
            run.send_signal(signal.SIGKILL)
            break
        sleep(0.001)
    return run.wait() == -signal.SIGKILL


def test_a_run_killed_again_and_again_ends_with_the_rows_of_an_undisturbed_one() -> None:
    name = written()
    assert CliRunner().invoke(main, ["batch", name, "-o", "whole"]).exit_code == 0
    assert [killed_once(files) for files in MOMENTS] == [True] * len(MOMENTS)
    result = CliRunner().invoke(main, ["batch", name, "-o", "out"])
    assert result.exit_code == 0, result.output
    assert content_digest("out") == content_digest("whole")
    names = [sorted(path.name for path in Path(root).rglob("*")) for root in ("out", "whole")]
    assert names[0] == names[1]


def test_a_half_written_file_counts_for_nothing() -> None:
    name = written(10)
    assert CliRunner().invoke(main, ["batch", name, "-o", "out"]).exit_code == 0
    [whole] = Path("out/articles").glob("part-*")
    digest = content_digest("out")
    (whole.parent / f".{whole.name[:40]}.x7").write_bytes(whole.read_bytes()[:100])
    whole.unlink()
    assert CliRunner().invoke(main, ["batch", name, "-o", "out"]).exit_code == 0
    assert content_digest("out") == digest
    assert [path.name for path in Path("out/articles").iterdir()] == [whole.name]
