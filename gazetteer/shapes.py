"""How foreign a word looks: `python -m gazetteer.shapes` weighs each pair of letters and writes `briefmap/lexicon/shapes.csv`.

A pair counts for a foreign name as much as names of towns outside the Arab world hold it more often than the words of
the lexicon and the names of Arab towns that begin with the article. Run it again after large changes of either.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import briefmap.lexicon
from briefmap.gazetteer import Gazetteer
from briefmap.lexicon import load, pairs

__all__ = ["weights"]

ARAB = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
NEIGHBOURS = frozenset("AF IL IR PK TR".split())  # where names of towns are as often Arabic words
LEAST = 1_000  # people of a town whose name counts
SMOOTHING = 0.5


def weights(foreign: Iterable[str], native: Iterable[str]) -> dict[str, int]:
    """The logarithm of the odds of each pair of letters, in tenths; those that say nothing are left out."""
    counts = [Counter(pair for word in words for pair in pairs(word)) for words in (foreign, native)]
    seen = sorted(set().union(*counts))
    odds = [{p: math.log((c[p] + SMOOTHING) / (c.total() + SMOOTHING * len(seen))) for p in seen} for c in counts]
    tenths = {pair: round(10 * (odds[0][pair] - odds[1][pair])) for pair in seen}
    return {pair: weight for pair, weight in tenths.items() if weight}


def main() -> None:
    """Write the table."""
    lexicon, gazetteer = load(), Gazetteer.open()
    towns = [(name, place.iso2, place.population) for name, place in gazetteer.single()]
    foreign = {n for n, iso2, people in towns if iso2 not in ARAB | NEIGHBOURS and people >= LEAST and len(n) > 3}
    native = {w for w in lexicon.words() if len(w) > 2} | {n for n, iso2, _ in towns if iso2 in ARAB and n[:2] == "ال"}
    path = Path(briefmap.lexicon.__file__).with_name("shapes.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("pair", "tenths"))
        rows.writerows(sorted(weights(foreign, native).items()))


if __name__ == "__main__":
    main()
