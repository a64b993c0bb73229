"""The finishing room on the command line: what becomes of a picture, and what is seen in it."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from engine.commands import edit, looking, paper, road
from engine.commands.picture import Opened, open_picture, to_png
from engine.protocol import (
    GRADE_CDL,
    Animate,
    EditRegion,
    Export,
    Eye,
    Finish,
    FixEyes,
    Refine,
    Regrade,
    StudioError,
)
from engine.settings import Settings
from engine.vault import Vault, digest
from prompts.looks import LookError, look
from prompts.setup import Grade

EYES: dict[str, tuple[Eye, ...]] = {
    "left": ("left",),
    "right": ("right",),
    "both": ("left", "right"),
}
Verb = Callable[[argparse.Namespace, Settings, road.Families], Coroutine[Any, Any, list[Path]]]


async def fix_eyes(
    said: argparse.Namespace, house: Settings, families: road.Families
) -> list[Path]:
    """Mend eyes; where there is nothing to mend the picture is written as it was, and that said."""
    out, opened = to_png(said.out), open_picture(said.image, said.brief)
    order = FixEyes(
        **edit.said_of(opened, "fix-eyes", model=said.model),
        eyes=EYES[said.eyes],
        gaze=said.gaze,
        keep_colour=not said.recolour,
        catchlight=not said.no_catchlight,
        strength=said.strength,
        seed=said.seed,
    )
    made = await edit.run(order, opened, house, families)
    paper.write(out, made.data)
    _tell(made.said, *made.notes())
    return [out, *([edit.report(said.report, made.report())] if said.report else [])]


async def region(said: argparse.Namespace, house: Settings, families: road.Families) -> list[Path]:
    """Change one part."""
    out, opened = to_png(said.out), open_picture(said.image, said.brief)
    order = EditRegion(
        **edit.said_of(opened, "edit-region", said.what, said.model),
        region=said.what,
        words=said.to,
        strength=said.strength,
        seed=said.seed,
    )
    made = await edit.run(_reworded(order), opened, house, families)
    paper.write(out, made.data)
    _tell(*made.notes())
    return [out]


def _reworded(order: EditRegion) -> EditRegion:
    """The maquette reads an order's shot as its new words: it knows the light of its own takes."""
    return order.model_copy(update={"shot": None}) if order.model == "maquette" else order


async def refine(said: argparse.Namespace, house: Settings, families: road.Families) -> list[Path]:
    """The same picture again, finer."""
    out, opened = to_png(said.out), open_picture(said.image, said.brief)
    order = Refine(**edit.said_of(opened, "refine", model=said.model), strength=said.strength)
    made = await edit.run(order, opened, house, families)
    paper.write(out, made.data)
    return [out]


async def finish(said: argparse.Namespace, house: Settings, families: road.Families) -> list[Path]:
    """The delivery file."""
    out, opened = to_png(said.out), open_picture(said.image, said.brief)
    order = Finish(**edit.said_of(opened, "finish"), scale=said.scale, sharpen=said.sharpen)
    made = await edit.run(order, opened, house, families)
    paper.write(out, made.data)
    return [out]


async def regrade(said: argparse.Namespace, house: Settings, families: road.Families) -> list[Path]:
    """Another print, and its grade as files for other programs."""
    out, opened = to_png(said.out), open_picture(said.image, said.brief)
    order, blobs = _print(said, opened)
    made = await edit.run(order, opened, house, families, *blobs)
    paper.write(out, made.data)
    written = [out]
    if made.take and (said.cube_out or said.cdl_out):
        export = Export(take=made.take.blob, recipe=made.take.recipe)
        grade = await edit.run(export, opened, house, families, *blobs)
        for path, data in ((said.cube_out, grade.data), (said.cdl_out, _cdl(grade, house))):
            if path:
                paper.folder(path.parent)
                paper.write(path, data)
                written.append(path)
    return written


def _print(said: argparse.Namespace, opened: Opened) -> tuple[Regrade, list[bytes]]:
    """The order, and the files that it reads."""
    base = edit.said_of(opened, "regrade")
    if path := said.cube or said.cdl:
        data = paper.picture(path)
        return Regrade(**base, grade=Grade(), file=digest(data)), [data]
    if said.like:
        data = open_picture(said.like).data
        return Regrade(**base, grade=Grade(), like=digest(data)), [data]
    if said.none:
        return Regrade(**base, grade=Grade()), []
    try:
        return Regrade(**base, grade=look(said.look).grade), []
    except LookError as error:
        raise StudioError(str(error)) from error


def _cdl(made: edit.Made, house: Settings) -> bytes:
    assert made.take is not None, "an export always has a take"
    return Vault(house.vault_dir).get(made.take.extras[GRADE_CDL])


async def animate(said: argparse.Namespace, house: Settings, families: road.Families) -> list[Path]:
    """Set it in motion."""
    if said.out.suffix.lower() != ".mp4":
        raise StudioError(f"A clip is written as MP4: let {said.out.name!r} end in .mp4.")
    paper.folder(said.out.parent)
    opened = open_picture(said.image, said.brief)
    order = Animate(
        **edit.said_of(opened, "animate", model=said.model),
        moves=said.moves,
        seconds=said.seconds,
        strength=said.strength,
        loop=not said.once,
        frames_per_second=said.rate,
        seed=said.seed,
    )
    made = await edit.run(order, opened, house, families)
    paper.write(said.out, made.data)
    _tell(*made.notes())
    return [said.out]


async def review(said: argparse.Namespace, _house: Settings, _f: road.Families) -> list[Path]:
    """What a careful eye would look at."""
    return _said(looking.review(open_picture(said.image, said.brief)), said)


async def mattes(said: argparse.Namespace, _house: Settings, _f: road.Families) -> list[Path]:
    """Which pixels are what."""
    return looking.mattes(open_picture(said.image), said.out)


async def identity(said: argparse.Namespace, _house: Settings, _f: road.Families) -> list[Path]:
    """Whether two pictures show one person."""
    return _said(looking.identity(open_picture(said.image), open_picture(said.other)), said)


VERBS: Mapping[str, Verb] = {
    "fix-eyes": fix_eyes,
    "region": region,
    "refine": refine,
    "finish": finish,
    "regrade": regrade,
    "animate": animate,
    "review": review,
    "mattes": mattes,
    "identity": identity,
}


def run(said: argparse.Namespace, house: Settings, families: road.Families) -> list[Path]:
    """Do what was said. Raises StudioError."""
    return asyncio.run(VERBS[said.command](said, house, families))


def _said(what: looking.Said, said: argparse.Namespace) -> list[Path]:
    """On stdout: as JSON for a program, in lines for a person."""
    print(what.json() if said.json else what.lines())  # noqa: T201 - that is what was asked for
    return []


def _tell(*sentences: Any) -> None:
    for sentence in filter(None, sentences):
        print(sentence, file=sys.stderr)  # noqa: T201
