"""Learn how each language's names are written in Arabic, from the names that have an Arabic spelling.

    python -m benchmarks.learn_sounds

Rewrites the rows of `briefmap/lexicon/sounds.csv` that have a language. A Latin name and its Arabic spelling are laid
side by side in the cheapest way; what each spelling is written as, counted by language and mixed with the common
rows, gives the costs of the next round. Only the half of the cities that `benchmarks.sound` does not report on is read.
"""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.sound import asked, cities
from briefmap import sound

TABLE = Path(sound.__file__).parent / "lexicon" / "sounds.csv"
ROUNDS = 3
COMMON = 10  # so many sightings is the common row worth
DEAREST = 3.5
TELLING = 0.55  # a cost that differs less from the common row is left out
TRANSLATED = 1.6  # a name that costs more for each letter is another name, or a misprint

Table = Mapping[str, Mapping[str, float]]


def align(name: str, spelling: str, table: Table) -> tuple[list[tuple[str, str]], float]:
    """The cheapest way through a Latin name (as `sound.latin` gives it) and an Arabic spelling, and its cost."""
    width = len(spelling)
    prices = [[math.inf] * (width + 1) for _ in range(len(name) + 1)]
    came: dict[tuple[int, int], tuple[int, int]] = {}
    prices[0][0] = 0.0

    def step(i: int, j: int, to: tuple[int, int], price: float) -> None:
        if prices[i][j] + price < prices[to[0]][to[1]]:
            prices[to[0]][to[1]] = prices[i][j] + price
            came[to] = (i, j)

    for i in range(len(name) + 1):
        for j in range(width + 1):
            if j < width:
                step(i, j, (i, j + 1), sound.ADDED if spelling[j] in sound.VOWELS else sound.MISSING)
            if i == len(name) or prices[i][j] == math.inf:
                continue
            step(i, j, (i + 1, j), 0.0 if name[i] in "^$" else sound.MISSING)
            for length in range(1, sound.LONGEST + 1):
                for rendering, price in table.get(name[i : i + length], {}).items():
                    if i + length <= len(name) and spelling.startswith(rendering, j):
                        step(i, j, (i + length, j + len(rendering)), price)
    way = []
    at = (len(name), width)
    while at != (0, 0):
        before = came[at]
        way.append((name[before[0] : at[0]], spelling[before[1] : at[1]]))
        at = before
    return way[::-1], prices[-1][-1]


def pairs() -> Iterator[tuple[str, str, str]]:
    """Latin name, Arabic spelling and language of every city of the half that may be learnt from."""
    for row in cities(held_out=False):
        for spelling in sound.spellings(asked(row))[-1:]:
            language = sound.language(row["iso2"])
            if language and sound.latin(row["name"]):
                yield sound.latin(row["name"]), spelling, language


def learn() -> dict[str, dict[str, dict[str, float]]]:
    """Language → Latin spelling → Arabic rendering → cost."""
    common = sound.table("")
    known = list(pairs())
    tables: dict[str, dict[str, dict[str, float]]] = {}
    for _ in range(ROUNDS):
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        written: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for name, spelling, language in known:
            way, price = align(name, spelling, tables.get(language, common))
            if price <= TRANSLATED * max(3, len(spelling)):
                seen[language].update(
                    name[i : i + n] for i in range(len(name)) for n in range(1, min(sound.LONGEST, len(name) - i) + 1)
                )
                written[language].update(way)
        tables = {
            language: {
                piece: {
                    rendering: min(
                        DEAREST,
                        -math.log(
                            (written[language][piece, rendering] + COMMON * math.exp(-price))
                            / (seen[language][piece] + COMMON)
                        ),
                    )
                    for rendering, price in ways.items()
                }
                for piece, ways in common.items()
            }
            for language in sorted(seen)
        }
    return tables


def main() -> None:
    """Rewrite the table."""
    common = sound.table("")
    rows = [(piece, rendering, "", price) for piece, ways in common.items() for rendering, price in ways.items()]
    rows += [
        (piece, rendering, language, price)
        for language, table in learn().items()
        for piece, ways in table.items()
        for rendering, price in ways.items()
        if abs(price - common[piece][rendering]) >= TELLING
    ]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("latin", "arabic", "cost", "language"))
        for piece, rendering, language, price in sorted(rows, key=lambda r: (r[0], r[2], r[3], r[1])):
            writer.writerow((piece, rendering, f"{price:.1f}", language))
    print(f"{TABLE}: {len(rows)} rows")


if __name__ == "__main__":
    main()
