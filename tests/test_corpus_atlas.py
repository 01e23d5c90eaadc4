"""The atlas counts an article once, whatever is chosen, keeps to 5 MB, and carries nothing that could run."""

from __future__ import annotations

import base64
import json
import random
import re
import zlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefmap.cli import main
from briefmap.corpus.atlas import LIMIT, atlas_html
from briefmap.corpus.dataset import Dataset, encode
from briefmap.errors import CorpusError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def corpus(*texts: tuple[str, str], maps: bool = False) -> None:
    lines = (
        json.dumps({"id": f"a{number}", "date": day, "text": text}, ensure_ascii=False)
        for number, (day, text) in enumerate(texts)
    )
    Path("a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(main, ["batch", "a.jsonl", "-o", "out", *(["--maps"] if maps else [])])
    assert result.exit_code == 0, result.output


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'id="data">([^<]*)<', html)
    assert found
    data: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(found[1])))
    return data


MEETING = "اجتمع وزراء الخارجية في روما."
BOTH = "اجتمع وزراء الخارجية في روما. وقتل خمسة أشخاص في انفجار في ميلانو."


def test_the_worldview_chooses_with_which_country_crimea_is_shaded() -> None:
    corpus(("2024-03-05", "قتل ثلاثة أشخاص في هجوم في أوكرانيا."))
    for view, features, said in (
        ("un", ["UA", "crimea"], "United Nations"),
        ("de-facto", ["UA"], "whoever holds them"),
    ):
        result = CliRunner().invoke(main, ["atlas", "out", "-o", "a.html", "--worldview", view])
        assert result.exit_code == 0, result.output
        html = Path("a.html").read_text(encoding="utf-8")
        assert [country["features"] for country in data_of(html)["countries"]] == [features]
        assert said in html


def test_an_article_counts_once_in_its_country_with_all_its_roles() -> None:
    corpus(("2024-03-05", MEETING), ("2024-03-05", BOTH), ("2024-03-07", BOTH), ("", MEETING))
    data = data_of(atlas_html("out"))
    assert [role["id"] for role in data["roles"]] == ["meeting_location", "incident_location"]
    assert (data["unit"], data["bins"]) == ("day", ["2024-03-05", "2024-03-06", "2024-03-07"])
    assert data["articles"] == 4
    assert data["total"] == [0, 1, 1, 1, 1, 1, 1, 3, 1, 3, 3, 1]
    assert [(c["iso2"], c["name"], c["features"], c["times"]) for c in data["countries"]] == [
        ("IT", ["إيطاليا", "Italy"], ["IT"], data["total"])
    ]
    places = {place["name"][1]: place for place in data["places"]}
    assert places["Rome"]["times"] == [0, 1, 1, 1, 1, 2, 3, 1, 1]
    assert places["Milan"]["times"] == [1, 2, 1, 3, 2, 1]


def test_a_place_lists_its_articles_with_evidence_and_a_link_to_their_page() -> None:
    corpus(("2024-03-05", MEETING), ("2024-03-07", BOTH), maps=True)
    data = data_of(atlas_html("out", "pages.html"))
    [rome] = [index for index, place in enumerate(data["places"]) if place["name"][1] == "Rome"]
    [new, old] = [data["lists"][rome][at : at + 4] for at in (0, 4)]
    assert [data["listed"][entry[0]][:2] for entry in (new, old)] == [[BOTH, "2024-03-07"], [MEETING, "2024-03-05"]]
    assert [data["quotes"][entry[2]] for entry in (new, old)] == ["اجتمع وزراء الخارجية في روما."] * 2
    link = data["listed"][old[0]][2]
    assert re.fullmatch(r"out/pages/[0-9a-f]{20}/a0-[0-9a-f]{8}\.html", link)
    assert Path(link).is_file()
    below = data_of(atlas_html("out", "else/where/atlas.html"))
    assert below["listed"][0][2].startswith("../../out/pages/")


@pytest.mark.parametrize(
    ("days", "unit", "bins"), [(90, "day", 90), (400, "week", 58), (2000, "month", 66), (9000, "year", 25)]
)
def test_time_is_told_in_units_that_a_histogram_can_show(days: int, unit: str, bins: int) -> None:
    first = date(2000, 1, 3)
    corpus((str(first), MEETING), (str(first + timedelta(days=days - 1)), MEETING))
    data = data_of(atlas_html("out"))
    assert (data["unit"], len(data["bins"])) == (unit, bins)


def test_a_large_corpus_keeps_to_its_limit_and_still_counts_every_article() -> None:
    dataset = Dataset("out")
    place = {
        "kind": "city", "iso2": "IT", "iso3166_2": "", "role": "meeting_location", "role_ar": "مكان", "role_en": "Meeting",
        "uncertain": False, "evidence": 1, "rule": "meeting.where", "quote_start": 0, "quote_end": 1, "cue": "",
        "cue_start": 0, "cue_end": 0, "mention": "", "mention_start": 0, "mention_end": 0, "profile": "security 1",
        "gazetteer": "1",
    }  # fmt: skip
    article = {
        "source": "a", "status": "done", "places": 1, "roles": 1, "chars": 1, "digest": "", "page": "", "note": "",
        "profile": "security 1", "gazetteer": "1", "briefmap": "1",
    }  # fmt: skip
    chance = random.Random(1)
    count, words = 0, [chr(letter) for letter in range(0x4E00, 0x5200)]
    for part in range(4):
        rows: dict[str, list[dict[str, Any]]] = {"places": [], "articles": [], "failures": []}
        for _ in range(2000):
            id, day, number = f"a{count}", date(2000, 1, 1) + timedelta(days=count % 3000), count % 1000
            told = "".join(chance.choices(words, k=320))
            names = {
                "place_id": f"p{number}",
                "name": f"P{number}",
                "name_ar": f"م{number}",
                "quote": f"{count} {told}",
            }
            at = {"lat": number / 50, "lon": number / 50, "score": 0.5, "article_id": id, "date": day}
            rows["places"].append(place | names | at)
            rows["articles"].append(article | {"article_id": id, "date": day, "title": told[:120]})
            count += 1
        dataset.put(encode(f"{part:020}", rows, []))
    html = atlas_html("out")
    assert len(html.encode()) <= LIMIT
    data = data_of(html)
    assert sum(sum(place["times"][2::3]) for place in data["places"]) == count == data["articles"] == 8_000
    assert len({len(entries) // 4 for entries in data["lists"]}) == 1
    assert 1 <= len(data["lists"][0]) // 4 < 8


def test_what_an_article_says_never_becomes_markup() -> None:
    corpus(("2024-03-05", "</script><script>alert(1)</script> ${alert(2)} اجتمع وزراء الخارجية في روما."))
    html = atlas_html("out")
    assert "alert(" not in html.replace("alert(1)", "", 0)
    assert "alert(1)" in data_of(html)["listed"][0][0]


def test_atlas_writes_the_page_and_refuses_what_is_no_dataset() -> None:
    corpus(("2024-03-05", MEETING))
    result = CliRunner().invoke(main, ["atlas", "out", "-o", "new/atlas.html"])
    assert (result.exit_code, result.stdout) == (0, "Wrote new/atlas.html\n")
    assert Path("new/atlas.html").stat().st_size < 600_000
    result = CliRunner().invoke(main, ["atlas", "new"])
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: new: no dataset of briefmap batch; name the folder that it wrote with -o\n",
    )
    Path("a.jsonl").write_text(json.dumps({"text": "قال الرجل إنه لم يفهم شيئا."}), encoding="utf-8")
    CliRunner().invoke(main, ["batch", "a.jsonl", "-o", "none"])
    with pytest.raises(CorpusError, match="none: no article in it gives a place a role; there is nothing to draw"):
        atlas_html("none")
