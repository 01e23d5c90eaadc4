"""All briefings of a dataset on one page that opens without a network."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from briefmap import profiles
from briefmap.boundaries import Boundaries, Worldview
from briefmap.corpus.counts import Counts, Listed, Times, count
from briefmap.corpus.dataset import Dataset
from briefmap.corpus.page import packed, page_html
from briefmap.errors import CorpusError, ProfileError

__all__ = ["LIMIT", "atlas_html"]

LIMIT = 5_000_000
"""Bytes that the page may take: beyond it time is told more coarsely, and fewer articles are listed for a place."""
_COUNTS = 1_600_000
_LISTED = (200, 100, 60, 40, 25, 15, 10, 6, 4, 2, 1, 0)
_UNITS = {"day": 100, "week": 110, "month": 130, "year": 10_000}
"""Units of time, each with the most bars that a histogram may have of it."""
_QUOTE = 320
_COLOURS = ("#b5443c", "#e08214", "#2b6ca3", "#7fa8c9", "#1b7f5c", "#a87dd4", "#a6761d", "#525866")


def atlas_html(
    folder: str | os.PathLike[str], page: str | os.PathLike[str] = "atlas.html", worldview: Worldview = "un"
) -> str:
    """The atlas of a dataset as one HTML file, at most 5 MB; `page` is where it will stand, since the links to the
    articles' maps are told from there. `worldview` says with whom disputed areas are shaded.

    Raises CorpusError where the folder holds no dataset, or one without a place.
    """
    dataset = Dataset(folder)
    counts = count(dataset)
    if not counts.places:
        raise CorpusError(f"{folder}: no article in it gives a place a role; there is nothing to draw")
    days = [day for day, _ in counts.total if day]
    told: dict[str, Any] = {}
    for unit, most in _UNITS.items():
        bins = _bins(days, unit)
        if len(bins) <= most:
            told = _counted(counts, unit, bins, worldview)
            if len(packed(told)) <= _COUNTS:
                break
    title = Path(folder).resolve().name
    base = quote(Path(os.path.relpath(Path(folder).resolve(), Path(page).resolve().parent)).as_posix()) + "/"

    def html(most: int) -> str:
        data = {**told, **_listed(counts, most, base), "complete": dataset.complete}
        return page_html("atlas", title, data, worldview)

    fitting = bisect_left(_LISTED, True, hi=len(_LISTED) - 1, key=lambda most: len(html(most).encode()) <= LIMIT)
    return html(_LISTED[fitting])


def _counted(counts: Counts, unit: str, bins: Sequence[date], worldview: Worldview) -> dict[str, Any]:
    """Counts as flat lists of bin, set of roles, articles; bin 0 holds the articles without a date."""
    numbers = {day: number for number, day in enumerate(bins, 1)}

    def flat(times: Times) -> list[int]:
        found: Counter[tuple[int, int]] = Counter()
        for (day, mask), articles in times.items():
            found[numbers[_start(day, unit)] if day else 0, mask] += articles
        return [value for (bin, mask), articles in sorted(found.items()) for value in (bin, mask, articles)]

    boundaries = Boundaries.open()
    names = {p.iso2: [p.name_ar, p.name] for id, p in counts.places.items() if id == f"iso:{p.iso2}"}
    return {
        "roles": _roles(counts),
        "unit": unit,
        "bins": [day.isoformat() for day in bins],
        "articles": counts.articles,
        "total": flat(counts.total),
        "countries": [
            {
                "iso2": iso2,
                "name": names.get(iso2) or _country(iso2),
                "features": boundaries.members(f"iso:{iso2}", worldview),
                "times": flat(times),
            }
            for iso2, times in sorted(counts.countries.items())
        ],
        "places": [
            {
                "id": id,
                "name": [p.name_ar, p.name],
                "kind": p.kind,
                "iso2": p.iso2,
                "at": [round(p.lat, 4), round(p.lon, 4)],
                "times": flat(p.times),
            }
            for id, p in sorted(counts.places.items())
        ],
    }


def _listed(counts: Counts, most: int, base: str) -> dict[str, Any]:
    """Up to `most` articles a place, spread over the months, the surest of each first; words stand once."""
    articles: dict[str, int] = {}
    quotes: dict[str, int] = {}
    told: list[list[Any]] = []
    lists: list[list[int]] = []
    for _, place in sorted(counts.places.items()):
        entries: list[int] = []
        for entry in _spread(place.listed, most):
            if entry.article_id not in articles:
                articles[entry.article_id] = len(told)
                page = base + quote(entry.page) if entry.page else ""
                title = entry.title if len(entry.title) <= 120 else entry.title[:119] + "…"
                told.append([title, entry.day.isoformat() if entry.day else "", page])
            said = entry.quote if len(entry.quote) <= _QUOTE else entry.quote[: _QUOTE - 1] + "…"
            number = quotes.setdefault(said, len(quotes))
            entries += [articles[entry.article_id], entry.roles, number, round(entry.score * 100)]
        lists.append(entries)
    return {"listed": told, "quotes": list(quotes), "lists": lists}


def _spread(listed: dict[str, list[Listed]], most: int) -> list[Listed]:
    ranked = [
        (rank, month, entry)
        for month, entries in listed.items()
        for rank, entry in enumerate(sorted(entries, key=lambda e: (-e.score, e.article_id)))
    ]
    chosen = sorted(ranked, key=lambda r: (r[0], r[1]))[:most]
    return sorted((entry for *_, entry in chosen), key=lambda e: (e.day or date.min, e.article_id), reverse=True)


def _roles(counts: Counts) -> list[dict[str, Any]]:
    """The roles that occur, each bit's in its place, in the colours of their profile where that ships with briefmap."""
    try:
        known = {role.id: role for role in profiles.load(counts.profile.rpartition(" ")[0]).roles}
    except ProfileError:
        known = {}
    found: list[dict[str, Any]] = []
    for number, (id, (ar, en)) in enumerate(counts.roles.items()):
        role = known.get(id)
        colour = role.color if role else _COLOURS[number % len(_COLOURS)]
        found.append({"id": id, "name": [ar, en], "color": colour, "symbol": role.symbol if role else "●"})
    return found


def _country(iso2: str) -> list[str]:
    from briefmap.gazetteer import Gazetteer

    place = Gazetteer.open().country(iso2)
    return [place.name_ar, place.name]


def _start(day: date, unit: str) -> date:
    """The first day of the unit of time that a day lies in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def _bins(days: Sequence[date], unit: str) -> list[date]:
    """Every unit of time from the first day to the last, also those without an article."""
    if not days:
        return []
    at, last, found = _start(min(days), unit), max(days), []
    while at <= last:
        found.append(at)
        try:
            at = _start(at + timedelta(days={"day": 1, "week": 7, "month": 32, "year": 367}[unit]), unit)
        except OverflowError:
            break
    return found
