"""Which cities a map names so that its reader finds the way, and what it calls them in Arabic."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from briefmap.arabic import key
from briefmap.model import Place
from gazetteer.tables import bare

__all__ = ["landmarks"]

# Of each country so many cities, the largest; everywhere those above so many people; none below.
_MOST, _LARGE, _SMALL = 5, 1_500_000, 20_000
# Cities of a country within so many degrees of each other share one name: at the zooms of a map they are one place.
_NEAR = 0.25
# A seat of government orients a reader as a city of so many times its people does.
_SEAT = 4


def landmarks(
    places: Mapping[str, Place], capitals: Collection[str], demonyms: Mapping[str, Collection[str]]
) -> list[tuple[int, str, str]]:
    """Rank, id and Arabic label of each city, the weightiest first; `demonyms` are the keys of a country's nisbas."""
    countries: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places.values(), key=lambda place: (-place.population, place.id)):
        if place.kind == "city" and place.name_ar and (place.population >= _SMALL or place.id in capitals):
            countries[place.iso2].append(place)
    weighed: list[tuple[float, Place]] = []
    for cities in countries.values():
        for number, group in enumerate(_groups(cities)):
            seats = [city for city in group if city.id in capitals]
            if seats or number < _MOST or group[0].population >= _LARGE:
                weight = group[0].population * (_SEAT if seats else 1)
                weighed += [(weight, city) for city in seats or (_main(group),)]
    weighed.sort(key=lambda each: (-each[0], each[1].id))
    return [
        (rank, city.id, _label(city, places, demonyms.get(city.iso2, ()))) for rank, (_, city) in enumerate(weighed)
    ]


def _groups(cities: Iterable[Place]) -> list[list[Place]]:
    """A large city with those around it, the largest first; `cities` come in that order."""
    groups: list[list[Place]] = []
    for city in cities:
        wide = _NEAR / max(math.cos(math.radians(city.lat)), 0.01)
        around = (g for g in groups if abs(g[0].lat - city.lat) < _NEAR and abs(g[0].lon - city.lon) < wide)
        if group := next(around, None):
            group.append(city)
        else:
            groups.append([city])
    return groups


def _main(group: list[Place]) -> Place:
    """The largest, unless its name is another's with more behind it: lists give a quarter («الموصل الجديدة») the
    people of the whole city. Of two rows for one city that which editors know."""
    name = key(group[0].name_ar)
    whole = [city for city in group if f"{name} ".startswith(f"{key(city.name_ar)} ")]
    return min(whole, key=lambda city: (len(key(city.name_ar)), "editors" not in city.source, -city.population))


def _label(city: Place, places: Mapping[str, Place], demonyms: Collection[str]) -> str:
    """The Arabic name without what tells it from namesakes («مشهد الإيرانية», «سوتشو آنهوي»), which the map shows."""
    if bare(city.name_ar):  # «مدينة الكويت»
        return city.name_ar
    above = [key(places[id].name_ar) for id in (city.admin1, f"iso:{city.iso2}") if id in places]
    words = city.name_ar.split()
    least = len(re.split("[ -]", city.name))  # «سانتياغو دي كوبا» is its name, in Latin as well
    for cut in range(1, len(words)):
        rest = key(" ".join(words[cut:]))
        if rest in demonyms and rest.startswith("ال") or rest in above and cut >= least:
            return " ".join(words[:cut])
    return city.name_ar
