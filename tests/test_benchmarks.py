"""The scripts that print figures: what they count in articles made for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FRONT = """+++
id = "made"
[[place]]
id = "rome"
name = "Rome"
kind = "city"
iso2 = "IT"
lat = 41.89
lon = 12.48
roles = ["meeting_location", "incident_location"]
[[place]]
id = "iraq"
name = "Iraq"
kind = "country"
iso2 = "{iso2}"
lat = 33.0
lon = 44.0
roles = []
+++
"""
BODY = "اجتمع وزراء الخارجية في [[روما|rome]] [[أمس|-]].\nوعاد الوفد إلى [[العراق|iraq]].\n"


def quality(folder: Path, *options: str) -> str:
    script = str(ROOT / "benchmarks" / "quality.py")
    done = subprocess.run([sys.executable, script, *options, str(folder)], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_quality_counts_mentions_places_and_roles(tmp_path: Path) -> None:
    (tmp_path / "made.txt").write_text(FRONT.format(iso2="IQ") + BODY, encoding="utf-8")
    told = quality(tmp_path)
    assert "1 articles, profile security, 2 places named" in told
    assert "  mentions               P 1.000  R 1.000  F1 1.000\n" in told
    assert "  resolved               1.000\n" in told
    assert "  traps hit              0.000  of 1\n" in told
    assert "  roles                  P 1.000  R 0.500  F1 0.667\n" in told
    assert "  errors: role missed 1\n" in told


def test_quality_lists_each_error_when_asked(tmp_path: Path) -> None:
    (tmp_path / "made.txt").write_text(FRONT.format(iso2="SY") + BODY, encoding="utf-8")
    told = quality(tmp_path, "--errors")
    assert "  resolved               0.500\n" in told
    assert "    made: العراق → Iraq (country, IQ)\n" in told
    assert "    made: rome: incident_location\n" in told


def test_quality_refuses_a_folder_without_articles(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "quality.py"), str(tmp_path)], capture_output=True, timeout=120
    )
    assert (done.returncode, b"no gold article in it" in done.stderr) == (2, True)


def test_the_yardstick_draws_the_places_of_the_sample(tmp_path: Path) -> None:
    page = tmp_path / "yardstick.html"
    subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "yardstick.py"), str(page)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    drawn = page.read_text(encoding="utf-8")
    assert all(f'"name": "{name}"' in drawn for name in ("Sahel", "Kosovo", "United Kingdom", "Afghanistan"))
    assert drawn.count("L.featureGroup(") == 6
