"""The commands for whoever writes a role profile: profile check and profile new."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefmap.profiles import Event

__all__ = ["profile"]


@click.group()
def profile() -> None:
    """Check a role profile, or start a new one.

    \b
    Examples:
      briefmap profile new floods.toml
      briefmap profile check floods.toml
      briefmap map article.txt --profile floods.toml
    """


@profile.command()
@click.argument("file")
def check(file: str) -> None:
    """Check FILE, or a profile that ships with briefmap: print its roles, or the line that is wrong and why.

    \b
    Examples:
      briefmap profile check floods.toml
      briefmap profile check humanitarian
    """
    from briefmap import profiles
    from briefmap.cli.tables import table
    from briefmap.profiles import Event

    found = profiles.load(file)
    owners = [(form, owner) for form, told in found.cues.items() for owner, _ in told]
    owners += [(f"{first} {' '.join(rest)}", owner) for first, told in found.phrases.items() for rest, owner in told]
    rows, given_by = [], []
    for role in found.roles:
        giving = {form: owner for form, owner in owners if isinstance(owner, Event) and role.id in _roles(owner)}
        events = dict.fromkeys(owner.id for owner in giving.values())
        rows.append((role.id, f"{len(events)}", f"{len(giving):,}", role.label_ar))
        listed = ", ".join(sorted(events)) or "no event"
        given_by.append(click.wrap_text(listed, 78, f"{role.id}: ", "  "))
    click.echo(f"{click.format_filename(file)}: valid; profile {found.name} {found.version}\n")
    click.echo(table(("Role", "Events", "Cues", "الدور"), rows))
    click.echo("\nRoles, and the events that give them\n" + "\n".join(given_by))
    kinds = [isinstance(owner, Event) for owner in {id(owner): owner for _, owner in owners}.values()]
    click.echo(
        f"\n{sum(kinds)} events and {len(kinds) - sum(kinds)} scopes, {len({form for form, _ in owners}):,} cues "
        "(every form of every verb and noun)"
    )


def _roles(event: Event) -> set[str]:
    slots = [*event.slots.values(), *event.negated.values()]
    return {role for giving in slots for roles in giving.values() for role in roles}


@profile.command()
@click.argument("file")
def new(file: str) -> None:
    """Write a small profile that works, with every part explained in Arabic, to FILE.

    \b
    Examples:
      briefmap profile new floods.toml
    """
    from briefmap.errors import OutputError
    from briefmap.profiles import FOLDER
    from briefmap.writing import write

    if os.path.lexists(file):
        raise OutputError(f"{file}: is there already; name a new file")
    write(file, (FOLDER / "new-profile.toml").read_text(encoding="utf-8"))
    name = click.format_filename(file)
    click.echo(f"Wrote {name}\nChange it, then: briefmap profile check {name}")
