"""What stands in the input comes out once, in order: as an article, or as a problem with its file and line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from briefmap.corpus.input import chunks, files, records
from briefmap.corpus.records import Columns, Record, day
from briefmap.corpus.tables import TOO_LARGE, check
from briefmap.errors import CorpusError

TEXT = "اجتمع الوزراء في روما."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(name: str, content: str | bytes) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def read(*names: str, columns: Columns | None = None) -> list[Record]:
    return list(records(files(names), columns or Columns()))


def problems(*names: str) -> list[tuple[str, int, str]]:
    return [(record.source, record.line, record.problem) for record in read(*names) if record.problem]


def test_a_folder_gives_its_files_sorted_each_called_by_its_path() -> None:
    for name in ("news/b.txt", "news/deep/a.md", "news/.hidden", "news/.git/x", "news/a.txt"):
        written(name, TEXT)
    assert [(file.path, file.id) for file in files(["news"])] == [
        ("news/a.txt", "a.txt"),
        ("news/b.txt", "b.txt"),
        ("news/deep/a.md", "deep/a.md"),
    ]


def test_a_pattern_reaches_below_and_a_file_given_twice_counts_once() -> None:
    for name in ("news/1/a.txt", "news/2/a.txt", "news/2/b.html"):
        written(name, TEXT)
    assert [file.id for file in files(["news/**/*.txt", "news/2/a.txt"])] == ["1/a.txt", "2/a.txt"]


def test_the_output_folder_is_no_input() -> None:
    written("a.txt", TEXT)
    written("out/run.json", "{}")
    assert [file.path for file in files(["."], leave_out=Path("out"))] == ["a.txt"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("none.jsonl", "none.jsonl: no such file or folder; check its name"),
        ("*.jsonl", r"\*.jsonl: no file matches this pattern; check its folder"),
        ("empty", "empty: no files in it; give articles, or a JSONL, CSV or Parquet file"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(given: str, message: str) -> None:
    Path("empty").mkdir()
    with pytest.raises(CorpusError, match=message):
        files([given])


def test_json_lines_give_articles_and_every_broken_line_its_problem() -> None:
    lines = [
        json.dumps({"id": 7, "text": TEXT, "date": "2024-03-05T08:00:00Z"}).encode(),
        b"{broken",
        b"",
        json.dumps({"text": TEXT, "date": "الثلاثاء"}).encode(),
        b'{"id": "x", "text": "\xe1\xe3"}',
        b'["text"]',
        json.dumps({"id": "empty", "text": " \n"}).encode(),
        json.dumps({"id": 7, "text": "نص آخر"}).encode(),
    ]
    found = read(written("a.jsonl", b"\n".join(lines)))
    assert [(record.id, record.line, record.problem) for record in found] == [
        ("7", 1, ""),
        (
            "a.jsonl, line 2",
            2,
            "not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        ),
        ("a.jsonl, line 4", 4, ""),
        ("a.jsonl, line 5", 5, "not UTF-8 from its byte 22 on; save it as UTF-8"),
        ("a.jsonl, line 6", 6, "no text"),
        ("empty", 7, "the text is empty"),
        ("7", 8, "duplicate: the id stands already in a.jsonl, line 1"),
    ]
    assert [(record.date, record.note) for record in found[:3:2]] == [
        (date(2024, 3, 5), ""),
        (None, "no date: الثلاثاء"),
    ]


def test_a_line_of_25_mb_is_a_problem_and_the_next_one_an_article() -> None:
    huge = json.dumps({"id": "huge", "text": "a" * 25_000_000})
    name = written("a.jsonl", huge + "\n" + json.dumps({"id": "next", "text": TEXT}))
    assert [(record.id, record.problem) for record in read(name)] == [("a.jsonl, line 1", TOO_LARGE), ("next", "")]


def test_csv_gives_texts_over_several_lines_and_other_names_of_columns() -> None:
    name = written("a.csv", f'\ufeffرقم;body;يوم\n1;"سطر\n""سطر""";2024/03/05\n\n2;{TEXT};\n')
    found = read(name, columns=Columns("body", "رقم", "يوم"))
    assert [(record.id, record.line, record.content, record.date) for record in found] == [
        ("1", 2, 'سطر\n"سطر"', date(2024, 3, 5)),
        ("2", 5, TEXT, None),
    ]


def test_every_broken_row_of_a_csv_is_a_problem_and_costs_no_other() -> None:
    rows = [b"id,text", b"1,a,b", b"2,\xe1\xe3\xe5", b'3,"a"b', f"4,{TEXT}".encode(), b'5,"open', b"6,never closed"]
    assert problems(written("a.csv", b"\n".join(rows))) == [
        ("a.csv", 2, "3 cells where the header has 2"),
        ("a.csv", 3, "not UTF-8 from its byte 3 on; save it as UTF-8"),
        ("a.csv", 4, """not CSV (',' expected after '"')"""),
        ("a.csv", 6, "not CSV (unexpected end of data)"),
    ]
    assert [record.id for record in read("a.csv") if not record.problem] == ["4"]


@pytest.mark.parametrize("separator", ["", "\n"])
def test_a_csv_text_of_25_mb_is_a_problem_and_the_next_row_an_article(separator: str) -> None:
    name = written("a.csv", 'id,text\n1,"' + ("أ" * 49 + separator) * 500_000 + f'"\n2,{TEXT}\n')
    assert [(record.line, record.problem) for record in read(name)][0] == (2, TOO_LARGE)
    assert [record.id for record in read(name) if not record.problem] == ["2"]


def test_parquet_gives_its_rows_with_dates_as_they_are() -> None:
    table = pa.table(
        {"id": [1, 2, 3], "text": [TEXT, None, ""], "date": [date(2024, 3, 5), None, None], "more": [0, 0, 0]}
    )
    pq.write_table(table, "a.parquet")
    assert [(r.id, r.line, r.date, r.problem) for r in read("a.parquet")] == [
        ("1", 1, date(2024, 3, 5), ""),
        ("2", 2, None, "no text"),
        ("3", 3, None, "the text is empty"),
    ]


def test_a_parquet_file_cut_short_is_one_problem() -> None:
    pq.write_table(pa.table({"text": [TEXT] * 100}), "whole.parquet")
    written("cut.parquet", Path("whole.parquet").read_bytes()[:-20])
    check(files(["cut.parquet"]), Columns())
    [(source, line, reason)] = problems("cut.parquet")
    assert (source, line) == ("cut.parquet", 0)
    assert reason.startswith("no Parquet file, or cut short (")
    assert reason.endswith("); copy or export it again")


def test_a_parquet_file_damaged_inside_gives_the_rows_before_and_one_problem() -> None:
    texts = [f"{TEXT} {number}" for number in range(1000)]
    pq.write_table(pa.table({"text": texts}), "a.parquet", row_group_size=100, use_dictionary=False, compression="gzip")
    group = pq.ParquetFile("a.parquet").metadata.row_group(5).column(0)
    data = bytearray(Path("a.parquet").read_bytes())
    at = group.data_page_offset
    data[at : at + group.total_compressed_size] = b"\xff" * group.total_compressed_size
    Path("a.parquet").write_bytes(data)
    found = read("a.parquet")
    assert [record.line for record in found if record.problem] == [len(found)]
    assert 400 < len(found) <= 501


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_without_the_column_of_texts_is_refused_with_those_it_has(name: str) -> None:
    if name == "a.csv":
        written(name, "id,body\n1,a\n")
    else:
        pq.write_table(pa.table({"id": ["1"], "body": ["a"]}), name)
    with pytest.raises(CorpusError, match=rf"{name}, line 1: no column 'text' \(there are: id, body\); name it with"):
        check(files([name]), Columns())


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024/3/5 10:00", date(2024, 3, 5)),
        ("Tue, 05 Mar 2024 10:00:00 +0300", date(2024, 3, 5)),
        (20240305, date(2024, 3, 5)),
        (None, None),
        ("05.03.24", None),
        ("2024-13-45", None),
    ],
)
def test_days_are_read_in_the_usual_forms(cell: object, found: date | None) -> None:
    assert day(cell)[0] == found


def test_a_record_put_in_changes_the_key_of_its_own_chunk_only() -> None:
    rows = [Record(str(number), "a.jsonl", number, f"{TEXT} {number}") for number in range(3000)]
    before = [chunk.key for chunk in chunks(iter(rows), "1")]
    rows.insert(1500, Record("new", "a.jsonl", 1500, TEXT))
    after = [chunk.key for chunk in chunks(iter(rows), "1")]
    assert len(before) == 14
    assert len(set(before) - set(after)) == 1
    assert not set(before) & {chunk.key for chunk in chunks(iter(rows), "2")}
