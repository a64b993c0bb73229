"""What is seen in a picture: findings, mattes, and who it is."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import png
from engine.commands import paper
from engine.commands.picture import Opened
from engine.protocol import Finding, StudioError, shot_of


@dataclass(frozen=True)
class Said:
    """The same for a program and for a person."""

    values: Mapping[str, Any]
    sentences: tuple[str, ...]

    def json(self) -> str:
        """One JSON object."""
        return json.dumps(self.values, indent=1)

    def lines(self) -> str:
        """A line each."""
        return "\n".join(self.sentences)


def review(opened: Opened) -> Said:
    """Measure a picture, in the light of its brief where that is known."""
    from engine.review import review as measured  # noqa: PLC0415 - loads the face models

    shot = opened.shot or (shot_of(opened.recipe.order) if opened.recipe else None)
    findings = measured(opened.pixels, shot=shot)
    values = {"findings": [each.model_dump(mode="json") for each in findings]}
    return Said(values, tuple(map(_sentence, findings)) or ("Nothing could be judged here.",))


def _sentence(of: Finding) -> str:
    return f"{'good' if of.good else 'look at'}: {of.what} {of.value:g}{_limits(of.low, of.high)}"


def _limits(low: float | None, high: float | None) -> str:
    match low, high:
        case None, None:
            return ""
        case None, _:
            return f" (at most {high:g})"
        case _, None:
            return f" (at least {low:g})"
        case _:
            return f" ({low:g} to {high:g})"


def mattes(opened: Opened, folder: Path) -> list[Path]:
    """Write one grey PNG a matte; left and right as the camera sees them. Raises StudioError."""
    from engine.face import mattes as seen  # noqa: PLC0415 - loads the face models
    from engine.face.mattes import NAMES  # noqa: PLC0415

    found = seen(opened.pixels)
    paper.folder(folder)
    return list(_written(folder, ((name, found.of(name)) for name in NAMES)))


def _written(folder: Path, each: Iterable[tuple[str, Any]]) -> Iterable[Path]:
    for name, matte in each:
        path = folder / f"{name}.png"
        paper.write(path, png.grey8((np.asarray(matte) * 255 + 0.5).astype(np.uint8)))
        yield path


def identity(one: Opened, other: Opened) -> Said:
    """How far apart two faces are. Raises StudioError where one picture shows none."""
    from engine.face.identity import LIMIT, distance  # noqa: PLC0415 - loads the face models

    apart = distance(one.pixels, other.pixels)
    if apart is None:
        raise StudioError(
            "One of these pictures shows no face that can be compared. Choose pictures in which "
            "the face is large and turned to the camera."
        )
    same = apart <= LIMIT
    values = {"distance": round(apart, 4), "limit": LIMIT, "same": same}
    who = "same person" if same else "two people"
    return Said(values, (f"{who}: {apart:.2f} (limit {LIMIT:.2f})",))
