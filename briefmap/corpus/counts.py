"""A dataset counted by place, role and time, part after part.

An article is counted once wherever it is counted. So that any choice of roles still counts right, counts are kept by
set of roles (a bit mask): how many articles give a place just these roles on this day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import heappush, heappushpop
from typing import Any, NamedTuple

from briefmap.corpus.dataset import Dataset
from briefmap.errors import CorpusError

__all__ = ["Counts", "Listed", "PlaceCounts", "Times", "count"]

Times = Counter[tuple[date | None, int]]
"""How many articles, by day and set of roles."""

_COLUMNS = ("article_id", "place_id", "name", "name_ar", "kind", "iso2", "lat", "lon")
_SAID = ("role", "role_ar", "role_en", "score", "quote", "profile")
_MOST = 12
"""Articles kept of a place and a month, the surest ones: the rest is counted, but can't be listed."""


class Listed(NamedTuple):
    """An article that stands for a place: sorted, the surest come last."""

    score: float
    article_id: str
    day: date | None
    roles: int
    title: str
    page: str
    quote: str


@dataclass
class PlaceCounts:
    """One place, how many articles give it which roles when, and some of these articles by month."""

    name: str
    name_ar: str
    kind: str
    iso2: str
    lat: float
    lon: float
    times: Times = field(default_factory=Counter)
    listed: dict[str, list[Listed]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Counts:
    """A whole dataset. A role's bit is its place in `roles`."""

    roles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Arabic and English name by id."""
    places: dict[str, PlaceCounts] = field(default_factory=dict)
    countries: dict[str, Times] = field(default_factory=lambda: defaultdict(Counter))
    """Articles with any place in a country, by ISO alpha-2."""
    total: Times = field(default_factory=Counter)
    articles: int = 0
    """All that were briefed, also those that name no place."""
    profile: str = ""


def count(dataset: Dataset) -> Counts:
    """Count a dataset. Memory grows with its places and months, not with its articles.

    Raises CorpusError where the folder holds no dataset, or its profile has more roles than a set can hold (30).
    """
    found = Counts()
    for path in dataset.parts("places"):
        articles = {row["article_id"]: row for row in _rows(path.parent.parent / "articles" / path.name)}
        found.articles += len(articles)
        by_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in _read(path, (*_COLUMNS, *_SAID)):
            by_article[row["article_id"]].append(row)
        for id, rows in by_article.items():
            _add(found, articles[id], rows)
    if len(found.roles) > 30:
        raise CorpusError(f"{dataset.folder}: {len(found.roles)} roles; an atlas can tell 30 apart")
    return found


def _rows(path: Any) -> Iterator[dict[str, Any]]:
    rows = _read(path, ("article_id", "title", "date", "page", "status"))
    return (row for row in rows if row["status"] in ("done", "no_place"))


def _read(path: Any, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=list(columns), partitioning=None).to_pydict()
    for values in zip(*(table[column] for column in columns), strict=True):
        yield dict(zip(columns, values, strict=True))


def _add(found: Counts, article: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    day = article["date"]
    masks: Counter[str] = Counter()
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.roles.setdefault(row["role"], (row["role_ar"], row["role_en"]))
        found.profile = row["profile"]
        masks[row["place_id"]] |= 1 << list(found.roles).index(row["role"])
        if row["place_id"] not in best or row["score"] > best[row["place_id"]]["score"]:
            best[row["place_id"]] = row
    everywhere, countries = 0, Counter[str]()
    for id, row in best.items():
        mask = masks[id]
        everywhere |= mask
        if row["iso2"]:
            countries[row["iso2"]] |= mask
        if id not in found.places:
            found.places[id] = PlaceCounts(*(row[c] for c in ("name", "name_ar", "kind", "iso2", "lat", "lon")))
        place = found.places[id]
        place.times[day, mask] += 1
        listed = place.listed[f"{day:%Y-%m}" if day else ""]
        entry = Listed(row["score"], article["article_id"], day, mask, article["title"], article["page"], row["quote"])
        if len(listed) < _MOST:
            heappush(listed, entry)
        elif entry[:2] > listed[0][:2]:
            heappushpop(listed, entry)
    for iso2, mask in countries.items():
        found.countries[iso2][day, mask] += 1
    found.total[day, everywhere] += 1
