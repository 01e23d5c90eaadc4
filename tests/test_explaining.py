"""`briefmap explain`: the page and the JSON that say why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefmap.cli import main

ARTICLE = (
    "اجتمع وزراء الخارجية في روما.\n"
    "ولم تستعد فرنسا مواطنيها من سوريا.\n"
    "نفت الحكومة أن تكون ألمانيا قد أعادت مقاتلين من العراق.\n"
    "وقال الخبير الأمني تشاد ميلر إن فرنسا هادئة.\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news.txt").write_text(ARTICLE, encoding="utf-8")


def briefmap(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def sections(page: str) -> dict[str, list[str]]:
    """The lines below each heading, without the space around them."""
    found: dict[str, list[str]] = {}
    for line in page.splitlines():
        if line[:1].isupper():
            heading = found.setdefault(line.split("  ")[0], [])
        elif line.strip():
            heading.append(line.strip())
    return found


def test_the_page_says_why_a_place_won_and_who_lost() -> None:
    lines = sections(briefmap("explain", "news.txt").stdout)["NAMES, AND THE PLACES THEY MEAN"]
    rome = lines[lines.index("روما") :]
    assert rome[1:3] == ["at       24–28", "taken as toponym (the name of a city)  اسم مكان"]
    assert rome[3].startswith("place    Rome, IT, city, score 0.") and rome[3].endswith("  روما")
    assert rome[4].startswith("won by   prior")
    assert rome[5].startswith("lost     Rome, IT, admin, score 0.") and " behind: prior" in rome[5]


def test_a_name_that_is_decided_alike_twice_is_told_once_with_both_positions() -> None:
    text = "عادت فرنسا. قالت فرنسا. دعت فرنسا.".encode()
    lines = sections(briefmap("explain", "-", stdin=text).stdout)["NAMES, AND THE PLACES THEY MEAN"]
    assert [line for line in lines if line.startswith("at ")] == ["at       5–10", "at       17–22, 28–33"]


def test_the_page_lists_look_alikes_with_the_reason() -> None:
    lines = sections(briefmap("explain", "news.txt").stdout)["NO PLACES HERE"]
    at = ARTICLE.index("تشاد")
    assert f"{at}–{at + 4}  behind a personal title  تشاد" in lines


def test_the_page_shows_rule_cue_and_clause_of_a_role() -> None:
    lines = sections(briefmap("explain", "news.txt").stdout)["ROLES AND THE WORDS THAT GIVE THEM"]
    assert lines[0].startswith("Meeting location: Rome, ") and lines[0].endswith("  مكان اجتماع: روما")
    assert lines[1:4] == [
        "cue      at 0–5, rule meeting.where  اجتمع",
        "name     at 24–28  روما",
        "clause   اجتمع وزراء الخارجية في روما.",
    ]


def test_an_article_can_not_steer_the_terminal() -> None:
    text = "اجتمع\x9b2J الوزراء\u202e في رو\u200fما."
    result = briefmap("explain", "-", stdin=text.encode())
    assert "clause   اجتمع2J الوزراء في روما." in result.stdout
    assert not set("\x9b\u202e\u200f") & set(result.stdout)


def test_the_page_tells_what_took_a_role_away() -> None:
    lines = sections(briefmap("explain", "news.txt").stdout)["ROLES TAKEN AWAY"]
    taken = next(line for line in lines if "Germany" in line)
    assert taken.split("  ")[0] == "Repatriating state"
    assert "denied" in taken
    assert taken.endswith("دولة تستعيد مواطنيها: ألمانيا ← أعادت")


def test_an_article_without_places_is_explained_too() -> None:
    result = briefmap("explain", "-", stdin="لم يفهم الرجل شيئا.".encode())
    assert result.exit_code == 0
    found = sections(result.stdout)
    assert found["NAMES, AND THE PLACES THEY MEAN"] == found["ROLES TAKEN AWAY"] == ["none  لا شيء"]


def test_the_json_adds_to_that_of_analyze() -> None:
    explained = json.loads(briefmap("explain", "news.txt", "--json").stdout)
    analysed = json.loads(briefmap("analyze", "news.txt").stdout)
    added = {"rejected", "dropped"}
    assert explained.keys() - analysed.keys() == added
    assert {mention.pop("taken") for mention in explained["mentions"]} == {
        "the name of a city",
        "the name of a country",
    }
    assert {key: value for key, value in explained.items() if key not in added} == analysed
    at = ARTICLE.index("تشاد")
    assert {"start": at, "end": at + 4, "text": "تشاد", "reason": "behind a personal title"} in explained["rejected"]
    place, cue = ARTICLE.index("ألمانيا"), ARTICLE.index("أعادت")
    assert {
        "start": place,
        "end": place + 7,
        "text": "ألمانيا",
        "role": "repatriating_state",
        "cue": {"start": cue, "end": cue + 5, "text": "أعادت"},
        "reason": "denied",
    } in explained["dropped"]


def test_a_text_without_arabic_is_one_line_and_exit_code_2() -> None:
    result = briefmap("explain", "-", stdin=b"Ministers met in Rome.")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
