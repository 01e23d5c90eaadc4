"""The commands for many articles: batch, atlas, compare."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from briefmap.cli.changes import changes_csv, changes_json, changes_table
from briefmap.cli.options import gazetteer_option, profile_option, worldview_option

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from briefmap.boundaries import Worldview
    from briefmap.corpus.input import Chunk
    from briefmap.corpus.records import File
    from briefmap.corpus.run import Engine, Summary

__all__ = ["atlas", "batch", "compare"]


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--output", required=True, metavar="DIR", help="The folder that the dataset is written to.")
@click.option("--text-column", default="text", show_default=True, metavar="NAME", help="The articles' text in tables.")
@click.option("--id-column", default="id", show_default=True, metavar="NAME", help="What an article is called by.")
@click.option("--date-column", default="date", show_default=True, metavar="NAME", help="The day it was published.")
@click.option("--maps", is_flag=True, help="Write each article's briefing map too, below DIR/pages.")
@worldview_option
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Work in N processes on this machine (Dask).")
@click.option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster that is there, such as tcp://host:8786.")
@click.option("--replace", is_flag=True, help="Take out what DIR holds of other inputs.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@profile_option
@gazetteer_option
def batch(
    inputs: tuple[str, ...],
    output: str,
    text_column: str,
    id_column: str,
    date_column: str,
    maps: bool,
    worldview: Worldview,
    workers: int | None,
    scheduler: str | None,
    replace: bool,
    as_json: bool,
    profile: str,
    gazetteer: str | None,
) -> None:
    """Brief every article of each INPUT into a dataset of places, articles and failures, as GeoParquet.

    An INPUT is a folder, a pattern in quotes, an article, or a .jsonl, .csv or .parquet file. A run that was
    stopped goes on where it was when the same command is given again; a finished one does only what changed.

    \b
    Examples:
      briefmap batch news/ -o corpus
      briefmap batch "archive/*.jsonl" -o corpus --text-column body --date-column published
      briefmap batch articles.csv -o corpus --maps
      briefmap batch archive.parquet -o corpus --workers 4
    """
    from briefmap.corpus.analysis import settings
    from briefmap.corpus.records import Columns
    from briefmap.corpus.run import batch as run

    if workers and scheduler:
        raise click.UsageError("give either --workers or --scheduler")
    if worldview != "un" and not maps:
        raise click.UsageError("--worldview is for the pages; add --maps")
    chosen = settings(gazetteer or "", profile, worldview if maps else None)
    with _engine(scheduler, workers) as engine, _Progress() as progress:
        found = run(
            inputs,
            output,
            chosen,
            columns=Columns(text_column, id_column, date_column),
            engine=engine,
            replace=replace,
            begin=progress.begin,
            progress=progress.done,
        )
    if as_json:
        click.echo(json.dumps({**asdict(found), "records": found.records, "versions": chosen.versions}))
    else:
        click.echo(_told(found, output))


@click.command()
@click.argument("folder", metavar="DIR")
@click.option(
    "-o", "--output", default="atlas.html", show_default=True, metavar="FILE", help="Where to write the page."
)
@worldview_option
def atlas(folder: str, output: str, worldview: Worldview) -> None:
    """Write one page with all briefings of a dataset: by place, role, country and time.

    DIR is what `briefmap batch` wrote. The page opens without a network and takes 5 MB at most.

    \b
    Examples:
      briefmap atlas corpus
      briefmap atlas corpus -o corpus/atlas.html
    """
    from briefmap.corpus.atlas import atlas_html
    from briefmap.writing import write

    write(output, atlas_html(folder, output, worldview))
    click.echo(f"Wrote {click.format_filename(output)}")


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("-o", "--output", metavar="FILE", help="Write the changes as a page with a map, too.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def compare(before: str, after: str, output: str | None, form: str) -> None:
    """Print what changed between the datasets A and B: places and roles gained, lost and moved.

    The table counts articles; csv prints every change with its article and sentence.

    \b
    Examples:
      briefmap compare corpus corpus-new-gazetteer
      briefmap compare A B -o changes.html
      briefmap compare A B --format csv > changes.csv
    """
    from briefmap.corpus.compare import compare as run
    from briefmap.corpus.compare import compare_html
    from briefmap.writing import write

    found = run(before, after)
    if output:
        write(output, compare_html(found, f"{before} → {after}"))
    if form == "table":
        click.echo(changes_table(found))
    else:
        click.echo({"csv": changes_csv, "json": changes_json}[form](found).rstrip("\n").encode())
    if output:
        click.echo(f"Wrote {click.format_filename(output)}", err=form != "table")


def _engine(scheduler: str | None, workers: int | None) -> AbstractContextManager[Engine]:
    if scheduler or workers:
        from briefmap.corpus.cluster import connected

        return connected(scheduler or "", workers or 0)
    from briefmap.corpus.run import in_process

    return nullcontext(in_process)


def _told(found: Summary, folder: str) -> str:
    lines = [f"{found.records:,} articles: {found.done:,} with places, {found.no_place:,} that name none"]
    if found.failed or found.duplicate:
        lines.append(
            f"{found.failed:,} failed, {found.duplicate:,} with an id that stood before: see {folder}/failures"
        )
    lines.append(f"{found.parts - found.kept:,} parts written, {found.kept:,} kept, {found.removed:,} removed")
    return "\n".join(lines) + f" in {found.seconds:,.1f} s\nWrote {click.format_filename(folder)}"


class _Progress:
    """A bar over the bytes of the input, on standard error of a terminal, with the rate of articles done now."""

    def __init__(self) -> None:
        self._bar: ProgressBar[Any] | None = None
        self._articles = 0
        self._since = monotonic()

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar:
            self._bar.render_finish()

    def begin(self, files: Sequence[File]) -> None:
        self._bar = click.progressbar(
            length=max(sum(file.size for file in files), 1),
            label="Articles",
            item_show_func=lambda text: text,
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        )
        self._bar.render_progress()

    def done(self, chunk: Chunk, new: bool) -> None:
        assert self._bar
        self._articles += len(chunk.records) * new
        rate = self._articles / max(monotonic() - self._since, 0.001)
        self._bar.update(sum(record.size for record in chunk.records), f"{self._articles:,} done, {rate:,.0f}/s")
