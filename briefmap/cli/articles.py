"""The commands that read an article: map and analyze."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefmap.cli.exports import export_options, write_exports
from briefmap.cli.late import put_off
from briefmap.cli.options import (
    gazetteer_option,
    online_options,
    open_gazetteer,
    profile_option,
    supplement,
    worldview_option,
)
from briefmap.cli.tables import summary
from briefmap.errors import ArticleError, NoPlaceError

if TYPE_CHECKING:
    from briefmap.boundaries import Worldview
    from briefmap.gazetteer import Gazetteer
    from briefmap.geocoder import Service
    from briefmap.render.map import Language

__all__ = ["analyze", "map_"]


@click.command("map")
@click.argument("article")
@click.option("-o", "--output", metavar="FILE", help="Where to write the page; default outputs/<article's name>.html.")
@click.option(
    "--lang",
    type=click.Choice(["ar", "en"]),
    default="ar",
    show_default=True,
    help="What the page itself speaks when it opens; its reader can switch.",
)
@click.option("--allow-empty", is_flag=True, help="Write a map even where no place is found.")
@worldview_option
@export_options
@online_options
@profile_option
@gazetteer_option
def map_(
    article: str,
    output: str | None,
    lang: Language,
    allow_empty: bool,
    worldview: Worldview,
    online: Service | None,
    username: str | None,
    profile: str,
    gazetteer: str | None,
    **exports: Any,
) -> None:
    """Write the briefing map of an ARTICLE, one HTML file that opens without a network.

    Where another file is asked for, the page is written only with -o.

    \b
    Examples:
      briefmap map article.txt
      briefmap map report.pdf -o report-map.html
      briefmap map article.txt --png article.png --size 16x10 --dpi 300
      briefmap map article.txt --gpkg article.gpkg --csv article.csv
      briefmap map article.txt --worldview de-facto
      curl -s https://example.org/news | briefmap map - -o news.html
    """
    from briefmap.briefing import brief
    from briefmap.reading import read
    from briefmap.writing import write

    source = read(article)
    gaz = open_gazetteer(gazetteer)
    briefing = supplement(brief(source, gazetteer=gaz, profile=profile), online, username, profile, gaz)
    if not allow_empty and not any(found.place for found in briefing.resolutions):
        raise NoPlaceError(f"{article}: names no place that briefmap knows; --allow-empty draws an empty map")
    written = write_exports(briefing, {**exports, "lang": lang, "worldview": worldview}, output)
    if output or not written:
        with put_off("pandas", "requests"):
            from briefmap.render.map import page_html

        target = output or Path("outputs", _safe(source.id) + ".html")
        write(target, page_html(briefing, lang, worldview))
        written = [click.format_filename(os.fspath(target)), *written]
    click.echo(summary(briefing))
    click.echo("\nWrote " + ", ".join(written))


@click.command()
@click.argument("article", required=False)
@click.option(
    "--jsonl", metavar="FILE", help='Many articles, one {"id": …, "text": …} a line; one JSON line comes out for each.'
)
@click.option("--format", "form", type=click.Choice(["json", "geojson", "table"]), default="json", show_default=True)
@worldview_option
@online_options
@profile_option
@gazetteer_option
def analyze(
    article: str | None,
    jsonl: str | None,
    form: str,
    worldview: Worldview,
    online: Service | None,
    username: str | None,
    profile: str,
    gazetteer: str | None,
) -> None:
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
    if worldview != "un" and form != "geojson":
        raise click.UsageError("--worldview is for areas; add --format geojson")
    from briefmap.briefing import brief

    gaz = open_gazetteer(gazetteer)
    if jsonl is not None:
        if form != "json":
            raise click.UsageError("--jsonl prints JSON; leave --format out")
        _analyze_lines(jsonl, profile, gaz, online, username)
        return
    from briefmap.export import geojson_text, json_text
    from briefmap.reading import read

    assert article is not None
    briefing = supplement(brief(read(article), gazetteer=gaz, profile=profile), online, username, profile, gaz)
    if form == "geojson":
        written = geojson_text(briefing, worldview)
    else:
        written = json_text(briefing) if form == "json" else summary(briefing)
    click.echo(written.rstrip("\n").encode())  # bytes: UTF-8 whatever the terminal's encoding


def _analyze_lines(
    source: str, profile: str, gazetteer: Gazetteer | None, online: Service | None, username: str | None
) -> None:
    from briefmap.briefing import brief
    from briefmap.export import json_text
    from briefmap.reading import read_lines

    with click.progressbar(
        read_lines(source), _count(source), "Articles", file=sys.stderr, hidden=not sys.stderr.isatty() or source == "-"
    ) as articles:
        for one in articles:
            try:
                briefing = brief(one, gazetteer=gazetteer, profile=profile)
                found = json_text(supplement(briefing, online, username, profile, gazetteer))
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


def _safe(name: str) -> str:
    """A file name in which every file system and shell finds nothing to mistake."""
    return re.sub(r"[^\w.-]+", "-", name)[:80].strip("-.") or "article"
