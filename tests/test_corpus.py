"""batch as a user meets it: what it writes, what it keeps, and what it says of bad articles and folders."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from briefmap.cli import main
from briefmap.corpus.dataset import ARTICLES, FAILURES, PLACES, content_digest, schema

ROME = "اجتمع وزراء الخارجية في روما."
NAMELESS = "قال الرجل إنه لم يفهم شيئا."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["batch", *arguments, "-o", "out"], prog_name="briefmap")


def summary(*arguments: str) -> dict[str, Any]:
    result = batch(*arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return {key: found[key] for key in ("done", "no_place", "duplicate", "failed", "parts", "kept", "removed")}


def error_of(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("Error: ").rstrip("\n")


def jsonl(name: str, *rows: dict[str, object]) -> str:
    Path(name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return name


def many(name: str = "many.jsonl", count: int = 900) -> str:
    return jsonl(name, *({"id": f"a{number}", "text": f"{ROME} رقم {number}"} for number in range(count)))


def test_batch_writes_places_articles_and_failures() -> None:
    name = jsonl(
        "a.jsonl",
        {"id": "rome", "text": ROME, "date": "2024-03-05"},
        {"id": "none", "text": NAMELESS},
        {"id": "latin", "text": "Rome"},
        {"id": "rome", "text": ROME},
    )
    assert summary(name) == {
        "done": 1, "no_place": 1, "duplicate": 1, "failed": 1, "parts": 1, "kept": 0, "removed": 0,
    }  # fmt: skip
    places = geopandas.read_parquet("out/places")
    assert places.crs == "EPSG:4326"
    row = places.iloc[0]
    assert (len(places), row.article_id, row["name"], row.iso2, row.role) == (
        1,
        "rome",
        "Rome",
        "IT",
        "meeting_location",
    )
    assert (row.geometry.x, row.geometry.y) == (row.lon, row.lat)
    assert ROME[row.quote_start : row.quote_end] == row.quote
    assert ROME[row.cue_start : row.cue_end] == row.cue == "اجتمع"
    assert ROME[row.mention_start : row.mention_end] == row.mention == "روما"
    assert (str(row.date), row.iso3166_2, row.profile) == ("2024-03-05", "IT-RM", "security 1")
    articles = pandas.read_parquet("out/articles")
    assert list(zip(articles.article_id, articles.status, articles.places, articles.roles, strict=True)) == [
        ("rome", "done", 1, 1),
        ("none", "no_place", 0, 0),
        ("latin", "failed", 0, 0),
        ("rome", "duplicate", 0, 0),
    ]
    failures = pandas.read_parquet("out/failures")
    assert list(failures.itertuples(index=False, name=None)) == [
        ("latin", "a.jsonl", 3, "failed", "latin: the text holds no Arabic; give an Arabic article"),
        ("rome", "a.jsonl", 4, "duplicate", "duplicate: the id stands already in a.jsonl, line 1"),
    ]


def test_the_files_have_the_documented_schema() -> None:
    assert batch(jsonl("a.jsonl", {"text": ROME})).exit_code == 0
    document = (Path(__file__).parent.parent / "docs" / "corpus.md").read_text(encoding="utf-8")
    for table, columns in (("places", PLACES), ("articles", ARTICLES), ("failures", FAILURES)):
        [path] = Path("out", table).glob("*.parquet")
        stored = pq.read_schema(path)
        assert stored == schema(table)
        assert stored.metadata[b"briefmap:schema"] == b"1"
        assert [(field.name, str(field.type)) for field in stored] == [
            (name, {"date32": "date32[day]"}.get(kind, kind)) for name, kind in columns
        ]
        for name, kind in columns:
            assert f"| `{name}` | {kind} |" in document


def test_files_of_a_folder_are_read_as_briefmap_map_reads_them() -> None:
    Path("news").mkdir()
    Path("news/a.txt").write_bytes(ROME.encode("cp1256"))
    Path("news/b.html").write_text(f"<title>خبر اليوم</title><p>{ROME}</p>", encoding="utf-8")
    Path("news/c.md").write_text(f"# عنوان الخبر\n\n[{ROME}](https://example.org)", encoding="utf-8")
    Path("news/d.png").write_bytes(b"\x89PNG\r\n")
    assert summary("news") == {
        "done": 3, "no_place": 0, "duplicate": 0, "failed": 1, "parts": 1, "kept": 0, "removed": 0,
    }  # fmt: skip
    articles = pandas.read_parquet("out/articles").set_index("article_id")
    assert articles.title.to_dict() == {"a.txt": ROME, "b.html": "خبر اليوم", "c.md": "عنوان الخبر", "d.png": ""}
    [reason] = pandas.read_parquet("out/failures").reason
    assert reason == "news/d.png: this is a picture; briefmap reads .txt, .md, .html, .pdf and .docx"


def test_the_same_input_twice_changes_nothing() -> None:
    name = many()
    first = summary(name)
    files = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.parquet")}
    assert summary(name) == first | {"kept": first["parts"]}
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.parquet")} == files


def test_a_changed_article_is_done_again_and_its_old_rows_go() -> None:
    first = summary(many())
    rows = [json.loads(line) for line in Path("many.jsonl").read_text(encoding="utf-8").splitlines()]
    rows[450]["text"] = "اجتمع وزراء الخارجية في باريس."
    jsonl("many.jsonl", *rows)
    second = summary("many.jsonl")
    assert (first["parts"], second["kept"], second["removed"]) == (7, 6, 1)
    places = pandas.read_parquet("out/places")
    assert places.name.value_counts().to_dict() == {"Rome": 899, "Paris": 1}
    digest = content_digest("out")
    Path("out").rename("before")
    summary("many.jsonl")
    assert content_digest("out") == digest


def test_more_inputs_are_added_and_fewer_refused_unless_told_to_replace() -> None:
    jsonl("1.jsonl", {"id": "1", "text": ROME})
    jsonl("2.jsonl", {"id": "2", "text": ROME})
    summary("1.jsonl")
    assert summary("1.jsonl", "2.jsonl")["kept"] == 1
    assert error_of(batch("2.jsonl")) == (
        "out: holds the results of 1.jsonl too; give it as well, or another folder with -o, or --replace to take them out"
    )
    assert summary("2.jsonl", "--replace")["removed"] == 1
    assert list(pandas.read_parquet("out/articles").article_id) == ["2"]


def test_maps_are_pages_beside_the_data() -> None:
    name = jsonl("a.jsonl", {"id": "خبر/1", "text": ROME}, {"id": "2", "text": NAMELESS})
    summary(name, "--maps")
    page, none = pandas.read_parquet("out/articles").page
    assert (Path(page).name[:6], none) == ("خبر-1-", "")
    assert ROME in Path("out", page).read_text(encoding="utf-8")
    assert summary(name)["removed"] == 1
    assert not list(Path("out").rglob("*.html"))


def test_another_profile_does_everything_again() -> None:
    name = jsonl("a.jsonl", {"id": "1", "text": ROME})
    summary(name)
    shutil.copytree(Path(__file__).parent.parent / "briefmap" / "profiles" / "security", "own")
    text = Path("own/profile.toml").read_text(encoding="utf-8").replace('"Meeting location"', '"Venue"')
    Path("own/profile.toml").write_text(text, encoding="utf-8")
    assert summary(name, "--profile", "own")["removed"] == 1
    assert list(pandas.read_parquet("out/places").role_en) == ["Venue"]


def test_an_input_in_which_nothing_can_be_read_ends_with_the_first_reason() -> None:
    assert error_of(batch(jsonl("a.jsonl", {"id": "1"}))) == (
        "a.jsonl: no article in it could be read; the first: a.jsonl, line 1: no text"
    )


def test_a_folder_that_is_a_file_or_held_by_another_run_is_refused_in_one_line() -> None:
    name = jsonl("a.jsonl", {"id": "1", "text": ROME})
    Path("out").write_text("")
    assert error_of(batch(name)) == "out: can't be written (file exists); name another folder with -o"
    Path("out").unlink()
    from briefmap.corpus.dataset import Dataset

    with Dataset("out").writing(("a.jsonl",)):
        assert error_of(batch(name)) == "out: another run is writing to it; wait for its end"
    assert summary(name)["done"] == 1


def test_a_full_disk_ends_with_one_line_and_the_run_goes_on_later() -> None:
    name = many()
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000)); "
        "sys.argv = ['briefmap', 'batch', *sys.argv[1:]]; from briefmap.cli import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", limited, name, "-o", "out"], capture_output=True, text=True, timeout=120, env=os.environ
    )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "can't be written (file too large)" in ran.stderr
    assert not list(Path("out").rglob(".part-*"))
    summary(name)
    digest = content_digest("out")
    Path("out").rename("before")
    summary(name)
    assert content_digest("out") == digest
