"""The command that looks names up: geocode."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefmap.cli.options import gazetteer_option, online_options, open_gazetteer
from briefmap.cli.tables import candidates
from briefmap.errors import NoPlaceError, OnlineError
from briefmap.model import Place

if TYPE_CHECKING:
    from briefmap.geocoder import Service

__all__ = ["geocode"]


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--country", metavar="XX", help="Only places in this country (ISO 3166-1, two letters).")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@online_options
@gazetteer_option
def geocode(
    names: tuple[str, ...],
    country: str | None,
    form: str,
    online: Service | None,
    username: str | None,
    gazetteer: str | None,
) -> None:
    """Print the places that each NAME may stand for, best first.

    \b
    Examples:
      briefmap geocode روما
      briefmap geocode طرابلس --country LB
      briefmap geocode بغداد الموصل --format json
      briefmap geocode "حي التضامن، دمشق" --online nominatim
    """
    if country is not None and not re.fullmatch("[A-Za-z]{2}", country):
        raise click.BadParameter("give two letters, such as LB", param_hint="--country")
    from briefmap.gazetteer import Gazetteer

    gaz = open_gazetteer(gazetteer) or Gazetteer.open()
    found = {
        name: [place for place in gaz.lookup(name) if country is None or place.iso2 == country.upper()]
        for name in names
    }
    silent: OnlineError | None = None
    if online:
        from briefmap.geocoder import online as ask

        try:
            for name, places in found.items():
                within = f"{name}، {gaz.country(country).name_ar}" if country else name
                if answer := ask(within, online, username=username):
                    at = (answer.latitude, answer.longitude)
                    id = f"{online}:{at[0]:.4f},{at[1]:.4f}"
                    places.append(Place(id, answer.address, name, "site", *at, source=online))
        except OnlineError as error:  # what the gazetteer knows is printed all the same
            silent = error
    if form == "json":
        listed = [{"name": name, "candidates": [asdict(place) for place in places]} for name, places in found.items()]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2).encode())
    else:
        blocks = [f"{name}\n{candidates(places)}" for name, places in found.items() if places]
        if blocks:
            click.echo("\n\n".join(blocks))
    if silent:
        raise silent
    missing = [name for name, places in found.items() if not places]
    if missing:
        where = f" in {country.upper()}" if country else ""
        raise NoPlaceError(f"{'، '.join(missing)}: no such place is known{where}; try another spelling")
