"""An edit of a picture on disk: one order down the one road, and the file that comes of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.commands import paper, road
from engine.commands.picture import Opened, kept
from engine.protocol import AnyEdit, Job, NothingToMend, StudioError, TakeReady, editor_of
from engine.settings import Settings
from engine.vault import Vault

NOTES = {
    "left-eye-kept": "The left eye is kept: it was better before.",
    "right-eye-kept": "The right eye is kept: it was better before.",
    "left-eye-unseen": "The left eye cannot be seen well enough to be mended.",
    "right-eye-unseen": "The right eye cannot be seen well enough to be mended.",
}
"""What codes say. The bot says them in its own languages."""


@dataclass(frozen=True)
class Made:
    """What came of it. Without a take there was nothing to do, and `said` says why."""

    data: bytes
    take: TakeReady | None
    said: str = ""

    def notes(self) -> tuple[str, ...]:
        """What the artist should hear, as sentences."""
        codes = self.take.notes if self.take else ()
        return tuple(NOTES.get(code, code) for code in codes)

    def report(self) -> dict[str, Any]:
        """For a file: what was measured, found and noted."""
        if self.take is None:
            return {"notes": ["nothing-to-mend"], "said": self.said, "measures": {}, "findings": []}
        take = self.take.model_dump(mode="json", include={"notes", "measures", "findings"})
        return {**take, "said": self.said}


def said_of(
    opened: Opened, kind: str, part: Any = None, model: str | None = None
) -> dict[str, Any]:
    """What every edit says of its take."""
    return {
        "take": opened.blob,
        "recipe": opened.recipe,
        "model": model or editor_of(opened.recipe, kind, part),
        "shot": opened.shot,
    }


async def run(
    order: AnyEdit, opened: Opened, settings: Settings, families: road.Families, *blobs: bytes
) -> Made:
    """Do one edit; `blobs` are what else it reads. Raises StudioError."""
    made: list[tuple[bytes, TakeReady]] = []

    def receive(take: TakeReady, vault: Vault) -> None:
        made.append((vault.get(take.blob), take))

    with kept(settings, opened.data, *blobs):
        try:
            await road.travel(Job(order=order, lane="interactive"), settings, families, receive)
        except NothingToMend as nothing:
            return Made(opened.data, None, str(nothing))
    if not made:
        raise StudioError("Nothing came of this job. Run it again.")
    return Made(*made[-1])


def report(path: Path, what: Mapping[str, Any]) -> Path:
    """Write a report as JSON. Raises StudioError."""
    paper.folder(path.parent)
    paper.write(path, json.dumps(what, indent=1).encode())
    return path
