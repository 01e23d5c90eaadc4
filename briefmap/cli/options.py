"""Options that several commands share, and what they open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefmap.gazetteer import Gazetteer

__all__ = ["gazetteer_option", "open_gazetteer", "profile_option"]

profile_option = click.option(
    "--profile", default="security", show_default=True, metavar="NAME|FILE", help="Which roles to look for."
)
gazetteer_option = click.option(
    "--gazetteer", type=click.Path(), metavar="FILE", help="Use this gazetteer instead of the embedded one."
)


def open_gazetteer(path: str | None) -> Gazetteer | None:
    if path is None:
        return None
    from briefmap.gazetteer import Gazetteer

    return Gazetteer.open(Path(path))
