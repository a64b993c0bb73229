"""A picture on disk, as the finishing room takes it up: a take of ours, or anybody's photograph."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine import brought, png
from engine.commands import paper
from engine.pictures import Pixels
from engine.protocol import Recipe, Sha, StudioError
from engine.settings import Settings
from engine.vault import Vault, digest
from prompts.shot import Shot

SUFFIX = ".png"


@dataclass(frozen=True)
class Opened:
    """A picture, and what is known of it."""

    data: bytes  # as PNG
    pixels: Pixels
    recipe: Recipe | None  # None: no camera of ours made it
    shot: Shot | None  # of the brief that was said with it, else None

    @property
    def blob(self) -> Sha:
        """Its name in a vault."""
        return digest(self.data)


def open_picture(path: Path, brief: Path | None = None) -> Opened:
    """Read a picture, and the brief of its light. Raises StudioError."""
    data = paper.picture(path)
    shot = paper.read(brief).shot if brief else None
    recipe = _recipe(data)
    if recipe is not None:
        return Opened(data, png.decode(data), recipe, shot)
    pixels = brought.clean(data)
    return Opened(png.colour(pixels), pixels, None, shot)


def _recipe(data: bytes) -> Recipe | None:
    """A take carries its recipe; what carries none was made elsewhere."""
    try:
        return png.recipe(data)
    except StudioError:
        return None


@contextmanager
def kept(settings: Settings, *blobs: bytes) -> Generator[None]:
    """Let the vault have these while a job needs them; what it had before stays."""
    vault = Vault(settings.vault_dir)
    ours = [data for data in blobs if not vault.has(digest(data))]
    for data in ours:
        vault.put(data)
    try:
        yield
    finally:
        for data in ours:
            vault.discard(digest(data))


def to_png(path: Path) -> Path:
    """Where a picture goes, its folder made. Raises StudioError for another kind of file."""
    if path.suffix.lower() != SUFFIX:
        raise StudioError(f"A picture is written as PNG: let {path.name!r} end in {SUFFIX}.")
    paper.folder(path.parent)
    return path
