"""The command line as a journalist meets it: real processes, real files."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefmap import __version__
from briefmap.cli import main

ARTICLE = "اجتمع وزراء الخارجية في روما.\n"
NAMELESS = "قال الرجل إنه لم يفهم شيئا.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def briefmap(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, prog_name="briefmap")


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "briefmap", *arguments],
        input=stdin,
        capture_output=True,
        env=os.environ | environment,
        timeout=120,
    )


def written(name: str, text: str = ARTICLE, encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


def error_of(result: Result) -> str:
    """The one line that a refused input gives."""
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("Error: ").rstrip("\n")


# map


def test_map_writes_one_page_and_prints_a_table() -> None:
    result = briefmap("map", written("بيان روما.txt"))
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert re.split(r" {2,}", lines[0]) == ["Role", "Place", "Sure", "الدور والمكان"]
    role, place, sure, arabic = re.split(r" {2,}", lines[1])
    assert (role, place, arabic) == ("Meeting location", "Rome", "مكان اجتماع: روما")
    assert re.fullmatch(r"\d+%", sure)
    assert lines[0].index("Place") == lines[1].index("Rome")
    assert lines[-1] == "Wrote outputs/بيان-روما.html"
    page = Path("outputs/بيان-روما.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert ARTICLE.strip() in page


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_map_reads_every_usual_encoding(encoding: str) -> None:
    result = briefmap("map", written("news.txt", encoding=encoding), "-o", "map.html")
    assert (result.exit_code, "Rome" in result.stdout) == (0, True)


def test_map_reads_standard_input_and_makes_the_folder_it_is_told() -> None:
    result = briefmap("map", "-", "-o", "new/folder/map.html", stdin=ARTICLE.encode())
    assert result.exit_code == 0
    assert Path("new/folder/map.html").stat().st_size > 10_000
    assert briefmap("map", "-", stdin=ARTICLE.encode()).stdout.endswith("Wrote outputs/article.html\n")


def test_map_of_an_article_without_places_is_refused_unless_asked_for() -> None:
    name = written("news.txt", NAMELESS)
    assert error_of(briefmap("map", name)) == (
        "news.txt: names no place that briefmap knows; --allow-empty draws an empty map"
    )
    assert not Path("outputs").exists()
    result = briefmap("map", name, "--allow-empty")
    assert result.exit_code == 0
    assert result.stdout == "No place that briefmap knows is named.\n\nWrote outputs/news.html\n"


@pytest.mark.parametrize(
    ("name", "safe"),
    [("تقرير (1)؟.txt", "تقرير-1"), ("....txt", "article"), ("-a\nb.txt", "a-b"), ("x" * 200 + ".txt", "x" * 80)],
)
def test_an_output_name_is_made_safe(name: str, safe: str) -> None:
    assert briefmap("map", "--", written(name)).stdout.endswith(f"Wrote outputs/{safe}.html\n")


# Output that can't be written


def test_a_page_replaces_an_older_one_and_keeps_its_permissions() -> None:
    Path("map.html").write_text("old")
    Path("map.html").chmod(0o640)
    assert briefmap("map", written("news.txt"), "-o", "map.html").exit_code == 0
    assert Path("map.html").read_text(encoding="utf-8") != "old"
    assert Path("map.html").stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir()) == ["map.html", "news.txt"]


def test_a_link_is_written_through() -> None:
    Path("real.html").write_text("old")
    Path("link.html").symlink_to("real.html")
    assert briefmap("map", written("news.txt"), "-o", "link.html").exit_code == 0
    assert Path("link.html").is_symlink()
    assert Path("real.html").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (".", "this is a folder; name a file in it"),
        ("news.txt/map.html", "can't be written (a folder in it is a file); name another one"),
        ("/proc/map.html", "can't be written ("),
        ("x" * 300 + ".html", "can't be written (file name too long)"),
        ("/dev/full", "can't be written (no space left on device)"),
    ],
)
def test_output_that_cannot_be_written_is_one_line(target: str, message: str) -> None:
    assert error_of(briefmap("map", written("news.txt"), "-o", target)).startswith(f"{target}: {message}")
    assert os.listdir() == ["news.txt"]


def test_a_full_disk_leaves_the_old_page_as_it_was() -> None:
    written("news.txt")
    Path("map.html").write_text("old")
    limited = "ulimit -f 8; trap '' XFSZ; exec \"$0\" -m briefmap map news.txt -o map.html"
    done = subprocess.run(["bash", "-c", limited, sys.executable], capture_output=True, timeout=120)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Error: map.html: can't be written (file too large)")
    assert Path("map.html").read_text() == "old"
    assert sorted(os.listdir()) == ["map.html", "news.txt"]


# Bad input


def test_bad_input_is_one_line_and_no_traceback() -> None:
    Path("folder").mkdir()
    Path("empty.txt").touch()
    Path("english.txt").write_text("Ministers met in Rome.")
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    Path("book.txt").write_bytes(b"\xd8\xa7" * 25_000_000)
    for command in ("map", "analyze"):
        for name, message in {
            "missing.txt": "no such file; check its name and folder",
            "folder": "this is a folder; name one file in it",
            "empty.txt": "the file is empty; give it an article",
            "english.txt": "no Arabic letters in it; briefmap reads articles in Arabic",
            "picture.png": "this is a picture; briefmap reads .txt, .md, .html, .pdf and .docx",
            "broken.pdf": "the PDF is broken or cut short; export or download it again",
            "book.txt": "larger than 20 MB, the limit for one article; cut it into articles",
        }.items():
            assert error_of(briefmap(command, name)) == f"{name}: {message}"
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("blank.txt", b" \n\t\r\n\x00", "the file is empty; give it an article"),
        ("noise.txt", b"\xff\x81\x00\x90\x02" * 200, "binary data, or text that is neither UTF-8, UTF-16, "),
        ("broken.docx", b"PK\x03\x04nothing", "broken, or no DOCX file at all; export or download it again"),
        ("named.docx", b"nothing", "broken, or no DOCX file at all; export or download it again"),
        (
            "mixed.txt",
            ARTICLE.encode() + ARTICLE.encode("cp1256"),
            "UTF-8 text with other bytes in it, from byte 54; ",
        ),
    ],
)
def test_a_refused_article_leaves_the_old_page_as_it_was(name: str, content: bytes, message: str) -> None:
    Path(name).write_bytes(content)
    Path("map.html").write_text("old")
    assert error_of(briefmap("map", name, "-o", "map.html")).startswith(f"{name}: {message}")
    assert Path("map.html").read_text() == "old"
    assert error_of(briefmap("analyze", name)).startswith(f"{name}: {message}")
    assert set(os.listdir()) == {"map.html", name}


def test_a_link_to_nothing_or_to_itself_is_one_line() -> None:
    Path("nothing.txt").symlink_to("gone.txt")
    Path("itself.txt").symlink_to("itself.txt")
    assert error_of(briefmap("map", "nothing.txt")) == "nothing.txt: no such file; check its name and folder"
    assert error_of(briefmap("map", "itself.txt")).startswith("itself.txt: can't be read (too many levels of ")


@pytest.mark.parametrize("command", ["map news.txt -o map.html", "analyze news.txt", "analyze --jsonl news.jsonl"])
def test_a_full_disk_behind_standard_output_is_one_line(command: str) -> None:
    written("news.txt")
    Path("news.jsonl").write_text(json.dumps({"id": "a", "text": ARTICLE}) + "\n")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefmap", *command.split()], stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    line = "Error: the answer can't be written (no space left on device); send it elsewhere\n"
    assert (done.returncode, done.stderr.decode()) == (2, line)


def test_a_reader_that_stops_early_ends_the_command_quietly() -> None:
    line = json.dumps({"id": "a", "text": ARTICLE}) + "\n"
    Path("news.jsonl").write_text(line * 300)
    script = 'set -o pipefail; "$0" -m briefmap analyze --jsonl news.jsonl | head -c 100 > /dev/null'
    done = subprocess.run(["bash", "-c", script, sys.executable], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("option", ["--profile", "--gazetteer"])
def test_a_missing_profile_or_gazetteer_is_one_line(option: str) -> None:
    assert "missing.xyz" in error_of(briefmap("analyze", written("news.txt"), option, "missing.xyz"))


def test_a_file_that_is_no_gazetteer_is_one_line() -> None:
    assert "news.txt" in error_of(briefmap("geocode", "روما", "--gazetteer", written("news.txt")))


# analyze


def test_analyze_prints_json_by_default() -> None:
    result = briefmap("analyze", written("news.txt"))
    found = json.loads(result.stdout)
    assert (found["id"], [m["text"] for m in found["mentions"]]) == ("news", ["روما"])


def test_analyze_prints_geojson() -> None:
    found = json.loads(briefmap("analyze", written("news.txt"), "--format", "geojson").stdout)
    assert (found["type"], found["features"][0]["properties"]["name"]) == ("FeatureCollection", "Rome")


def test_analyze_prints_the_table_of_map() -> None:
    name = written("news.txt")
    table = briefmap("analyze", name, "--format", "table").stdout
    assert briefmap("map", name).stdout == table + "\nWrote outputs/news.html\n"


def test_analyze_json_is_utf_8_in_a_terminal_that_is_not() -> None:
    done = process("analyze", "-", stdin=ARTICLE.encode(), PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode())["mentions"][0]["text"] == "روما"


def test_a_table_in_a_terminal_without_arabic_shows_question_marks() -> None:
    done = process("geocode", "روما", PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Rome" in done.stdout


def test_analyze_gives_one_json_line_for_each_line_in_order() -> None:
    lines = [
        {"id": "b", "text": ARTICLE},
        {"id": "english", "text": "Ministers met in Rome."},
        {"id": "a", "text": NAMELESS + "\u2028\x85" + ARTICLE},
        {"id": "half \ud800", "text": ARTICLE + "\ud800"},
    ]
    Path("news.jsonl").write_text("".join(json.dumps(line) + "\n\n" for line in lines))
    result = briefmap("analyze", "--jsonl", "news.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    found = [json.loads(line) for line in result.stdout.removesuffix("\n").split("\n")]
    assert [one["id"] for one in found] == ["b", "english", "a", "half \N{REPLACEMENT CHARACTER}"]
    assert [[m["text"] for m in one["mentions"]] for one in found] == [["روما"], [], ["روما"], ["روما"]]
    assert found[1]["error"] == "english: the text holds no Arabic; give an Arabic article"


def test_a_line_of_many_is_answered_as_if_it_came_alone() -> None:
    line = json.dumps({"id": "news", "text": ARTICLE}).encode()
    together = briefmap("analyze", "--jsonl", "-", stdin=line + b"\n" + line)
    alone = briefmap("analyze", written("news.txt"))
    assert [json.loads(one) for one in together.stdout.splitlines()] == [json.loads(alone.stdout)] * 2


def test_a_broken_line_is_named_after_the_earlier_ones_were_answered() -> None:
    Path("news.jsonl").write_text(json.dumps({"id": "a", "text": ARTICLE}) + "\n{\n")
    result = briefmap("analyze", "--jsonl", "news.jsonl")
    assert error_of(result) == 'news.jsonl, line 2: not JSON in UTF-8; write {"id": "…", "text": "…"}'
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give either an ARTICLE or --jsonl FILE"),
        (["news.txt", "--jsonl", "news.jsonl"], "give either an ARTICLE or --jsonl FILE"),
        (["--jsonl", "news.jsonl", "--format", "table"], "--jsonl prints JSON; leave --format out"),
    ],
)
def test_what_cannot_go_together_is_told(arguments: list[str], message: str) -> None:
    result = briefmap("analyze", *arguments)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Error: {message}")


# geocode


def test_geocode_lists_candidates_best_first() -> None:
    result = briefmap("geocode", "طرابلس", "روما")
    assert result.exit_code == 0
    assert re.split(r" {2,}", result.stdout.splitlines()[1]) == [
        *("Place", "Type", "Country", "Lat, lon", "Population", "Source", "Id", "الاسم"),
    ]
    tripolis = [line.split()[3] for line in result.stdout.split("\n\n")[0].splitlines()[2:4]]
    assert tripolis == ["LY", "LB"]
    rome = re.split(r" {2,}", result.stdout.split("\n\n")[1].splitlines()[2])
    assert (rome[0], rome[1], rome[2], rome[6], rome[7]) == ("Rome", "city PPLC", "IT", "geonames:3169070", "روما")


def test_geocode_keeps_to_a_country() -> None:
    result = briefmap("geocode", "طرابلس", "--country", "lb", "--format", "json")
    [answer] = json.loads(result.stdout)
    assert answer["name"] == "طرابلس"
    assert {place["iso2"] for place in answer["candidates"]} == {"LB"}
    assert set(answer["candidates"][0]) == {
        *("id", "name", "name_ar", "kind", "lat", "lon", "iso2", "admin1", "feature", "population", "source"),
    }


def test_geocode_prints_what_is_known_and_names_what_is_not() -> None:
    result = briefmap("geocode", "روما", "زقزوقستان", "--country", "IT")
    assert error_of(result) == "زقزوقستان: no such place is known in IT; try another spelling"
    assert result.stdout.startswith("روما\nPlace")


def test_geocode_asks_for_a_country_code_of_two_letters() -> None:
    result = briefmap("geocode", "روما", "--country", "Italy")
    assert (result.exit_code, "give two letters, such as LB" in result.stderr) == (2, True)


def test_geonames_online_needs_a_user_name_and_the_gazetteer_answers_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    result = briefmap("geocode", "روما", "--online", "geonames")
    assert error_of(result).startswith("geonames needs a user name")
    assert "geonames:3169070" in result.stdout


# Help, start and stop


def test_every_command_is_documented_with_examples_in_help_and_readme() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    for name in main.commands:
        text = briefmap(name, "--help").stdout
        assert "Examples:" in text
        assert f"briefmap {name}" in text
        assert f"briefmap {name}" in readme
    assert "Examples:" in briefmap("-h").stdout


def test_version_is_the_package_s() -> None:
    assert briefmap("--version").stdout == f"briefmap {__version__}\n"


@pytest.mark.parametrize("shell", ["zsh", "fish", "bash"])
def test_completion_is_a_script_for_the_shell(shell: str) -> None:
    assert f"_BRIEFMAP_COMPLETE={shell}_complete" in briefmap("completion", shell).stdout


@pytest.mark.parametrize("command", ["map", "atlas"])
def test_the_tab_key_offers_the_worldviews(command: str) -> None:
    done = process(_BRIEFMAP_COMPLETE="bash_complete", COMP_WORDS=f"briefmap {command} --worldview ", COMP_CWORD="3")
    assert done.stdout.decode().split() == ["plain,un", "plain,de-facto"]


def test_the_command_line_starts_with_click_and_the_standard_library_alone() -> None:
    script = "import sys; before = set(sys.modules); import briefmap.cli; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=60)
    rooms = {name.split(".")[0].removesuffix("__mypyc") for name in done.stdout.decode().split()}
    assert rooms - set(sys.stdlib_module_names) == {"briefmap", "click"}


def test_analyze_imports_nothing_heavy() -> None:
    script = (
        "import sys; from briefmap.cli import main; main(['analyze', '-'], standalone_mode=False);"
        "print(*{'folium', 'geopandas', 'pandas', 'numpy', 'shapely', 'matplotlib', 'trafilatura', 'lxml', 'docx',"
        " 'pypdfium2', 'geopy', 'jinja2'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=ARTICLE.encode(), capture_output=True, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (0, b"")


def test_an_interrupt_stops_without_a_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "briefmap", "analyze", "--jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdin.write(json.dumps({"id": "a", "text": ARTICLE}).encode() + b"\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["id"] == "a"
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert running.stderr.read().strip() == b"Stopped."
