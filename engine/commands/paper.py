"""From a brief on disk to an order, and files written where the person asked for them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from engine.protocol import Size, StudioError
from prompts import uses
from prompts.brief import Brief
from prompts.compiler import compile_shot
from prompts.forms import load
from prompts.shot import Shot

PIXELS = 512 * 640  # the area of a take unless a size is said


@dataclass(frozen=True)
class Paper:
    """A brief, ready to be ordered."""

    shot: Shot
    seed: int
    person_seed: int | None
    size: Size


def read(path: Path, seed: int | None = None, size: Size | None = None) -> Paper:
    """Read and compile a brief; the seed said goes before the brief's own, and that before 0.

    Raises StudioError.
    """
    try:
        brief = load(path)
        shot = compile_shot(brief)
        width, height = uses.frame(shot.setup.aspect, PIXELS)
    except ValueError as error:  # BriefError and its friends: each is a sentence
        raise StudioError(str(error)) from error
    chosen = seed if seed is not None else brief.seed if brief.seed is not None else 0
    return Paper(shot, chosen, _person(brief), size or Size(width=width, height=height))


def _person(brief: Brief) -> int | None:
    """A character has one face in every brief: its name is the seed."""
    if brief.character is None:
        return None
    name = brief.character.strip().casefold().encode()
    return int.from_bytes(hashlib.sha256(name).digest()[:4]) & 0x7FFFFFFF


def picture(path: Path) -> bytes:
    """Read one file. Raises StudioError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudioError(f"{path} cannot be read ({error.strerror}).") from error


def folder(path: Path) -> None:
    """Make the folder for the results, before anything is spent. Raises StudioError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudioError(_refused(path, error)) from error


def write(path: Path, data: bytes) -> None:
    """Write one file. Raises StudioError."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StudioError(_refused(path, error)) from error


def _refused(path: Path, error: OSError) -> str:
    return f"{path} cannot be written ({error.strerror}). Free some space or name another place."
