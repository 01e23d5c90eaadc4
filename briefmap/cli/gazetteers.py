"""The commands for a gazetteer of one's own: gazetteer build, download, info, search and validate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["gazetteer"]

_FILE = click.Path(path_type=Path)


@click.group()
def gazetteer() -> None:
    """Make a gazetteer of the whole of GeoNames, or look into one.

    \b
    Examples:
      briefmap gazetteer download -o geonames
      briefmap gazetteer build --geonames geonames/allCountries.zip \\
          --alternate-names geonames/alternateNamesV2.zip -o world.sqlite
      briefmap map article.txt --gazetteer world.sqlite
    """


@gazetteer.command()
@click.option("--geonames", "places", type=_FILE, required=True, metavar="FILE", help="GeoNames' allCountries.zip.")
@click.option(
    "--alternate-names", "names", type=_FILE, required=True, metavar="FILE", help="GeoNames' alternateNamesV2.zip."
)
@click.option("--admin1", type=_FILE, metavar="FILE", help="GeoNames' admin1CodesASCII.txt: provinces of the places.")
@click.option(
    "--natural-earth",
    "areas",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="A zip of Natural Earth: ne_10m_admin_1_states_provinces, ne_10m_geography_regions_polys or "
    "ne_10m_admin_0_countries. Once for each.",
)
@click.option("-o", "--output", type=_FILE, required=True, metavar="FILE", help="Where to write the gazetteer.")
def build(places: Path, names: Path, admin1: Path | None, areas: tuple[Path, ...], output: Path) -> None:
    """Write a gazetteer of GeoNames' dumps on top of what briefmap knows already.

    It keeps every place with an Arabic name, and every populated place, to be found by sound. Other dumps in the same
    columns will do, such as one country's. Natural Earth's provinces and regions join with names and polygons where
    briefmap has none, its countries with names; how states are drawn stays as it is. A gazetteer that was there stays
    until the new one is complete.
    """
    from briefmap.compiling.geonames import build

    shown = ["", -1]

    def report(step: str, read: int, of: int) -> None:
        share = 100 * read // of if of else 0
        if sys.stderr.isatty() and shown != [step, share]:
            shown[:] = [step, share]
            click.echo(f"\r{step} {share:3}%  " if of else f"\r{step} …      ", err=True, nl=False)

    done = build(output, places, names, admin1, areas, report=report)
    if shown[0]:
        click.echo(err=True)
    click.echo(
        f"Wrote {click.format_filename(output)}: {done.places:,} places with {done.arabic_names:,} names, of "
        f"{done.places_read:,} places and {done.names_read:,} names of GeoNames ({output.stat().st_size / 1e6:,.0f} MB)"
    )


@gazetteer.command()
@click.option("-o", "--output", type=_FILE, required=True, metavar="DIR", help="The folder to put the files in.")
@click.option("--natural-earth", is_flag=True, help="Polygons of countries, provinces and regions too.")
@click.option("-y", "--yes", is_flag=True, help="Don't ask.")
def download(output: Path, natural_earth: bool, yes: bool) -> None:
    """Fetch GeoNames' dumps into a folder: says what it takes, asks, goes on where it broke off.

    \b
    Examples:
      briefmap gazetteer download -o geonames
      briefmap gazetteer download -o geonames --yes
    """
    from briefmap.compiling.download import GEONAMES, NATURAL_EARTH, fetch, sizes

    files = sizes((*GEONAMES, *NATURAL_EARTH) if natural_earth else GEONAMES, output)
    for file in files:
        here = (
            " (here already)" if file.here == file.size else f" ({file.here / 1e6:,.1f} are here)" if file.here else ""
        )
        click.echo(f"{file.size / 1e6:10,.1f} MB  {file.address}{here}")
    left = sum(file.size - file.here for file in files)
    click.echo(f"{left / 1e6:10,.1f} MB to fetch into {click.format_filename(output)}")
    if left and not yes:
        click.confirm("Go on?", abort=True)
    for file in files:
        label = f"{file.name:<24}"
        with click.progressbar(length=file.size, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            bar.update(file.here)
            fetch(file, output, bar.update)
    click.echo("All files are complete.")


@gazetteer.command()
@click.argument("file", type=_FILE, required=False)
def info(file: Path | None) -> None:
    """Print what the gazetteer FILE holds, or the embedded one."""
    from briefmap.compiling.checking import facts

    found = facts(file)
    width = max(map(len, found))
    for label, value in found.items():
        click.echo(f"{label:<{width}}  {value}")


@gazetteer.command()
@click.argument("file", type=_FILE)
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--country", metavar="XX", help="Look in this country alone, and by sound too.")
def search(file: Path, names: tuple[str, ...], country: str | None) -> None:
    """Print the places of the gazetteer FILE that bear each NAME, best first.

    \b
    Examples:
      briefmap gazetteer search world.sqlite تمبكتو
      briefmap gazetteer search world.sqlite تيساليت --country ML
    """
    from briefmap.cli.tables import candidates
    from briefmap.errors import NoPlaceError
    from briefmap.gazetteer import Gazetteer

    known = Gazetteer.open(file)
    missing = []
    for name in names:
        places = [place for place in known.lookup(name) if country is None or place.iso2 == country.upper()]
        matches = known.sound(name, frozenset({country.upper()})) if country and not places else ()
        if not places and not matches:
            missing.append(name)
            continue
        click.echo(f"{name}\n{candidates(places or [match.place for match in matches])}")
        if matches:
            click.echo("by sound: " + ", ".join(f"{match.name} {match.score:.0%}" for match in matches))
    if missing:
        raise NoPlaceError(f"{'، '.join(missing)}: no such place in {file}; try another spelling, or --country")


@gazetteer.command()
@click.argument("file", type=_FILE, required=False)
def validate(file: Path | None) -> None:
    """Check the gazetteer FILE, or the embedded one: print each fault, and exit with 1 where there is one."""
    from itertools import islice

    from briefmap.compiling.checking import faults
    from briefmap.gazetteer import EMBEDDED

    found = list(islice(faults(file), 21))
    for line in found[:20]:
        click.echo(line, err=True)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{click.format_filename(file or EMBEDDED)}: valid")
