"""What changed between two datasets of the same articles, such as after a new gazetteer or profile."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from briefmap.corpus.dataset import Dataset

if TYPE_CHECKING:
    import pandas

__all__ = ["Change", "Comparison", "Kind", "compare", "compare_html"]

Kind = Literal["gained", "lost", "moved", "role"]

_KEY = ["article_id", "place_id", "role"]
_COLUMNS = [*_KEY, "name", "name_ar", "kind", "iso2", "lat", "lon", "role_ar", "role_en", "mention_start", "quote"]


@dataclass(frozen=True, slots=True)
class Change:
    """A place with a role in one dataset (`before`) and the other (`after`): id and role, empty where it has none."""

    kind: Kind
    article_id: str
    before: tuple[str, str]
    after: tuple[str, str]
    quote: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes in articles that both datasets hold, and how many articles only one of them holds.

    `moved` is a mention that is another place now, with the same role; `role` the same place with another role.
    """

    articles: int
    only_before: int
    only_after: int
    same: int
    """Places with the same role in both."""
    changes: tuple[Change, ...]
    places: dict[str, tuple[str, str, float, float]]
    """Arabic and English name, latitude and longitude of every place of a change."""
    roles: dict[str, tuple[str, str]]

    def counted(self) -> list[tuple[Kind, tuple[str, str], tuple[str, str], int]]:
        """Changes of a kind between the same places and roles, with how many articles they are in, most first."""
        found = Counter((c.kind, c.before, c.after) for c in self.changes)
        return [(*what, number) for what, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def compare(before: str | os.PathLike[str], after: str | os.PathLike[str]) -> Comparison:
    """Compare two datasets row by row. Raises CorpusError where a folder holds none.

    Both are held in memory.
    """
    frames, articles = [], []
    for folder in (before, after):
        dataset = Dataset(folder)
        told = _frame(dataset, "articles", ["article_id", "status"])
        articles.append(set(told.article_id[told.status.isin(["done", "no_place"])]))
        frames.append(_frame(dataset, "places", _COLUMNS))
    both = articles[0] & articles[1]
    old, new = (frame[frame.article_id.isin(both)].drop_duplicates(_KEY) for frame in frames)
    joined = old[_KEY].merge(new[_KEY], on=_KEY, how="outer", indicator=True)
    lost = old.merge(joined[joined["_merge"] == "left_only"][_KEY], on=_KEY)
    gained = new.merge(joined[joined["_merge"] == "right_only"][_KEY], on=_KEY)
    changes: list[Change] = []
    moved_key, role_key = ["article_id", "mention_start", "role"], ["article_id", "place_id"]
    for kind, key in (("moved", moved_key), ("role", role_key)):
        pairs = lost.merge(gained, on=key, suffixes=("_old", "_new")) if len(lost) and len(gained) else lost[:0]
        used: set[tuple[str, str, str]] = set()
        for row in pairs.to_dict("records"):
            one, two = ((row["article_id"], *_told(row, end)) for end in ("_old", "_new"))
            if one not in used and two not in used:
                used |= {one, two}
                changes.append(Change(kind, one[0], one[1:], two[1:], row["quote_new"]))  # type: ignore[arg-type]
        lost, gained = _without(lost, used), _without(gained, used)
    for row in lost.to_dict("records"):
        changes.append(Change("lost", row["article_id"], (row["place_id"], row["role"]), ("", ""), row["quote"]))
    for row in gained.to_dict("records"):
        changes.append(Change("gained", row["article_id"], ("", ""), (row["place_id"], row["role"]), row["quote"]))
    named = {end[0] for change in changes for end in (change.before, change.after)}
    places, roles = {}, {}
    for frame in (old, new):
        for row in frame[frame.place_id.isin(named)].drop_duplicates("place_id").to_dict("records"):
            places[row["place_id"]] = (row["name_ar"], row["name"], row["lat"], row["lon"])
        for row in frame.drop_duplicates("role").to_dict("records"):
            roles[row["role"]] = (row["role_ar"], row["role_en"])
    return Comparison(
        len(both),
        len(articles[0] - both),
        len(articles[1] - both),
        int((joined["_merge"] == "both").sum()),
        tuple(sorted(changes, key=lambda c: (c.article_id, c.kind, c.before, c.after))),
        dict(sorted(places.items())),
        dict(sorted(roles.items())),
    )


def compare_html(found: Comparison, title: str) -> str:
    """The comparison as one page that opens without a network: the changes on a map and in a table."""
    from briefmap.corpus.page import page_html

    numbers = {id: number for number, id in enumerate(found.places)}
    changes = [
        [kind, numbers.get(old[0], -1), old[1], numbers.get(new[0], -1), new[1], articles]
        for kind, old, new, articles in found.counted()
    ]
    data: dict[str, Any] = {
        "articles": found.articles,
        "places": [[ar, en, round(lat, 4), round(lon, 4)] for ar, en, lat, lon in found.places.values()],
        "roles": found.roles,
        "changes": changes[:5000],
        "total": len(changes),
    }
    return page_html("compare", title, data)


def _without(frame: pandas.DataFrame, used: set[tuple[str, str, str]]) -> pandas.DataFrame:
    """The rows that aren't one half of a pair."""
    left = [number for number, row in enumerate(frame[_KEY].itertuples(index=False, name=None)) if row not in used]
    return frame.iloc[left]


def _told(row: dict[str, Any], end: str) -> tuple[str, str]:
    """Place and role of one side of a pair; what the pair has in common stands without the side's ending."""
    return tuple(row[c] if c in row else row[c + end] for c in ("place_id", "role"))


def _frame(dataset: Dataset, table: str, columns: list[str]) -> pandas.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = [pq.read_table(path, columns=columns, partitioning=None) for path in dataset.parts(table)]
    frame: pandas.DataFrame = pa.concat_tables(parts).to_pandas()
    return frame
