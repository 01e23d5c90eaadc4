"""The command line: it parses arguments, calls the library, prints, and turns its errors into one line."""

from __future__ import annotations

import sys
from typing import Any

import click

from briefmap import __version__
from briefmap.cli.articles import analyze, map_
from briefmap.cli.completion import completion
from briefmap.cli.corpus import atlas, batch, compare
from briefmap.cli.explaining import explain
from briefmap.cli.names import geocode
from briefmap.cli.profile import profile
from briefmap.errors import BriefmapError

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
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Turn Arabic news articles into interactive briefing maps, with no network.

    An ARTICLE is a .txt, .md, .html, .pdf or .docx file in any usual Arabic encoding, or - for standard input.

    \b
    Examples:
      briefmap map article.txt
      briefmap analyze article.html --format geojson
      briefmap geocode روما "مخيم الهول"
    """


for command in (map_, analyze, explain, geocode, batch, atlas, compare, profile, completion):
    main.add_command(command)
