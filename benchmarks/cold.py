"""Whole processes, started cold: `briefmap map` beside the yardstick, in turn, and `briefmap analyze`.

    python benchmarks/cold.py [RUNS]

Prints the medians of RUNS runs each (9): wall time, processor time (which other work on the machine disturbs less)
and peak memory; then the ratios to the yardstick.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
SAMPLE = str(HERE.parent / "seeds" / "coalition-rome-meeting.txt")


def run(command: list[str]) -> tuple[float, float, float]:
    """Seconds of wall and processor time and MB of peak memory of one process, whose output is thrown away."""
    began = time.perf_counter()
    child = os.fork()
    if not child:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(command[0], command)
    _, status, used = os.wait4(child, 0)
    spent = time.perf_counter() - began
    if status:
        sys.exit(f"{' '.join(command)}: failed")
    return spent, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024  # Linux counts in KB


def main(runs: int) -> None:
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "yardstick": [python, str(HERE / "yardstick.py"), f"{folder}/yardstick.html"],
            "briefmap map": [python, "-m", "briefmap", "map", SAMPLE, "-o", f"{folder}/map.html"],
            "briefmap analyze": [python, "-m", "briefmap", "analyze", SAMPLE],
        }
        for command in commands.values():  # once unmeasured, so that every file is in the system's cache
            run(command)
        measured: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                measured[name].append(run(command))
        size = os.path.getsize(f"{folder}/map.html")
    figures = {name: [median(column) for column in zip(*taken, strict=True)] for name, taken in measured.items()}
    for name, (wall, processor, memory) in figures.items():
        fastest, slowest = min(measured[name])[0], max(measured[name])[0]
        print(f"{name:17} {wall:.3f} s ({fastest:.3f} to {slowest:.3f})  {processor:.3f} s processor  {memory:5.1f} MB")
    ratios = [ours / theirs for ours, theirs in zip(figures["briefmap map"], figures["yardstick"], strict=True)]
    print(
        "map : yardstick   {:.2f} x time (asked 0.80), {:.2f} x processor, {:.2f} x memory (asked 1.00)".format(*ratios)
    )
    print(f"analyze           {figures['briefmap analyze'][0]:.3f} s (asked 0.35)")
    print(f"the sample's page {size / 1000:.0f} KB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
