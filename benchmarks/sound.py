"""How well an Arabic spelling finds a town whose Latin name alone is known.

    python -m benchmarks.sound           # report on the half held out
    python -m benchmarks.sound --tuning  # the same on the half that the costs and the threshold were fitted on

The cities that have an Arabic name in GeoNames are looked up by it among the Latin names of all cities of their
country. Every spelling counts that the list leads with, also translations and misprints. Right is the city itself:
a town of the same name elsewhere in the country is wrong. Halves are parted by a hash of the city's number. The United
States make 40 % of the list, and half of their towns share their name with others there, which no sound can tell apart.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefmap import sound
from briefmap.gazetteer import Gazetteer
from gazetteer.tables import Row, bare, extract

GOAL = "goal: recall >= 0.75 at precision >= 0.95"


def cities(held_out: bool) -> list[Row]:
    """One half of the cities that have an Arabic name."""
    return [row for row in extract("cities.csv") if zlib.crc32(row["geonameid"].encode()) % 2 == held_out]


def asked(row: Row) -> str:
    """The Arabic name as an article would give it: without the word for its kind, which is read before."""
    name = row.many("names_ar")[0]
    return bare(name) or name


def report(held_out: bool) -> None:
    """Recall and precision by country, and how often a name that is not listed gets an answer."""
    gazetteer = Gazetteer.open()
    rows = cities(held_out)
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # cities, answers, right answers
    listed = (row for name in ("cities.csv", "cities_latin.csv.gz") for row in extract(name))
    bearers = Counter((row["iso2"], sound.latin(row["name"])) for row in listed)
    namesakes = 0
    answers: list[tuple[float, bool]] = []
    began = time.perf_counter()
    for row in rows:
        found = gazetteer.sound(asked(row), frozenset({row["iso2"]}))
        right = bool(found) and found[0].place.id == f"geonames:{row['geonameid']}"
        namesakes += bool(found) and not right and sound.latin(found[0].place.name) == sound.latin(row["name"])
        groups = [row["iso2"], "all"]
        if row["iso2"] != "US":
            groups.append("but US")
        if bearers[row["iso2"], sound.latin(row["name"])] == 1:
            groups.append("unique")  # the only city of its country that bears its name
        for tally in (count[group] for group in groups):
            tally[0] += 1
            tally[1] += bool(found)
            tally[2] += right
        if found:
            answers.append((found[0].score, right))
    seconds = time.perf_counter() - began
    print(f"{len(rows)} cities of the {'held-out' if held_out else 'tuning'} half, threshold {sound.THRESHOLD}; {GOAL}")
    print("country   cities  recall  precision")
    for iso2, (all_, answered, right_) in sorted(count.items(), key=lambda item: (-item[1][0], item[0])):
        if all_ >= 40:
            print(f"{iso2:<8} {all_:7}  {right_ / all_:6.3f}  {right_ / max(1, answered):9.3f}")
    rest = [tally for tally in count.values() if tally[0] < 40]
    totals = [sum(t[i] for t in rest) for i in range(3)]
    print(f"{'others':<8} {totals[0]:7}  {totals[2] / totals[0]:6.3f}  {totals[2] / totals[1]:9.3f}")
    means = [tally for iso2, tally in count.items() if len(iso2) == 2]
    recall = sum(t[2] / t[0] for t in means) / len(means)
    print(f"mean of {len(means)} countries: recall {recall:.3f}, precision {_mean_precision(means):.3f}")
    print(f"of the wrong answers {namesakes} are towns of the very same Latin name")
    print(f"{seconds / len(rows) * 1e3:.1f} ms a name")
    answers.sort(reverse=True)
    for precision in (0.97, 0.96, 0.95, 0.94):
        right_, best = 0, (0.0, 1.0)
        for n, (score, is_right) in enumerate(answers, 1):
            right_ += is_right
            if right_ / n >= precision:
                best = (right_ / len(rows), score)
        print(f"precision {precision}: recall {best[0]:.3f} at threshold {best[1]:.3f}")


def _mean_precision(tallies: Iterable[Sequence[int]]) -> float:
    answered = [t for t in tallies if t[1]]
    return sum(t[2] / t[1] for t in answered) / len(answered)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sound", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--tuning", action="store_true", help="report on the half that was tuned on")
    chosen = parser.parse_args(arguments)
    report(held_out=not chosen.tuning)


if __name__ == "__main__":
    main()
