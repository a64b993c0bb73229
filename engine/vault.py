"""The vault: every picture by the SHA-256 of its bytes, in a local folder, whole or not at all."""

import contextlib
import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from uuid import uuid4

from engine.protocol import StudioError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PREFIX = ".writing-"
READ_ONLY = 0o444  # a blob never changes
SHA = re.compile(r"[0-9a-f]{64}")


def digest(data: bytes) -> str:
    """The name of a blob."""
    return hashlib.sha256(data).hexdigest()


class Vault:
    """Blobs at `root/ab/cdef...`. Any number of processes may share one.

    Raises StudioError for a full disk, missing permission, and blobs that are missing or damaged.
    """

    def __init__(self, root: Path) -> None:
        """Open or begin the vault, and clear what a killed process left half written."""
        self._root = root
        with self._sentences():
            root.mkdir(parents=True, exist_ok=True)
            for rest in root.glob(f"{PREFIX}*"):
                _remove_abandoned(rest)
            with _writing(root):
                pass  # it can be written, or somebody hears of it before the work, not after it

    def put(self, data: bytes) -> str:
        """Keep `data` and return its name. Putting it again changes nothing."""
        sha = digest(data)
        if self._whole(sha):
            return sha
        with self._sentences():
            while not self._write(self._path(sha), data):
                pass
        return sha

    def get(self, sha: str) -> bytes:
        """The blob's bytes, checked against its name."""
        try:
            data = self._path(sha).read_bytes()
        except FileNotFoundError:
            raise StudioError(
                f"The vault has no picture {sha[:12]}. It was deleted, or this machine has "
                "another vault: check the data folder."
            ) from None
        except OSError as error:
            raise StudioError(
                f"The picture {sha[:12]} in the vault at {self._root} cannot be read "
                f"({error.strerror}). Give this user permission to read it."
            ) from error
        if digest(data) != sha:
            raise StudioError(
                f"The vault's copy of {sha[:12]} is damaged. Make the take again from its recipe, "
                "or restore the vault from a backup."
            )
        return data

    def has(self, sha: str) -> bool:
        """Is the blob here? Its bytes are not checked."""
        return self._path(sha).is_file()

    def discard(self, sha: str) -> None:
        """Remove a blob; nothing happens if it is not here."""
        path = self._path(sha)
        with self._sentences():
            if path.is_file():
                path.unlink(missing_ok=True)
                _sync(path.parent)

    def blobs(self) -> Iterator[str]:
        """The names of all blobs."""
        for path in self._root.glob("??/*"):
            yield path.parent.name + path.name

    def _path(self, sha: str) -> Path:
        if not SHA.fullmatch(sha):
            raise ValueError(f"not a blob's name: {sha!r}")
        return self._root / sha[:2] / sha[2:]

    def _whole(self, sha: str) -> bool:
        """Is a good copy here? A damaged one is written anew."""
        try:
            return digest(self._path(sha).read_bytes()) == sha
        except OSError:
            return False

    def _write(self, path: Path, data: bytes) -> bool:
        """False if another process took the new file for abandoned: once more, then."""
        with _writing(self._root) as (handle, temporary):
            _write_all(handle, data)
            os.fsync(handle)
            path.parent.mkdir(exist_ok=True)
            try:
                temporary.rename(path)
            except FileNotFoundError:
                return False
        _sync(path.parent)
        _sync(self._root)
        return True

    @contextlib.contextmanager
    def _sentences(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in FULL:
                said = "is full: nothing was lost, but no new take can be kept. Free some space"
            else:
                said = (
                    f"cannot be written ({error.strerror}). Give this user permission to write "
                    "there, or choose another data folder"
                )
            raise StudioError(f"The vault at {self._root} {said}.") from error


@contextlib.contextmanager
def _writing(root: Path) -> Generator[tuple[int, Path]]:
    """A temporary file, locked as long as its writer lives."""
    path = root / f"{PREFIX}{uuid4().hex}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_ONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle, path
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _remove_abandoned(rest: Path) -> None:
    with contextlib.suppress(FileNotFoundError, BlockingIOError):
        handle = os.open(rest, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            rest.unlink()
        finally:
            os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _sync(folder: Path) -> None:
    """Make a rename or a new folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
