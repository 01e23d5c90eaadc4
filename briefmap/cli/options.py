"""Options that several commands share, and what they open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefmap.errors import OnlineError

if TYPE_CHECKING:
    from briefmap.gazetteer import Gazetteer
    from briefmap.geocoder import Service
    from briefmap.model import Briefing

__all__ = ["gazetteer_option", "online_options", "open_gazetteer", "profile_option", "supplement", "worldview_option"]

profile_option = click.option(
    "--profile", default="security", show_default=True, metavar="NAME|FILE", help="Which roles to look for."
)
gazetteer_option = click.option(
    "--gazetteer", type=click.Path(), metavar="FILE", help="Use this gazetteer instead of the embedded one."
)
worldview_option = click.option(
    "--worldview",
    type=click.Choice(["un", "de-facto"]),
    default="un",
    show_default=True,
    help="With whom disputed areas are drawn: as the United Nations place them, or with whoever holds them.",
)


def online_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --online and --username."""
    username = click.option("--username", metavar="NAME", help="Your user name with GeoNames, for --online geonames.")
    online = click.option(
        "--online",
        type=click.Choice(["nominatim", "photon", "geonames"]),
        help="Ask this service for names that the gazetteer lacks; it learns them. Only this uses the network.",
    )
    return online(username(command))


def supplement(
    briefing: Briefing, online: Service | None, username: str | None, profile: str, gazetteer: Gazetteer | None
) -> Briefing:
    """The briefing with what the online service adds, if one was asked for; what it says goes to standard error.

    Raises OnlineError where the service wants a user name; one that doesn't answer is only told of.
    """
    if online is None:
        return briefing
    if online == "geonames" and not username:
        raise OnlineError("geonames needs a user name; register with GeoNames and give it with --username")
    from briefmap.online import look_up

    asked = look_up(briefing, online, username=username, gazetteer=gazetteer, profile=profile)
    for note in asked.notes[len(briefing.notes) :]:
        click.echo(note, err=True)
    return asked


def open_gazetteer(path: str | None) -> Gazetteer | None:
    """The gazetteer of --gazetteer, or None for the embedded one. Raises GazetteerError where the file is none."""
    if path is None:
        return None
    from briefmap.gazetteer import Gazetteer

    return Gazetteer.open(Path(path))
