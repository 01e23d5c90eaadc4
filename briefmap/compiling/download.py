"""The files of GeoNames and Natural Earth, fetched from their own servers: resumed where it broke off, checked by size."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import NamedTuple

from briefmap import __version__
from briefmap.errors import OnlineError, OutputError

__all__ = ["GEONAMES", "NATURAL_EARTH", "File", "fetch", "sizes"]

_GEONAMES = "https://download.geonames.org/export/dump/"
_NATURAL_EARTH = "https://naciscdn.org/naturalearth/10m/"
GEONAMES = tuple(_GEONAMES + name for name in ("allCountries.zip", "alternateNamesV2.zip", "admin1CodesASCII.txt"))
NATURAL_EARTH = tuple(
    _NATURAL_EARTH + name
    for name in (
        "cultural/ne_10m_admin_0_countries.zip",
        "cultural/ne_10m_admin_1_states_provinces.zip",
        "physical/ne_10m_geography_regions_polys.zip",
    )
)
_BLOCK = 1 << 17
_PATIENCE = 60  # seconds without a byte


class File(NamedTuple):
    """A file on a server: its address, its size in bytes, and how many of them are here already."""

    address: str
    size: int
    here: int

    @property
    def name(self) -> str:
        """The name under which it is kept."""
        return self.address.rpartition("/")[2]


def sizes(addresses: Iterable[str], folder: Path) -> list[File]:
    """What a download would take. Raises OnlineError when a server doesn't answer or tells no size."""
    found = []
    for address in addresses:
        with _ask(address, method="HEAD") as answer:
            length = answer.headers.get("Content-Length") or ""
        if not length.isdigit():
            raise OnlineError(f"{address}: the server tells no size; try again later")
        target = folder / address.rpartition("/")[2]
        part = _part(target)
        whole = target.is_file() and target.stat().st_size == int(length)
        here = int(length) if whole else part.stat().st_size if part.is_file() else 0
        found.append(File(address, int(length), here if here <= int(length) else 0))
    return found


def fetch(file: File, folder: Path, progress: Callable[[int], None] | None = None) -> Path:
    """Bring a file into a folder and return its path; what an earlier try left is gone on with.

    `progress` hears the bytes of each block. The file takes its name only when it is complete. Raises OnlineError
    when the server fails or the size isn't what it told; OutputError when the folder can't be written to.
    """
    target = folder / file.name
    part = _part(target)
    if file.here == file.size and target.is_file():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        begin = file.here if part.is_file() else 0
        if begin < file.size:
            with _ask(file.address, begin=begin) as answer:
                resumed = answer.status == 206
                if begin and not resumed and progress:
                    progress(-begin)  # the server sends all of it again
                with part.open("ab" if resumed else "wb") as out:
                    _copy(answer, file, out.write, progress)
        size = part.stat().st_size
        if size != file.size:
            if size > file.size:
                part.unlink()
            raise OnlineError(f"{file.address}: {size:,} bytes came of {file.size:,}; run the command again to go on")
        os.replace(part, target)
    except OnlineError:
        raise
    except OSError as error:
        raise OutputError(f"{target}: can't be written ({(error.strerror or str(error)).lower()})") from None
    return target


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _copy(
    answer: HTTPResponse, file: File, write: Callable[[bytes], int], progress: Callable[[int], None] | None
) -> None:
    while True:
        try:
            block = answer.read(_BLOCK)
        except (OSError, HTTPException) as error:
            raise OnlineError(f"{file.address}: broke off ({error}); run the command again to go on") from None
        if not block:
            return
        write(block)
        if progress:
            progress(len(block))


def _ask(address: str, method: str = "GET", begin: int = 0) -> HTTPResponse:
    headers = {"User-Agent": f"briefmap/{__version__}"} | ({"Range": f"bytes={begin}-"} if begin else {})
    try:
        answer: HTTPResponse = urllib.request.urlopen(
            urllib.request.Request(address, headers=headers, method=method), timeout=_PATIENCE
        )
    except urllib.error.HTTPError as error:
        raise OnlineError(f"{address}: the server says {error.code} {error.reason}; try again later") from None
    except (urllib.error.URLError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise OnlineError(f"{address}: doesn't answer ({reason}); check the network") from None
    return answer
