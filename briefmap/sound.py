"""Arabic spellings against Latin names, by sound: موسيمبوا دا برايا is Mocímboa da Praia.

The table `lexicon/sounds.csv` says how Arabic writes the letters of European and Asian spellings, and what each way
costs: nothing for the usual one, up to 3.5 for a rare one. The cheapest way through both names tells how alike they
sound. A coarse key, consonants alone, finds the few names that are worth the comparison.
"""

from __future__ import annotations

import csv
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from briefmap.arabic import key

__all__ = [
    "ADDED",
    "FARTHEST",
    "LONGEST",
    "MISSING",
    "RIVAL",
    "THRESHOLD",
    "VOWELS",
    "Rival",
    "cost",
    "costs",
    "fits",
    "keys",
    "language",
    "latin",
    "scores",
    "skeleton",
    "spellings",
    "table",
]

FOLDER = Path(__file__).parent / "lexicon"

THRESHOLD = 0.6
"""The score from which a match is given; `benchmarks/sound.py` measures what it costs and brings."""

RIVAL = 5.0
"""A name that costs so much more than another weighs less than a hundredth as its rival, and is left out."""

FARTHEST = 1.3
"""The cost for each letter beyond which no name is alike enough to be an answer, nor much of a rival."""

MISSING = 4.0  # a letter that the other side has nothing for
ADDED = 2.5  # the same for an Arabic letter that may be a vowel
VOWELS = frozenset("اويهءع")
LONGEST = 8  # characters of the longest spelling in the table

# Consonants that transcriptions mix up are one class of the key; vowels, h and ʿayn are none.
_CLASSES = {
    letter: name
    for name, letters in dict(B="ب", F="ف", T="تطثدضذظ", S="سصزش", K="كقغجخ", L="ل", R="ر", M="م", N="ن").items()
    for letter in letters
}
_ARTICLES = frozenset("ad ar as ash at az an adh ath aş aţ aḑ aẓ".split())


class Rival(NamedTuple):
    """A town that may be meant: what its name costs, in how many Arabic letters, how many live there, and whether it
    is the name that the town usually bears."""

    cost: float
    letters: int
    population: int
    usual: bool = True


class _Letters(dict[int, str]):
    """Latin letters as the table has them: those with marks that change the sound, and the rest bare."""

    def __init__(self, kept: frozenset[str]) -> None:
        super().__init__({ord(char): char for char in kept} | dict.fromkeys(map(ord, "'‘’ʻʼʿʾʹ`´"), "'"))

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = unicodedata.normalize("NFKD", char)[0]
        self[code] = bare if "a" <= bare <= "z" else "" if unicodedata.category(char) == "Mn" else " "
        return self[code]


@cache
def _rows() -> dict[str, list[tuple[str, str, float]]]:
    """Language → Latin spelling, Arabic rendering, cost; "" is the common reading."""
    rows: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    with (FOLDER / "sounds.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["language"]].append((row["latin"], row["arabic"], float(row["cost"])))
    return rows


@cache
def table(language: str = "") -> dict[str, dict[str, float]]:
    """Latin spelling → Arabic rendering → cost. `^` and `$` stand for the beginning and the end of a word."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for spelling, rendering, price in (row for chosen in ("", language) for row in _rows().get(chosen, ())):
        found[spelling][rendering] = price
    return dict(found)


@cache
def _languages() -> dict[str, str]:
    with (FOLDER / "readings.csv").open(encoding="utf-8") as file:
        return {iso2: row["language"] for row in csv.DictReader(file) for iso2 in row["countries"].split("|")}


def language(iso2: str) -> str:
    """The language by which names of a country are read (`lexicon/readings.csv`), or "" for the common reading.

    >>> language("MX"), language("IS"), language("LA")
    ('es', 'sc', '')
    """
    return _languages().get(iso2, "")


@cache
def _letters() -> _Letters:
    return _Letters(frozenset("".join(table())) - set("^$'"))


def latin(name: str) -> str:
    """A Latin name as the table reads it, without an Arabic article at a word's beginning.

    >>> latin("Mocímboa da Praia"), latin("Az Zubayr")
    ('^mocimboa$^da$^praia$', '^zubayr$')
    """
    words = unicodedata.normalize("NFC", name).casefold().translate(_letters()).split()
    kept = words[-1:]
    for word, following in reversed(list(pairwise(words))):
        if word not in ("al", "el") and not (word in _ARTICLES and following.startswith(word[1:])):
            kept.append(word)
    return f"^{'$^'.join(reversed(kept))}$" if kept else ""


def spellings(name: str) -> tuple[str, ...]:
    """An Arabic name as letters in a row, and without what may be the article of its words.

    >>> spellings("الزبير")
    ('الزبير', 'زبير')
    """
    words = key(name).split()
    bare = (w[2:] if w.startswith("ال") and len(w) != 3 else w for w in words)
    return tuple(dict.fromkeys(filter(None, ("".join(words), "".join(bare)))))


def _joined(key: str, classes: str) -> str:
    """The key with more classes: doubled ones once, and ts, tsh as s."""
    for name in classes:
        if name == "S" and key.endswith("T"):
            key = key[:-1]
        if not key.endswith(name):
            key += name
    return key


def fits(name: str, spelling: str) -> bool:
    """Whether a Latin name is short enough to be read as an Arabic spelling.

    Of 28,180 towns that have both names and sound alike, all but two are. What follows is far slower.

    >>> fits("Kidal", "كيدال"), fits("Khanty-Mansiysk", "كيدال")
    (True, False)
    """
    return len(name) - 3 * name.count(" ") <= 1.5 * len(spelling) + 3


def skeleton(spelling: str) -> str:
    """The key of an Arabic spelling.

    >>> skeleton("كيدال"), skeleton("تيساليت")
    ('KTL', 'SLT')
    """
    return _joined("", "".join(_CLASSES.get(letter, "") for letter in spelling))


@cache
def _options() -> dict[str, list[tuple[str, float]]]:
    """Latin spelling → what it may add to a key, and the cost; nothing that its letters, one by one, give as well."""
    found: dict[str, list[tuple[str, float]]] = {}
    for spelling, ways in sorted(table().items(), key=lambda item: len(item[0].strip("^$"))):
        best: dict[str, float] = {}
        for rendering, price in ways.items():
            classes = "".join(_CLASSES.get(letter, "") for letter in rendering)
            if price < 3.45:
                best[classes] = min(price, best.get(classes, math.inf))
        if len(spelling) > 1:
            alone = {classes for classes, price in _ways(spelling, found, 12) if price <= 6}
            best = {classes: price for classes, price in best.items() if _joined("", classes) not in alone}
        if best:
            found[spelling] = sorted(best.items(), key=lambda item: item[1])
    return found


def _ways(text: str, options: dict[str, list[tuple[str, float]]], kept: int) -> list[tuple[str, float]]:
    """The cheapest keys of a Latin text, each with its cost."""
    beams: list[dict[str, float]] = [{} for _ in range(len(text) + 1)]
    beams[0][""] = 0.0
    for start, char in enumerate(text):
        here = beams[start]
        if len(here) > kept:
            here = dict(sorted(here.items(), key=lambda item: item[1])[:kept])
        for length in range(1, min(LONGEST, len(text) - start) + 1):
            ways = options.get(text[start : start + length]) or (length == 1 and char in "^$" and [("", 0.0)])
            if ways:
                there = beams[start + length]
                for known, before in here.items():
                    for classes, price in ways:
                        joined = _joined(known, classes) if classes else known
                        if before + price < there.get(joined, math.inf):
                            there[joined] = before + price
    return sorted(beams[-1].items(), key=lambda item: (item[1], item[0]))


@lru_cache(maxsize=200_000)
def _word_keys(word: str) -> list[tuple[str, float]]:
    return _ways(word, _options(), 8)[:5]


def keys(name: str) -> tuple[str, ...]:
    """The keys under which a Latin name is filed, likeliest first: at most five, one for each way to say it.

    >>> keys("Gao"), keys("Tessalit")
    (('K',), ('SLT',))
    """
    ways: dict[str, float] = {"": 0.0}
    for word in latin(name).split("^")[1:]:
        joined: dict[str, float] = {}
        for known, before in ways.items():
            for classes, price in _word_keys(f"^{word}"):
                both = _joined(known, classes)
                joined[both] = min(before + price, joined.get(both, math.inf))
        ways = dict(sorted(joined.items(), key=lambda item: (item[1], item[0]))[:5])
    best = min(ways.values(), default=0.0)
    return tuple(way for way, price in ways.items() if way and price <= best + 3.5)


class _Endings:
    """The table's spellings, read from the last letter backwards: how Arabic writes what is read so far, and what may
    stand before it."""

    def __init__(self) -> None:
        self.ways: dict[str, float] = {}
        self.before: dict[str, _Endings] = {}


@cache
def _shapes(language: str) -> tuple[_Endings, frozenset[str]]:
    """The table's spellings by their endings, and the beginnings of the longer ones."""
    root = _Endings()
    openings: set[str] = set()
    for piece, ways in table(language).items():
        ending = root
        for letter in reversed(piece):
            ending = ending.before.setdefault(letter, _Endings())
        ending.ways = ways
        openings.update(piece[:end] for end in range(1, len(piece)))
    return root, frozenset(openings)


def _moves(ways: dict[str, float], spelling: str) -> Iterator[tuple[int, int, float]]:
    """Where renderings stand in a spelling, from and to, and their cost."""
    for rendering, price in ways.items():
        start = spelling.find(rendering)
        while start >= 0:
            yield start, start + len(rendering), price
            start = spelling.find(rendering, start + 1) if start < len(spelling) else -1


def costs(names: Iterable[str], spelling: str, limit: float = math.inf, language: str = "") -> dict[str, float]:
    """What it costs to read Latin names (as `latin` gives them) as an Arabic spelling; only those within `limit`.

    Names that begin alike share the work, and a beginning beyond the limit ends it for all of them.

    >>> found = costs([latin("Kidal"), latin("Kodal")], "كيدال")
    >>> min(found, key=found.get)
    '^kidal$'
    """
    endings, openings = _shapes(language)
    moves: dict[_Endings, list[tuple[int, int, float]]] = {}
    added = [ADDED if letter in VOWELS else MISSING for letter in spelling]
    rows = [list(accumulate(added, initial=0.0))]
    lows = [0.0]
    found: dict[str, float] = {}
    read = ""  # the letters that `rows` stand for; a name was given up behind them where `beyond`
    beyond = False
    for name in sorted(names):
        if beyond and name.startswith(read):
            continue
        shared = _shared(read, name)
        del rows[shared + 1 :], lows[shared + 1 :]
        beyond, read = False, name
        for i in range(shared, len(name)):
            lost = 0.0 if name[i] in "^$" else MISSING
            row = [price + lost for price in rows[i]]
            ending = endings
            for first in range(i, -1, -1):
                longer = ending.before.get(name[first])
                if longer is None:
                    break
                ending = longer
                if not ending.ways:
                    continue
                ways = moves.get(ending)
                if ways is None:
                    ways = moves[ending] = list(_moves(ending.ways, spelling))
                before = rows[first]
                for start, end, price in ways:
                    total = before[start] + price
                    if total < row[end]:
                        row[end] = total
            for j, price in enumerate(added):
                if row[j] + price < row[j + 1]:
                    row[j + 1] = row[j] + price
            rows.append(row)
            lows.append(min(row))
            if lows[-1] > limit and not _open(name, i + 1, lows, limit, openings):
                beyond, read = True, name[: i + 1]
                break
        else:
            if rows[-1][-1] <= limit:
                found[name] = rows[-1][-1]
                limit = min(limit, rows[-1][-1] + RIVAL)
    return found


def _shared(one: str, other: str) -> int:
    """With how many letters both names begin."""
    shared, most = 0, min(len(one), len(other))
    while shared < most and one[shared] == other[shared]:
        shared += 1
    return shared


def _open(name: str, end: int, lows: list[float], limit: float, openings: frozenset[str]) -> bool:
    """Whether a longer spelling that the table has may still begin within the limit before the letter `end`."""
    for first in range(end - 1, max(end - LONGEST, -1), -1):
        if lows[first] <= limit and name[first:end] in openings:
            return True
    return False


def cost(name: str, spelling: str, limit: float = math.inf) -> float:
    """What it costs to read one Latin name (as `latin` gives it) as an Arabic spelling; infinite beyond `limit`.

    >>> cost(latin("Kidal"), "كيدال") < cost(latin("Kodal"), "كيدال")
    True
    """
    return costs([name], spelling, limit).get(name, math.inf)


def scores(found: Sequence[Rival]) -> Iterator[float]:
    """For each rival the chance that it is meant, 0 to 1: by how alike it sounds, and by its share among all.

    Rivals share by what they cost and, as a bare name means the larger town and its usual name, by the root of their
    population and twelvefold by that name; another name that sounds alike is often chance. The numbers were fitted on
    half of the towns that have an Arabic name, each asked for twice: as it is, and as if it were not listed.
    """
    least = min((rival.cost for rival in found), default=0.0)
    weights = [math.exp(least - rival.cost + 2.5 * rival.usual) * math.sqrt(rival.population + 300) for rival in found]
    total = sum(weights)
    for rival, weight in zip(found, weights, strict=True):
        odds = 6.4 * weight / total - 2.6 * rival.cost / max(3, rival.letters) - 1.2 * (not rival.usual) - 2.9
        yield 1 / (1 + math.exp(-odds))
