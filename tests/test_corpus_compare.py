"""compare tells places and roles that were gained, lost and moved between two runs."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefmap.cli import main
from briefmap.corpus.compare import Change, compare, compare_html
from briefmap.gazetteer import EMBEDDED

ROME, PARIS = "geonames:3169070", "geonames:2988507"
MEETING = "اجتمع وزراء الخارجية في روما."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def briefmap(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result


def corpus(output: str, texts: dict[str, str], *options: str) -> None:
    lines = (json.dumps({"id": id, "text": text}) for id, text in texts.items())
    Path("a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    briefmap("batch", "a.jsonl", "-o", output, *options)


def test_the_same_run_twice_shows_no_change() -> None:
    corpus("A", {"1": MEETING})
    found = compare("A", "A")
    assert (found.articles, found.same, found.changes) == (1, 1, ())
    assert briefmap("compare", "A", "A").stdout == (
        "1 articles in both: 1 places with the same role, 0 gained, 0 lost, 0 moved, 0 role\n"
    )


def test_a_name_that_means_another_place_in_the_new_gazetteer_has_moved() -> None:
    corpus("A", {"1": MEETING, "gone": MEETING})
    Path("new.sqlite").write_bytes(EMBEDDED.read_bytes())
    with sqlite3.connect("new.sqlite") as db:
        db.execute("DELETE FROM name WHERE first = 'روما' AND rest = ''")
        db.execute("UPDATE name SET first = 'روما' WHERE place = ? AND first = 'باريس' AND rest = ''", (PARIS,))
        db.execute("UPDATE meta SET value = 'new' WHERE key = 'version'")
    db.close()
    corpus("B", {"1": MEETING, "new": MEETING}, "--gazetteer", "new.sqlite")
    found = compare("A", "B")
    assert (found.articles, found.only_before, found.only_after, found.same) == (1, 1, 1, 0)
    assert found.changes == (Change("moved", "1", (ROME, "meeting_location"), (PARIS, "meeting_location"), MEETING),)
    lines = briefmap("compare", "A", "B", "-o", "changes.html").stdout.splitlines()
    assert lines[1].split() == [
        *("moved", "1", "Rome:", "Meeting", "location", "Paris:", "Meeting", "location"),
    ]
    assert lines[-1] == "Wrote changes.html"
    assert Path("changes.html").read_text(encoding="utf-8") == compare_html(found, "A → B")


def test_places_and_roles_gained_lost_and_changed_are_told_apart() -> None:
    corpus("A", {"1": MEETING, "2": MEETING, "3": "قتل خمسة أشخاص في انفجار في روما."})
    corpus("B", {"1": MEETING + " وقتل خمسة أشخاص في انفجار في بغداد.", "2": "قال الرجل إنه لم يفهم.", "3": MEETING})
    told = json.loads(briefmap("compare", "A", "B", "--format", "json").stdout)
    assert {key: told[key] for key in ("articles", "same", "gained", "lost", "moved", "role")} == {
        "articles": 3, "same": 1, "gained": 1, "lost": 1, "moved": 0, "role": 1,
    }  # fmt: skip
    rows = briefmap("compare", "A", "B", "--format", "csv").stdout.splitlines()
    assert rows[0] == "change,article_id,place_before,role_before,place_after,role_after,quote"
    assert [row.split(",")[:6] for row in rows[1:]] == [
        ["gained", "1", "", "", "geonames:98182", "incident_location"],
        ["lost", "2", ROME, "meeting_location", "", ""],
        ["role", "3", ROME, "incident_location", ROME, "meeting_location"],
    ]


def test_what_is_no_dataset_is_refused() -> None:
    corpus("A", {"1": MEETING})
    result = CliRunner().invoke(main, ["compare", "A", "B"])
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: B: no dataset of briefmap batch; name the folder that it wrote with -o\n",
    )
