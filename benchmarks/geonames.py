"""A gazetteer of a world made up in GeoNames' columns: time, peak memory, and what they say of the real one.

    python -m benchmarks.geonames                    # 2 million places, 2.5 million names
    python -m benchmarks.geonames --places 200000
    python -m benchmarks.geonames --readers          # how fast the dump alone is read, by what is installed

Names are joined from syllables; shares of feature classes and languages are near those of GeoNames: 38 % populated
places, 5 % of the names Arabic. Limits: 13 million places and 16 million names in 20 minutes and 2 GB on two cores.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

PLACES, NAMES = 13_000_000, 16_000_000
_LATIN = "ba da fa ga ka la ma na ra sa ta za bou chi dré el gna hri jou ko lou mé nya o phe qua rou sha tché u vi wa xa yo zhi".split()
_ARABIC = (
    "با دا فا غا كا لا ما نا را سا تا زا بو شي در ال نيا هري جو كو لو مي ني او في كوا رو شا تش يو فو وا كس".split()
)
_CLASSES = (
    ["P/PPL"] * 38 + ["H/STM"] * 18 + ["S/SCH"] * 18 + ["T/MT"] * 12 + ["L/LCTY"] * 6 + ["A/ADM2"] * 4 + ["V/FRST"] * 4
)
_LANGUAGES = ["ar"] * 5 + ["en"] * 25 + ["fr"] * 8 + ["zh"] * 10 + ["ru"] * 12 + ["link"] * 20 + [""] * 20


def _word(chance: random.Random, syllables: list[str]) -> str:
    return "".join(chance.choices(syllables, k=chance.randint(2, 4)))


def place_lines(count: int, countries: Sequence[str] = ("ML", "FR", "SY", "US", "CN")) -> Iterator[str]:
    """Rows of allCountries, in its 19 columns."""
    chance = random.Random(1)
    for number in range(1, count + 1):
        name = " ".join(_word(chance, _LATIN).capitalize() for _ in range(chance.randint(1, 2)))
        kind, code = chance.choice(_CLASSES).split("/")
        people = int(chance.paretovariate(1) * 100) if kind == "P" else 0
        yield (
            f"{number}\t{name}\t{name}\t{name},{name} 2\t{chance.uniform(-60, 70):.5f}\t{chance.uniform(-180, 180):.5f}"
            f"\t{kind}\t{code}\t{chance.choice(countries)}\t\t{chance.randint(1, 20):02}\t\t\t\t{people}\t\t\tEurope/Rome"
            "\t2026-01-01\n"
        )


def name_lines(count: int, places: int) -> Iterator[str]:
    """Rows of alternateNamesV2, in its 10 columns."""
    chance = random.Random(2)
    for number in range(1, count + 1):
        language = chance.choice(_LANGUAGES)
        name = _word(chance, _ARABIC if language == "ar" else _LATIN)
        preferred = "1" if chance.random() < 0.1 else ""
        yield f"{number}\t{chance.randint(1, places)}\t{language}\t{name}\t{preferred}\t\t\t\t\t\n"


def write_zip(path: Path, lines: Iterator[str]) -> None:
    """A dump as GeoNames offers it: one text in a zip of the same name."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(f"{path.stem}.txt", "w", force_zip64=True) as file,
    ):
        for line in lines:
            file.write(line.encode())


def _readers(path: Path) -> None:
    """Read every row's cells, by the standard library and by what else is installed."""
    from briefmap.compiling.dumps import rows

    began = time.process_time()
    count = sum(1 for _ in rows(path, 19))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"zip, standard library: {count:,} rows in {time.process_time() - began:.1f} s of work, {peak:.2f} GB")
    text = path.with_suffix(".txt")
    with zipfile.ZipFile(path) as archive:
        archive.extract(text.name, text.parent)
    for engine, query in (
        ("polars", "import polars as p; print(len(p.read_csv({0!r}, separator='\\t', has_header=False, quote_char=None,"
                   " infer_schema=False).rows()))"),
        ("duckdb", "import duckdb; print(len(duckdb.sql(\"select * from read_csv('{0}', delim='\\t', header=false,"
                   " quote='', all_varchar=true)\").fetchall()))"),
    ):  # fmt: skip
        script = (
            query.format(str(text))
            + ";import resource as r; u = r.getrusage(r.RUSAGE_SELF); print(u.ru_utime + u.ru_stime, u.ru_maxrss)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        if done.returncode == 0:
            *_, rows_, seconds, most = done.stdout.split()  # an engine may draw its progress before
            print(
                f"{engine}, unpacked before: {int(rows_):,} rows to Python in {float(seconds):.1f} s of work, "
                f"{int(most) / 1e6:.1f} GB"
            )
        else:
            print(f"{engine}: not installed")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.geonames", description=(__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument("--places", type=int, default=2_000_000)
    parser.add_argument("--readers", action="store_true", help="compare readers instead of building")
    chosen = parser.parse_args(arguments)
    count = chosen.places
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places, names, output = folder / "allCountries.zip", folder / "alternateNamesV2.zip", folder / "world.sqlite"
        write_zip(places, place_lines(count))
        if chosen.readers:
            _readers(places)
            return
        write_zip(names, name_lines(count * 5 // 4, count))
        command = [sys.executable, "-m", "briefmap", "gazetteer", "build", "-o", str(output)]
        began = time.perf_counter()
        subprocess.run([*command, "--geonames", str(places), "--alternate-names", str(names)], check=True)
        seconds = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        work, peak, size = used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6, output.stat().st_size / 1e9
        print(
            f"{count:,} places and {count * 5 // 4:,} names: {seconds:.0f} s, of which {work:.0f} s of one processor's work"
        )
        print(f"peak {peak:.2f} GB (limit 2), file {size:.2f} GB")
        times = max(PLACES / count, NAMES / (count * 5 / 4))
        print(
            f"in proportion, {PLACES:,} places and {NAMES:,} names: {seconds * times / 60:.1f} min, "
            f"{work * times / 60:.1f} min of work (limit 20), file {size * times:.1f} GB"
        )
        print("Sorting grows a little faster than in proportion: with the logarithm of the rows, a tenth more.")


if __name__ == "__main__":
    main()
