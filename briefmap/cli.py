"""The command line: it parses arguments, calls the library, prints, and turns its errors into one line."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from briefmap.errors import ArticleError, BriefmapError, NoPlaceError, OnlineError
from briefmap.model import Place

if TYPE_CHECKING:
    from briefmap.gazetteer import Gazetteer
    from briefmap.model import Briefing

__all__ = ["main"]


class _Failure(click.ClickException):
    exit_code = 2


class _Commands(click.Group):
    """Commands whose library errors become `Error: …` and exit code 2, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):  # a terminal that can't show Arabic shows question marks
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except BriefmapError as error:
            raise _Failure(" ".join(str(error).split())) from error
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(130)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="briefmap", message="%(prog)s %(version)s")
def main() -> None:
    """Turn Arabic news articles into interactive briefing maps, with no network.

    An ARTICLE is a .txt, .md, .html, .pdf or .docx file in any usual Arabic encoding, or - for standard input.

    \b
    Examples:
      briefmap map article.txt
      briefmap analyze article.html --format geojson
      briefmap geocode روما "مخيم الهول"
    """


_profile = click.option(
    "--profile", default="security", show_default=True, metavar="NAME|FILE", help="Which roles to look for."
)
_gazetteer = click.option(
    "--gazetteer", type=click.Path(), metavar="FILE", help="Use this gazetteer instead of the embedded one."
)


@main.command("map")
@click.argument("article")
@click.option("-o", "--output", metavar="FILE", help="Where to write the page; default outputs/<article's name>.html.")
@click.option("--allow-empty", is_flag=True, help="Write a map even where no place is found.")
@_profile
@_gazetteer
def map_(article: str, output: str | None, allow_empty: bool, profile: str, gazetteer: str | None) -> None:
    """Write the briefing map of an ARTICLE, one HTML file that opens without a network.

    \b
    Examples:
      briefmap map article.txt
      briefmap map report.pdf -o report-map.html
      curl -s https://example.org/news | briefmap map - -o news.html
    """
    from briefmap.briefing import brief
    from briefmap.reading import read
    from briefmap.render.map import page_html
    from briefmap.writing import write

    source = read(article)
    briefing = brief(source, gazetteer=_open(gazetteer), profile=profile)
    if not allow_empty and not any(found.place for found in briefing.resolutions):
        raise NoPlaceError(f"{article}: names no place that briefmap knows; --allow-empty draws an empty map")
    target = output or Path("outputs", _safe(source.id) + ".html")
    write(target, page_html(briefing))
    click.echo(_summary(briefing))
    click.echo(f"\nWrote {click.format_filename(os.fspath(target))}")


@main.command()
@click.argument("article", required=False)
@click.option(
    "--jsonl", metavar="FILE", help='Many articles, one {"id": …, "text": …} a line; one JSON line comes out for each.'
)
@click.option("--format", "form", type=click.Choice(["json", "geojson", "table"]), default="json", show_default=True)
@_profile
@_gazetteer
def analyze(article: str | None, jsonl: str | None, form: str, profile: str, gazetteer: str | None) -> None:
    """Print the places of an ARTICLE, their roles and the sentences that say so.

    \b
    Examples:
      briefmap analyze article.txt
      briefmap analyze article.txt --format table
      briefmap analyze article.docx --format geojson > article.geojson
      briefmap analyze --jsonl articles.jsonl > briefings.jsonl
    """
    if (article is None) == (jsonl is None):
        raise click.UsageError("give either an ARTICLE or --jsonl FILE")
    from briefmap.briefing import brief

    gaz = _open(gazetteer)
    if jsonl is not None:
        if form != "json":
            raise click.UsageError("--jsonl prints JSON; leave --format out")
        _analyze_lines(jsonl, profile, gaz)
        return
    from briefmap.export import geojson_text, json_text
    from briefmap.reading import read

    assert article is not None
    briefing = brief(read(article), gazetteer=gaz, profile=profile)
    written = {"json": json_text, "geojson": geojson_text, "table": _summary}[form](briefing)
    click.echo(written.rstrip("\n").encode())  # bytes: UTF-8 whatever the terminal's encoding


def _analyze_lines(source: str, profile: str, gazetteer: Gazetteer | None) -> None:
    from briefmap.briefing import brief
    from briefmap.export import json_text
    from briefmap.reading import read_lines

    with click.progressbar(
        read_lines(source), _count(source), "Articles", file=sys.stderr, hidden=not sys.stderr.isatty() or source == "-"
    ) as articles:
        for one in articles:
            try:
                found = json_text(brief(one, gazetteer=gazetteer, profile=profile))
            except ArticleError as error:  # one text without Arabic must not cost the others their answer
                empty = {"id": one.id, "mentions": [], "places": [], "error": str(error)}
                found = json.dumps(empty, ensure_ascii=False)
            # A line break in JSON stands only between two values: those in a string are written as \\n.
            click.echo("".join(line.lstrip(" ") for line in found.split("\n")).encode())


def _count(source: str) -> int:
    """How many lines a progress bar has to go; a file that can't be read is told of by who reads it."""
    try:
        with open(source, "rb") as file:
            return sum(1 for _ in file)
    except (OSError, ValueError):
        return 0


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--country", metavar="XX", help="Only places in this country (ISO 3166-1, two letters).")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--online",
    type=click.Choice(["nominatim", "photon", "geonames"]),
    help="Ask this service too; it learns the names. The only option that uses the network.",
)
@click.option("--username", metavar="NAME", help="Your user name with GeoNames, for --online geonames.")
@_gazetteer
def geocode(
    names: tuple[str, ...],
    country: str | None,
    form: str,
    online: Literal["nominatim", "photon", "geonames"] | None,
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

    gaz = _open(gazetteer) or Gazetteer.open()
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
        blocks = [f"{name}\n{_candidates(places)}" for name, places in found.items() if places]
        if blocks:
            click.echo("\n\n".join(blocks))
    if silent:
        raise silent
    missing = [name for name, places in found.items() if not places]
    if missing:
        where = f" in {country.upper()}" if country else ""
        raise NoPlaceError(f"{'، '.join(missing)}: no such place is known{where}; try another spelling")


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that teaches a SHELL to complete briefmap's commands.

    \b
    Examples:
      briefmap completion bash >> ~/.bashrc
      briefmap completion zsh >> ~/.zshrc
      briefmap completion fish > ~/.config/fish/completions/briefmap.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(main, {}, "briefmap", "_BRIEFMAP_COMPLETE").source())


def _open(path: str | None) -> Gazetteer | None:
    if path is None:
        return None
    from briefmap.gazetteer import Gazetteer

    return Gazetteer.open(Path(path))


def _safe(name: str) -> str:
    """A file name in which every file system and shell finds nothing to mistake."""
    return re.sub(r"[^\w.-]+", "-", name)[:80].strip("-.") or "article"


def _summary(briefing: Briefing) -> str:
    """Role by role the places that take it and how sure that is, then what else was named."""
    roles = {role.id: role for role in briefing.roles}
    rows = [
        (
            roles[found.role].label_en,
            found.place.name,
            f"{found.score:.0%}",
            f"{roles[found.role].label_ar}: {found.place.name_ar}",
        )
        for found in briefing.assignments
    ]
    parts = [_table(("Role", "Place", "Sure", "الدور والمكان"), rows)] if rows else []
    used = {found.place.id for found in briefing.assignments}
    others = {place.id: place.name for place in briefing.places if place.id not in used}
    if others:
        parts.append("Named without a role: " + ", ".join(others.values()))
    unsure = {r.place.id: r.place.name for r in briefing.resolutions if r.place and r.uncertain}
    if unsure:
        parts.append("Uncertain which place is meant: " + ", ".join(unsure.values()))
    unplaced = dict.fromkeys(r.mention.text for r in briefing.resolutions if r.place is None)
    if unplaced:
        parts.append("Not placed: " + "، ".join(unplaced))
    return "\n".join(parts) or "No place that briefmap knows is named."


def _candidates(places: Sequence[Place]) -> str:
    rows = [
        (
            place.name,
            " ".join(filter(None, (place.kind, place.feature))),
            place.iso2 or "–",
            f"{place.lat:.4f}, {place.lon:.4f}",
            f"{place.population:,}" if place.population else "–",
            place.source or "–",
            place.id,
            place.name_ar,
        )
        for place in places
    ]
    return _table(("Place", "Type", "Country", "Lat, lon", "Population", "Source", "Id", "الاسم"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Aligned columns. Arabic comes last, where its direction can't shift the others."""
    lines = [head, *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    padded = ([cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def _width(text: str) -> int:
    """Columns that a text takes in a terminal: marks and invisible characters none."""
    return sum(unicodedata.category(char) not in ("Mn", "Me", "Cf") for char in text)
