"""A gazetteer of GeoNames' own dumps: what is kept, and what is said of dumps that are broken."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefmap.cli import main
from briefmap.compiling.checking import faults
from briefmap.compiling.geonames import build
from briefmap.gazetteer import EMBEDDED, Gazetteer

_END = "\t\tEurope/Rome\t2026-01-01"
PLACES = (
    "900000001\tAdjelhot\tAdjelhot\t\t19.6\t1.4\tP\tPPL\tML\t\t08\t\t\t\t4500\t" + _END,
    "900000002\tOued Tilemsi\tOued Tilemsi\t\t18\t0.2\tH\tWAD\tML\t\t09\t\t\t\t0\t" + _END,
    "900000003\tA well\tA well\t\t18\t0.3\tH\tWLL\tML\t\t09\t\t\t\t0\t" + _END,
    "900000004\tRepublic of Mali\tMali\t\t17\t-4\tA\tPCLI\tML\t\t00\t\t\t\t19077690\t" + _END,
    "2453348\tMénaka\tMenaka\t\t15.9182\t2.4022\tP\tPPL\tML\t\t09\t\t\t\t9110\t" + _END,
)
NAMES = (
    "1\t900000001\tar\tأدجلهوت\t\t\t\t\t\t",
    "2\t900000001\tar\tأجلهوت\t1\t\t\t\t\t",
    "3\t900000001\tfr\tAguelhok\t1\t\t\t\t\t",
    "4\t900000002\tar\tوادي تيلمسي الكبير\t\t\t\t\t\t",
    "5\t900000004\tar\tجمهورية مالي الأولى\t\t\t\t1\t\t",
)


def dump(path: Path, lines: Iterable[str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{path.stem}.txt", "".join(line + "\n" for line in lines))
    return path


@pytest.fixture
def dumps(tmp_path: Path) -> tuple[Path, Path]:
    return dump(tmp_path / "allCountries.zip", PLACES), dump(tmp_path / "alternateNamesV2.zip", NAMES)


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["gazetteer", *map(str, arguments)])
    return done.exit_code, done.output.strip()


def compiled(output: Path, places: Path, names: Path) -> tuple[int, str]:
    return run("build", "--geonames", places, "--alternate-names", names, "-o", output)


def test_places_of_the_dump_join_those_that_are_known(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    admin1 = tmp_path / "admin1CodesASCII.txt"
    admin1.write_text("ML.08\tKidal\tKidal\t1\nML.09\tGao\tGao\t2\n", "utf-8")
    done = build(tmp_path / "world.sqlite", *dumps, admin1)
    assert (done.places_read, done.names_read) == (5, 5)
    with closing(Gazetteer.open(tmp_path / "world.sqlite")) as world, closing(Gazetteer.open()) as known:
        [town] = world.lookup("أجلهوت")
        assert (town.id, town.name, town.name_ar, town.kind) == ("geonames:900000001", "Adjelhot", "أجلهوت", "city")
        assert (town.iso2, town.admin1, town.population) == ("ML", "iso:ML-8", 4500)
        assert world.lookup("أدجلهوت") == (town,)
        assert [p.kind for p in world.lookup("وادي تيلمسي الكبير")] == ["water"]
        assert world.lookup("A well") == ()
        assert world.lookup("جمهورية مالي الأولى") == ()  # countries are those known already
        assert world.lookup("روما") == known.lookup("روما")
        assert world.capital_of(world.lookup("روما")[0].id) == "IT"
        assert world.place("geonames:2453348").name_ar == known.place("geonames:2453348").name_ar
        assert [m.place.id for m in world.sound("أديلهوت", frozenset({"ML"}))] == [town.id]
    assert list(faults(tmp_path / "world.sqlite")) == []


def test_the_same_dumps_give_the_same_digest_and_others_another(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    first = build(tmp_path / "1.sqlite", *dumps).digest
    assert build(tmp_path / "2.sqlite", *dumps).digest == first
    dump(dumps[1], NAMES[1:])
    assert build(tmp_path / "2.sqlite", *dumps).digest != first


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("columns", "allCountries.txt:2: 3 columns where GeoNames has 19; is it the right file?"),
        ("utf-8", "allCountries.txt:2: not UTF-8 (invalid continuation byte); download the file again"),
        ("number", "allCountries.txt:2: 'x' is no number of a place; is it the right file?"),
        ("latitude", "allCountries.txt:2: could not convert string to float: 'north'; a row of 19 columns, but"),
        ("truncated", "allCountries.zip: the zip is cut short or damaged (File is not a zip file); download it again"),
        ("no zip", "allCountries.zip: the zip is cut short or damaged (File is not a zip file); download it again"),
        ("damaged", "allCountries.zip:1: the zip is cut short or damaged ("),
        ("missing", "nowhere.zip: can't be read (no such file or directory)"),
    ],
)
def test_a_broken_dump_is_named_with_its_line_and_the_earlier_gazetteer_stays(
    dumps: tuple[Path, Path], tmp_path: Path, broken: str, message: str
) -> None:
    output = tmp_path / "world.sqlite"
    output.write_bytes(b"the earlier one")
    path = tmp_path / ("allCountries.zip" if message.startswith("allCountries.zip") else "allCountries.txt")
    whole = dumps[0].read_bytes()
    first, second = (line.encode() for line in PLACES[:2])
    if broken == "columns":
        path.write_bytes(first + b"\n1\t2\t3\n")
    elif broken == "utf-8":
        path.write_bytes(first + b"\n" + second.replace(b"Oued", b"\xc3ued") + b"\n")
    elif broken == "number":
        path.write_bytes(first + b"\n" + second.replace(b"900000002", b"x") + b"\n")
    elif broken == "latitude":
        path.write_bytes(first + b"\n" + first.replace(b"19.6", b"north") + b"\n")
    elif broken == "truncated":
        path.write_bytes(whole[: len(whole) // 2])
    elif broken == "no zip":
        path.write_bytes(b"<html>404</html>")
    elif broken == "damaged":
        path.write_bytes(whole[:90] + bytes(60) + whole[150:])
    else:
        path = tmp_path / "nowhere.zip"
    code, said = compiled(output, path, dumps[1])
    assert code == 2
    assert said.startswith(f"Error: {tmp_path}/{message}"), said
    assert "\n" not in said
    assert output.read_bytes() == b"the earlier one"
    assert not [p for p in tmp_path.iterdir() if p.suffix in (".part", ".stage")]


def test_a_full_disk_is_told_of_in_one_line_and_leaves_nothing(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    output = tmp_path / "world.sqlite"
    output.write_bytes(b"the earlier one")

    def small() -> None:  # a file that may not grow is refused as a disk that is full refuses it
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))

    command = [sys.executable, "-m", "briefmap", "gazetteer", "build", "--geonames", str(dumps[0])]
    done = subprocess.run(
        [*command, "--alternate-names", str(dumps[1]), "-o", str(output)],
        capture_output=True,
        text=True,
        preexec_fn=small,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {output}: can't be written (")
    assert len(done.stderr.splitlines()) == 1
    assert output.read_bytes() == b"the earlier one"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("world.sqlite") and p != output]


def test_a_build_that_is_interrupted_leaves_the_earlier_gazetteer(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    output = tmp_path / "world.sqlite"
    build(output, *dumps)
    before = output.read_bytes()

    def stop(step: str, read: int, of: int) -> None:
        if step == "sorting":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(output, *dumps, report=stop)
    assert output.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("world.sqlite") and p != output]


def test_a_file_that_is_no_gazetteer_or_another_versions_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 20)
    for command in ("info", "validate"):
        code, said = run(command, path)
        assert (code, said) == (
            2,
            f"Error: {path} is not a gazetteer of briefmap (file is not a database); build it again",
        )
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('schema', '0')")
    assert run("info", path) == (2, f"Error: {path} has schema 0, this briefmap needs 5; build it again")


def test_faults_of_a_gazetteer_are_listed_one_a_line(dumps: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    build(path, *dumps)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE place SET lat = 9500000 WHERE id = 'geonames:900000001'")
        db.execute("UPDATE name SET place = 'geonames:1' WHERE surface = 'أدجلهوت'")
        db.execute("UPDATE name SET surface = 'غاو' WHERE surface = 'أجلهوت'")
        db.commit()
    assert run("validate", path) == (
        1,
        "the name أدجلهوت leads to geonames:1, which is no place\n"
        "geonames:900000001 lies at no point of the earth (95.0, 1.4)\n"
        "the name غاو is filed under «اجلهوت», not under «غاو»",
    )


def test_the_embedded_gazetteer_is_valid_and_says_what_it_holds() -> None:
    assert run("validate") == (0, f"{EMBEDDED}: valid")
    code, said = run("info")
    assert code == 0
    assert "Countries              250" in said


def test_search_looks_by_name_and_within_a_country_by_sound() -> None:
    code, said = run("search", EMBEDDED, "روما")
    assert code == 0
    assert "Rome" in said
    code, said = run("search", EMBEDDED, "زوارتسلويس", "--country", "nl")
    assert code == 0
    assert "by sound: Zwartsluis" in said
    code, said = run("search", EMBEDDED, "زوارتسلويس")
    assert code == 2
