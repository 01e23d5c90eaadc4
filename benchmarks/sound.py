"""How well an Arabic spelling finds a town whose Latin name alone is known.

    python -m benchmarks.sound           # report on the half held out
    python -m benchmarks.sound --tuning  # the same on the half that the costs and the threshold were fitted on

The cities that have an Arabic name in GeoNames are looked up by it among the Latin names of all cities of their
country. Every spelling counts that the list leads with, also translations and misprints. Right is the city itself:
a town of the same name elsewhere in the country is wrong. Halves are parted by a hash of the city's number. The United
States make 40 % of the list, and half of their towns share their name with others there, which no sound can tell apart.

Each city is asked for in three contexts: its country alone; its country, and its province where another town of the
country bears its name, as news does («بلدة سبرينغفيلد في ولاية إلينوي»); and both always. *Unlisted* is the share of
cities that get an answer, necessarily a false one, when the city itself and towns within 15 km are taken from the list.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from briefmap import sound
from briefmap.gazetteer import Gazetteer, ranked
from briefmap.model import Place
from gazetteer.tables import Row, bare, extract

GOAL = "goal: recall >= 0.75 at precision >= 0.95"


CONTEXTS = ("country", "news", "province")


@dataclass
class Tally:
    """Cities asked for, answered, rightly answered, and answered although they were taken from the list."""

    cities: int = 0
    answered: int = 0
    right: int = 0
    absent: int = 0

    def add(self, answered: bool, right: bool, absent: bool) -> None:
        """Count one city."""
        self.cities += 1
        self.answered += answered
        self.right += right
        self.absent += absent

    def __add__(self, other: Tally) -> Tally:
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Tally(*(one + another for one, another in pairs))

    def __str__(self) -> str:
        recall, precision = self.right / self.cities, self.right / max(1, self.answered)
        return f"{recall:6.3f}  {precision:9.3f}  {self.absent / self.cities:7.3f}"


def cities(held_out: bool) -> list[Row]:
    """One half of the cities that have an Arabic name."""
    return [row for row in extract("cities.csv") if zlib.crc32(row["geonameid"].encode()) % 2 == held_out]


def asked(row: Row) -> str:
    """The Arabic name as an article would give it: without the word for its kind, which is read before."""
    name = row.many("names_ar")[0]
    return bare(name) or name


def report(held_out: bool) -> None:
    """Recall and precision by country in each context, and how often a name that is not listed gets an answer."""
    gazetteer = Gazetteer.open()
    rows = cities(held_out)
    listed = (row for name in ("cities.csv", "cities_latin.csv.gz") for row in extract(name))
    bearers = Counter((row["iso2"], sound.latin(row["name"])) for row in listed)
    tallies: dict[str, dict[str, Tally]] = {context: defaultdict(Tally) for context in CONTEXTS}
    answers: dict[str, list[tuple[float, bool]]] = {context: [] for context in CONTEXTS}
    seconds = 0.0
    for row in rows:
        id, iso2 = f"geonames:{row['geonameid']}", row["iso2"]
        province = frozenset({f"iso:{row['province']}"}) if row["province"] else frozenset[str]()
        shared = bearers[iso2, sound.latin(row["name"])] > 1
        began = time.process_time()
        rivals = gazetteer.rivals(asked(row), frozenset({iso2}))
        seconds += time.process_time() - began
        groups = [iso2, "all", *(["but US"] if iso2 != "US" else []), *([] if shared else ["unique"])]
        for context in CONTEXTS:
            named = province if context == "province" or context == "news" and shared else frozenset[str]()
            inside = [rival for rival in rivals if not named or rival[0].admin1 in named]
            found = ranked(inside)
            right = bool(found) and found[0].place.id == id
            absent = ranked([rival for rival in inside if rival[0].id != id and not _near(rival[0], row)])
            for group in groups:
                tallies[context][group].add(bool(found), right, bool(absent))
            if found:
                answers[context].append((found[0].score, right))
    print(f"{len(rows)} cities of the {'held-out' if held_out else 'tuning'} half, threshold {sound.THRESHOLD}; {GOAL}")
    print("                 country alone               with its province, where shared   with its province")
    print("country  cities  recall  precision unlisted  recall  precision unlisted        recall  precision unlisted")
    table = tallies["country"]
    order = sorted(table, key=lambda group: (-table[group].cities, group))
    for group in order:
        if table[group].cities >= 40:
            print(f"{group:<8} {table[group].cities:6}  " + "     ".join(str(tallies[c][group]) for c in CONTEXTS))
    rest = [group for group in order if table[group].cities < 40]
    others = {context: sum((tallies[context][group] for group in rest), Tally()) for context in CONTEXTS}
    print(f"{'others':<8} {others['country'].cities:6}  " + "     ".join(str(others[c]) for c in CONTEXTS))
    print(f"{seconds / len(rows) * 1e3:.2f} ms of processor time a name")
    for context in CONTEXTS:
        for precision in (0.97, 0.95):
            recall, threshold = _reached(answers[context], precision, len(rows))
            print(f"{context}: precision {precision}: recall {recall:.3f} at threshold {threshold:.3f}")


def _near(place: Place, row: Row) -> bool:
    """Whether a place lies within about 15 km of a city, as its second entry in the list would."""
    return abs(place.lat - float(row["lat"])) < 0.15 and abs(place.lon - float(row["lon"])) < 0.2


def _reached(answers: Iterable[tuple[float, bool]], precision: float, cities: int) -> tuple[float, float]:
    """The highest recall at a precision, and the threshold from which it is reached."""
    best, right = (0.0, 1.0), 0
    for number, (score, is_right) in enumerate(sorted(answers, reverse=True), 1):
        right += is_right
        if right / number >= precision:
            best = (right / cities, score)
    return best


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sound", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--tuning", action="store_true", help="report on the half that was tuned on")
    chosen = parser.parse_args(arguments)
    report(held_out=not chosen.tuning)


if __name__ == "__main__":
    main()
