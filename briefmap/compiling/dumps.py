"""GeoNames' dumps, line by line: tab-separated text, alone or in a zip, in the columns of GeoNames' readme."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from briefmap.errors import GazetteerError

__all__ = ["fingerprint", "rows"]

Progress = Callable[[int], None]


def rows(path: Path, columns: int, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row; `progress` hears how many bytes of text were read.

    Raises GazetteerError with file and line where a row has other columns or isn't UTF-8, or the zip is broken.
    """
    line = read = 0
    try:
        with _opened(path) as file:
            for line, raw in enumerate(file, 1):
                read += len(raw)
                if progress and not line & 0x3FFF:
                    progress(read)
                if raw.strip():
                    cells = raw.decode().rstrip("\r\n").split("\t")
                    if len(cells) != columns:
                        raise GazetteerError(
                            f"{path}:{line}: {len(cells)} columns where GeoNames has {columns}; is it the right file?"
                        )
                    yield line, cells
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}:{line}: not UTF-8 ({error.reason}); download the file again") from None
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise GazetteerError(
            f"{path}:{line + 1}: the zip is cut short or damaged ({error}); download it again"
        ) from None
    except OSError as error:
        raise GazetteerError(f"{path}: can't be read ({(error.strerror or str(error)).lower()})") from None
    if progress:
        progress(read)


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The dump in an archive, beside which GeoNames may put a file of language codes."""
    for member in archive.infolist():
        if Path(member.filename).stem.casefold() == path.stem.casefold():
            return member
    texts = [m for m in archive.infolist() if m.filename.endswith(".txt")]
    if not texts:
        raise GazetteerError(f"{path}: holds no .txt; give the zip as GeoNames offers it")
    return max(texts, key=lambda member: member.file_size)


def _opened(path: Path) -> IO[bytes]:
    if path.suffix.casefold() != ".zip":
        return path.open("rb", buffering=1 << 20)
    archive = zipfile.ZipFile(path)
    return io.BufferedReader(archive.open(_member(archive, path)), 1 << 20)  # type: ignore[type-var]


def fingerprint(path: Path) -> tuple[int, str]:
    """Bytes of the text, and what tells it from another: its length and checksum.

    Raises GazetteerError when there is no such file, or it is a broken zip.
    """
    try:
        if path.suffix.casefold() == ".zip":
            with zipfile.ZipFile(path) as archive:
                member = _member(archive, path)
                return member.file_size, f"{member.file_size}-{member.CRC:08x}"
        check = 0
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                check = zlib.crc32(block, check)
        return path.stat().st_size, f"{path.stat().st_size}-{check:08x}"
    except zipfile.BadZipFile as error:
        raise GazetteerError(f"{path}: the zip is cut short or damaged ({error}); download it again") from None
    except OSError as error:
        raise GazetteerError(f"{path}: can't be read ({(error.strerror or str(error)).lower()})") from None
