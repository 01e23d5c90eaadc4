"""Nothing leaves this computer unless it is asked to: each command runs where any use of the network ends the process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

ARTICLE = "قتل خمسة جنود في هجوم على قرية الزقزوقية جنوب الموصل.\nواجتمع وزراء الخارجية في روما.\n"
CAUGHT = 99

# Python imports it at its start, in child processes too. The interpreter itself reports each event, whoever causes it.
GUARD = f"""
import os, sys
EVENTS = ("connect", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo", "sendto", "sendmsg")
def guard(event, arguments):
    if event in {{"socket." + name for name in EVENTS}}:
        os.write(2, f"the network was used: {{event}} {{arguments[:2]}}\\n".encode())
        os._exit({CAUGHT})
sys.addaudithook(guard)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    (tmp_path / "news.txt").write_text(ARTICLE, encoding="utf-8")
    page = (
        '<html><head><link rel="stylesheet" href="https://example.org/a.css"></head><body><article><p>{}</p><img src='
    )
    (tmp_path / "news.html").write_text(
        page.format(ARTICLE) + '"https://example.org/a.png"></article>', encoding="utf-8"
    )
    (tmp_path / "news.md").write_text(f"# عنوان\n\n{ARTICLE}\n![](https://example.org/a.png)", encoding="utf-8")
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a", "text": ARTICLE}) + "\n")
    printed = Path(__file__).parent / "data" / "articles" / "printed-by-browser.pdf"
    shutil.copy(printed, tmp_path / "news.pdf")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    paths = [str(folder / "guard"), str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        timeout=120,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "XDG_CACHE_HOME": str(folder / "cache")},
    )


@pytest.mark.parametrize(
    "command",
    [
        "map news.txt",
        "map news.html -o map.html",
        "map news.pdf -o map.html",
        "map news.txt --geojson a.geojson --gpkg a.gpkg --kml a.kml --csv a.csv",
        "analyze news.txt",
        "analyze news.md --format geojson",
        "analyze news.html --format table",
        "analyze --jsonl news.jsonl",
        "explain news.txt",
        "batch news.jsonl -o places",
        "geocode روما طرابلس",
        "completion bash",
        "--help",
    ],
)
def test_no_command_uses_the_network(folder: Path, command: str) -> None:
    done = run(folder, "-m", "briefmap", *command.split())
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert done.stdout


@pytest.mark.parametrize(
    "call",
    [
        "brief(Article(text)).to_map().get_root().render()",
        "brief(Article(text)).to_geodataframe()",
        "brief(Article(text)).to_json()",
        "GazetteerGeocoder().geocode('روما')",
        "GazetteerGeocoder().reverse((41.9, 12.5))",
    ],
)
def test_no_call_of_the_library_uses_the_network(folder: Path, call: str) -> None:
    done = run(folder, "-c", f"from briefmap import *\ntext = {ARTICLE!r}\nassert {call} is not None")
    assert (done.returncode, done.stderr.decode()) == (0, "")


@pytest.mark.parametrize("command", ["map news.txt", "analyze news.txt", "geocode الزقزوقية"])
def test_with_the_option_the_service_is_the_only_one_asked(folder: Path, command: str) -> None:
    done = run(folder, "-m", "briefmap", *command.split(), "--online", "nominatim")
    assert (done.returncode, done.stdout) == (CAUGHT, b"")
    assert done.stderr.decode() == "the network was used: socket.getaddrinfo ('nominatim.openstreetmap.org', 443)\n"
    assert not (folder / "outputs").exists()


def test_a_page_asks_for_no_address(folder: Path) -> None:
    assert run(folder, "-m", "briefmap", "map", "news.txt", "-o", "map.html").returncode == 0
    tree = html.parse(str(folder / "map.html"))
    assert tree.xpath(
        "//*/@src | //*/@srcset | //link/@href | //*/@data | //*/@action | //style[contains(., 'url(')]"
    ) == ["data:,"]
    assert [style.text for style in tree.xpath("//style") if "@import" in style.text] == []
