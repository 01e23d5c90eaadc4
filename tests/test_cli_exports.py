"""The files that `briefmap map` writes beside the page or instead of it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefmap.cli import main
from briefmap.reading import read


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("اجتمع وزراء الخارجية في روما.\n", encoding="utf-8")
    return tmp_path


def briefmap(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["map", "article.txt", *arguments], prog_name="briefmap")


def test_the_files_asked_for_are_written_and_no_page() -> None:
    result = briefmap("--gpkg", "a.gpkg", "--kml", "maps/a.kml", "--csv", "a.csv", "--geojson", "a.geojson")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == "Wrote a.gpkg, maps/a.kml, a.csv, a.geojson"
    assert {str(p) for p in Path(".").rglob("*.*")} == {"article.txt", "a.gpkg", "maps/a.kml", "a.csv", "a.geojson"}


def test_the_page_is_written_too_where_it_is_named() -> None:
    result = briefmap("-o", "a.html", "--csv", "a.csv")
    assert result.stdout.splitlines()[-1] == "Wrote a.html, a.csv"
    assert Path("a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_two_outputs_with_one_file_are_refused() -> None:
    result = briefmap("--csv", "a.csv", "--kml", "./a.csv")
    assert result.exit_code == 2
    assert "a.csv: asked for twice; give each output a file of its own" in result.stderr
    assert os.listdir() == ["article.txt"]


def test_where_a_file_can_not_be_written_the_one_there_stays() -> None:
    Path("a.csv").mkdir()
    Path("a.kml").write_text("old")
    result = briefmap("--kml", "a.csv/../a.kml/x", "--csv", "a.csv")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert Path("a.kml").read_text() == "old"


def test_a_picture_has_the_size_that_was_asked_for() -> None:
    assert briefmap("--png", "a.png", "--size", "4x3in", "--dpi", "50").exit_code == 0
    assert Path("a.png").read_bytes()[16:24] == (200).to_bytes(4) + (150).to_bytes(4)
    assert briefmap("--pdf", "a.pdf", "--svg", "a.svg", "--size", "12×8").exit_code == 0
    assert Path("a.pdf").read_bytes().startswith(b"%PDF-")
    assert b'width="340.' in Path("a.svg").read_bytes()


def test_the_word_file_is_read_back_as_an_article_by_briefmap_itself() -> None:
    assert briefmap("--docx", "a.docx").exit_code == 0
    assert "اجتمع وزراء الخارجية في روما." in read("a.docx").text


@pytest.mark.parametrize("size", ["big", "10", "10x", "-1x5", "1e3x4", "10x10px"])
def test_what_is_no_size_is_refused(size: str) -> None:
    result = briefmap("--png", "a.png", "--size", size)
    assert result.exit_code == 2
    assert f"'{size}' is no size; give width and height, such as 24x16 (cm) or 9x6in" in result.stderr


def test_a_picture_that_can_not_be_drawn_leaves_every_file_as_it_was() -> None:
    Path("a.csv").write_text("old")
    result = briefmap("--csv", "a.csv", "--png", "a.png", "--size", "1x1")
    assert result.exit_code == 2
    assert result.stderr == "Error: 1 by 1 cm: a picture's sides may be 6 to 120 cm; give another --size\n"
    assert Path("a.csv").read_text() == "old" and not Path("a.png").exists()


def test_a_fragment_comes_with_what_a_page_s_policy_has_to_allow() -> None:
    result = briefmap("--fragment", "a.html", "--lang", "en")
    assert Path("a.html").read_text(encoding="utf-8").startswith('<iframe title="اجتمع وزراء الخارجية في روما."')
    assert "&lt;html lang=&quot;en&quot;" in Path("a.html").read_text(encoding="utf-8")
    head, policy, *_ = result.stdout.splitlines()
    assert head == "A page with a Content-Security-Policy has to allow:"
    assert re.fullmatch(r"(script|style)-src( 'sha256-[\w+/=]{44}')+", policy.split("; ")[0])


def test_the_worldview_reaches_every_output_that_draws_borders() -> None:
    Path("article.txt").write_text("قتل ثلاثة أشخاص في هجوم في أوكرانيا.\n", encoding="utf-8")
    names = ("-o", "--fragment", "--svg", "--geojson", "--gpkg", "--kml", "--docx")
    for view in ("un", "de-facto"):
        result = briefmap("--worldview", view, *(part for n in names for part in (n, f"{view}/a.{n.strip('-')}")))
        assert result.exit_code == 0, result.stderr
    for name in names:
        un, de_facto = (Path(view, f"a.{name.strip('-')}").read_bytes() for view in ("un", "de-facto"))
        assert un != de_facto, name
    for suffix, crimea, view in (
        ("un/a.o", True, "maps and resolutions place them"),
        ("de-facto/a.o", False, "whoever holds them"),
    ):
        page = Path(suffix).read_text(encoding="utf-8")
        assert ('"members":["UA","crimea"]' in page) is crimea
        assert view in page
    assert briefmap("--worldview", "mine").exit_code == 2


def test_the_worldview_reaches_the_geojson_of_analyze_and_the_pages_of_a_batch() -> None:
    Path("article.txt").write_text("قتل ثلاثة أشخاص في هجوم في أوكرانيا.\n", encoding="utf-8")
    drawn, pages = [], []
    for view in ("un", "de-facto"):
        asked = ("--worldview", view)
        drawn.append(CliRunner().invoke(main, ["analyze", "article.txt", "--format", "geojson", *asked]).stdout)
        CliRunner().invoke(main, ["batch", "article.txt", "-o", view, "--maps", *asked])
        pages += [page.read_text(encoding="utf-8") for page in Path(view).rglob("*.html")]
    assert len(set(drawn)) == 2 and json.loads(drawn[0])["features"]
    assert ['"members":["UA","crimea"]' in page for page in pages] == [True, False]
    for useless in (["analyze", "article.txt"], ["batch", "article.txt", "-o", "out"]):
        assert CliRunner().invoke(main, [*useless, "--worldview", "de-facto"]).exit_code == 2


def test_every_output_at_once_and_the_page_as_well() -> None:
    names = ("fragment", "png", "svg", "pdf", "docx", "geojson", "gpkg", "kml", "csv")
    result = briefmap("-o", "a.html", *(part for n in names for part in (f"--{n}", f"out/a.{n}")))
    assert result.exit_code == 0, result.stderr
    assert {p.name for p in Path("out").iterdir()} == {f"a.{n}" for n in names}
    assert Path("a.html").exists()
