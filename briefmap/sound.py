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
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from briefmap.arabic import key

__all__ = ["THRESHOLD", "alike", "cost", "keys", "latin", "scores", "skeleton", "spellings"]

THRESHOLD = 0.46
"""The score from which a match is given; `benchmarks/sound.py` measures what it costs and brings."""

_MISSING = 4.0  # a letter that the other side has nothing for
_ADDED = 2.5  # the same for an Arabic letter that may be a vowel
_VOWELS = frozenset("اويهءع")
_LONGEST = 8  # characters of the longest spelling in the table

# Consonants that transcriptions mix up are one class of the key; vowels, h and ʿayn are none.
_CLASSES = {
    letter: name
    for name, letters in dict(B="ب", F="ف", T="تطثدضذظ", S="سصزش", K="كقغجخ", L="ل", R="ر", M="م", N="ن").items()
    for letter in letters
}
_ARTICLES = frozenset("ad ar as ash at az an adh ath aş aţ aḑ aẓ".split())


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
def _table() -> dict[str, dict[str, float]]:
    """Latin spelling → Arabic rendering → cost. `^` and `$` stand for the beginning and the end of a word."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with files("briefmap.lexicon").joinpath("sounds.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["latin"]][row["arabic"]] = float(row["cost"])
    return dict(found)


@cache
def _letters() -> _Letters:
    return _Letters(frozenset("".join(_table())) - set("^$'"))


@cache
def _renderings() -> dict[str, list[tuple[str, list[tuple[str, float]]]]]:
    """The table by the first letter of the spelling."""
    found: dict[str, list[tuple[str, list[tuple[str, float]]]]] = defaultdict(list)
    for spelling, ways in _table().items():
        found[spelling[0]].append((spelling, list(ways.items())))
    return dict(found)


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
    return "".join(f"^{word}$" for word in reversed(kept))


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
    for spelling, ways in sorted(_table().items(), key=lambda item: len(item[0].strip("^$"))):
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
        for length in range(1, min(_LONGEST, len(text) - start) + 1):
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


def cost(name: str, spelling: str, limit: float = math.inf) -> float:
    """What it costs to read a Latin name (as `latin` gives it) as an Arabic spelling; infinite beyond `limit`.

    >>> cost(latin("Kidal"), "كيدال") < cost(latin("Kodal"), "كيدال")
    True
    """
    table = _renderings()
    width = len(spelling)
    rows = [[math.inf] * (width + 1) for _ in range(len(name) + 1)]
    rows[0][0] = 0.0
    beyond = 0  # rows in a row that lie beyond the limit; no spelling is long enough to jump over so many
    for i, row in enumerate(rows):
        for j, letter in enumerate(spelling):
            row[j + 1] = min(row[j + 1], row[j] + (_ADDED if letter in _VOWELS else _MISSING))
        if i == len(name):
            break
        beyond = beyond + 1 if min(row) > limit else 0
        if beyond == _LONGEST:
            return math.inf
        following, char = rows[i + 1], name[i]
        lost = 0.0 if char in "^$" else _MISSING
        for j, price in enumerate(row):
            if price + lost < following[j]:
                following[j] = price + lost
        for piece, ways in table.get(char, ()):
            if name.startswith(piece, i):
                there = rows[i + len(piece)]
                for rendering, price in ways:
                    long = len(rendering)
                    for j in range(width + 1 - long):
                        total = row[j] + price
                        if total < there[j + long] and spelling.startswith(rendering, j):
                            there[j + long] = total
    return rows[-1][-1] if rows[-1][-1] <= limit else math.inf


def alike(price: float, letters: int) -> float:
    """How alike two names sound, 0 to 1, from their cost and the number of Arabic letters."""
    return 1 / (1 + math.exp(3 * (price / max(3, letters) - 1.4)))


def scores(found: Sequence[tuple[float, int, int]]) -> Iterator[float]:
    """For each rival (cost, Arabic letters, population) the score: how alike it sounds, times its share.

    Rivals share by what they cost and, as a bare name means the larger town, by the root of their population.
    """
    least = min((price for price, *_ in found), default=0.0)
    weights = [math.exp(least - price) * math.sqrt(people + 300) for price, _, people in found]
    for (price, letters, _), weight in zip(found, weights, strict=True):
        yield alike(price, letters) * weight / sum(weights)
