"""The package as a stranger gets it: built, installed into an empty environment, run far from the checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.sqlite", "outputs", "build", "dist", "tests", "docs")


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy that holds no compiled data, as a fresh clone doesn't."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "source", ignore=LEFT_OUT)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, folder / "source", cwd=folder)
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_is_small_and_holds_the_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    assert wheel.stat().st_size <= 20_000_000
    names = zipfile.ZipFile(wheel).namelist()
    assert {re.split("[/-]|__mypyc", name)[0] for name in names} == {"briefmap"}
    for needed in ("data/gazetteer.sqlite", "data/boundaries.sqlite", "profiles/security/profile.toml", "py.typed"):
        assert f"briefmap/{needed}" in names
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_the_main_job_runs_in_an_empty_environment_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    python, briefmap = tmp_path / "env/bin/python", tmp_path / "env/bin/briefmap"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    (tmp_path / "news.html").write_text("<html><h1>خبر</h1><p>اجتمع وزراء الخارجية في روما.</p>", encoding="utf-8")
    shutil.copy(ROOT / "tests/data/articles/two-columns.pdf", tmp_path)

    assert "Rome" in run(briefmap, "map", "news.html", cwd=tmp_path)
    assert "اجتمع وزراء الخارجية في روما." in (tmp_path / "outputs/news.html").read_text(encoding="utf-8")
    found = json.loads(run(briefmap, "analyze", "two-columns.pdf", cwd=tmp_path))
    assert {"الموصل", "أربيل", "بغداد"} <= {mention["text"] for mention in found["mentions"]}
    script = "from briefmap import *; print(len(brief(Article('اجتمع الوزراء في روما.')).to_geodataframe()))"
    assert run(python, "-c", script, cwd=tmp_path) == "1\n"


def test_compiled_rooms_answer_as_their_source_does(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "briefmap", tmp_path / "briefmap", ignore=shutil.ignore_patterns("*.so", "*.pyd", "data"))
    (tmp_path / "briefmap/data").symlink_to(ROOT / "briefmap/data")
    articles = sorted((ROOT / "tests/data/gold/dev").glob("*.txt"))[::10]
    script = (
        "import sys; from pathlib import Path; from briefmap import *; from briefmap import text;"
        "print(text.__file__);"
        "[print(repr(brief(Article(Path(p).read_text(encoding='utf-8'))))) for p in sys.argv[1:]]"
    )
    compiled, source = (
        run(sys.executable, "-c", script, *articles, cwd=folder).split("\n", 1) for folder in (ROOT, tmp_path)
    )
    assert source[0] == str(tmp_path / "briefmap/text.py")
    assert compiled[1] == source[1]
