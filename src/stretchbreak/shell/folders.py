"""Where routines live, and how their files are opened: whatever is wrong with a file is a stated problem."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

import stretchbreak
from stretchbreak.core.layout import ENDINGS
from stretchbreak.documents.excerpt import printable
from stretchbreak.documents.source import LARGEST, DocumentError, Problem, Source
from stretchbreak.errors import StretchbreakError

HOME: Final = "STRETCHBREAK_HOME"
"""Environment variable that puts everything under one folder, for tests and for portable installs."""

_REMEDIES = {
    errno.EACCES: "allow yourself to read it",
    errno.ENOENT: "check its name",
    errno.ELOOP: "it is a link that leads back to itself; replace it by the file",
}


def user_routines() -> Path:
    """The user's own library; it need not exist."""
    if home := os.environ.get(HOME):
        return Path(home).expanduser() / "routines"
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where everything is in one folder

    return user_config_path("stretchbreak", appauthor=False) / "routines"


def logs() -> Path:
    """Where the details of a bug are kept; it need not exist."""
    if home := os.environ.get(HOME):
        return Path(home).expanduser() / "log"
    from platformdirs import user_log_path  # noqa: PLC0415 - not needed where everything is in one folder

    return user_log_path("stretchbreak", appauthor=False)


def journal() -> Path:
    """Where decisions are kept, a file for each day; it need not exist."""
    if home := os.environ.get(HOME):
        return Path(home).expanduser() / "journal"
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where everything is in one folder

    return user_data_path("stretchbreak", appauthor=False) / "journal"


def index() -> Path:
    """The file that keeps what the list showed; it may be deleted at any time."""
    if home := os.environ.get(HOME):
        return Path(home).expanduser() / "cache" / "routines.index"
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where everything is in one folder

    return user_cache_path("stretchbreak", appauthor=False) / "routines.index"


def state() -> Path:
    """The file that remembers the day for the next start; it need not exist."""
    if home := os.environ.get(HOME):
        return Path(home).expanduser() / "state.json"
    from platformdirs import user_state_path  # noqa: PLC0415 - not needed where everything is in one folder

    return user_state_path("stretchbreak", appauthor=False) / "state.json"


def lock() -> Path:
    """The file that the engine of this user holds."""
    return state().with_name("engine.lock")


def words() -> Path:
    """Where words are kept once they were rendered, to be spoken; it need not exist, and may be deleted."""
    if home := os.environ.get(HOME):
        return Path(home).expanduser() / "cache" / "words"
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where everything is in one folder

    return user_cache_path("stretchbreak", appauthor=False) / "words"


def shipped_routines() -> Path:
    """The library that comes with stretchbreak: in the installed package, or at the top of a checkout."""
    package = Path(stretchbreak.__file__).resolve().parent
    places = (package / "routines", package.parents[1] / "routines")
    for place in places:
        if (place / "exercises").is_dir():
            return place
    looked = " nor in ".join(printable(str(place)) for place in places)
    raise StretchbreakError(f"the routines that come with stretchbreak are neither in {looked}; install it again")


def sounds() -> Path:
    """The tones, which lie in the package itself."""
    return Path(stretchbreak.__file__).resolve().parent / "sounds"


def files_in(folder: Path) -> list[str]:
    """The names of its YAML files in their order, ``.yaml`` before ``.yml``; none where there is no such folder.

    Raises DocumentError where the folder cannot be read.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 - iterdir would make a Path of every name, also of the others
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _refusal(folder, f"this folder cannot be read: {_reason(error)}", _remedy(error)) from None
    return [name for name in sorted(names) if is_routine_file(name)]


def folders_in(folder: Path) -> list[Path]:
    """The folders in it whose names are none of those that hide; none where there is no such folder.

    Raises DocumentError where the folder cannot be read.
    """
    try:
        with os.scandir(folder) as found:
            return [folder / entry.name for entry in found if is_name(entry.name) and entry.is_dir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _refusal(folder, f"this folder cannot be read: {_reason(error)}", _remedy(error)) from None


def is_routine_file(name: str) -> bool:
    """Whether a file of this name belongs to a library. Editors leave files behind whose names begin with a dot."""
    return name.lower().endswith(ENDINGS) and is_name(name[: name.rindex(".")])


def is_name(text: str) -> bool:
    """Whether a routine can be called so: a name is never a path."""
    return bool(text) and not text.startswith(".") and not any(part in text for part in ("/", "\\", "..", "\0"))


def read_source(path: Path) -> Source:
    """The text of the file at ``path``. Raises DocumentError where it cannot be read or is no text."""
    return Source.decode(str(path), _content(path))


def read_content(path: Path) -> bytes:
    """Every byte of the file at ``path``, be it text or not. Raises DocumentError where it cannot be read."""
    content = _content(path)
    if len(content) > LARGEST:
        raise _refusal(path, f"it is larger than {LARGEST // 1024} kB", "split it with your editor")
    return content


def _content(path: Path) -> bytes:
    """The bytes of the file, one more than are allowed at most."""
    if printable(path.name) != path.name:
        # Its name is what the file is called by wherever it is shown.
        raise _refusal(path, "its name holds a character that cannot be shown", "give it another name")
    try:
        # Opening a pipe would wait for ever, and a device need never end.
        seen = path.stat()
        if not stat.S_ISREG(seen.st_mode):
            kind = "a folder" if stat.S_ISDIR(seen.st_mode) else "no ordinary file"
            raise _refusal(path, f"it is {kind}, not a routine file", "name a file that ends in .yaml")
        with path.open("rb") as file:
            # Room for the largest file takes longer to get than a usual one to read; it may have grown meanwhile.
            content = file.read(min(seen.st_size, LARGEST) + 1)
            return content if len(content) <= seen.st_size else content + file.read(LARGEST + 1 - len(content))
    except OSError as error:
        raise _refusal(path, f"it cannot be read: {_reason(error)}", _remedy(error)) from None
    except ValueError:
        raise _refusal(path, "no file can have this name", _REMEDIES[errno.ENOENT]) from None


def _refusal(path: Path, message: str, remedy: str) -> DocumentError:
    return DocumentError(Source(str(path), ""), [Problem(severity="error", message=message, remedy=remedy)])


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _remedy(error: OSError) -> str:
    return _REMEDIES.get(error.errno or 0, "look at it with your file manager")
