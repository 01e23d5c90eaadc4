"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from briefmap.errors import OutputError

__all__ = ["write"]


def write(path: str | os.PathLike[str], content: str | bytes) -> Path:
    """Write text (as UTF-8) or bytes to a file, and return its path; missing folders are made.

    The content goes to a new file beside the old one, which takes its place only when complete: whatever
    happens, a reader finds the old file or the new one. Raises OutputError, in one line, where the folder can't be
    written to, the disk is full, or `path` is a folder.
    """
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    temporary = ""
    try:
        target = target.resolve()  # so that a link stays a link
        if target.is_dir():
            raise OutputError(f"{path}: this is a folder; name a file in it")
        if target.exists() and not target.is_file():  # a device or a pipe can only be written to
            target.write_bytes(data)
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
        temporary = ""
    except OutputError:
        raise
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"{path}: can't be written (a folder in it is a file); name another one") from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise OutputError(f"{path}: can't be written ({reason}); name another one") from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    return target


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets here."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
