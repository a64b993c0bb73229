"""Shoot a contact sheet: its takes, the sheet, and job.json that says how they were made."""

import json
from pathlib import Path

from engine import maps, png
from engine.commands import paper, road
from engine.models import card
from engine.protocol import Job, Shoot, Size, TakeReady
from engine.settings import Settings
from engine.sheet import sheet
from engine.vault import Vault


async def run(
    brief: Path,
    out: Path,
    settings: Settings,
    families: road.Families,
    *,
    takes: int,
    seed: int | None,
    size: Size | None,
    model: str,
    samples: int,
    truth: bool,
) -> list[Path]:
    """Fill `out` and return the files, the sheet first. Raises StudioError."""
    card(model, settings)
    read = paper.read(brief, seed, size)
    job = Job(
        order=Shoot(
            shot=read.shot,
            takes=takes,
            seed=read.seed,
            person_seed=read.person_seed,
            size=read.size,
            model=model,
            samples=samples,
            truth=truth,
        ),
        lane="interactive",
    )
    paper.folder(out)
    done: dict[int, TakeReady] = {}
    pictures: dict[int, bytes] = {}

    def receive(take: TakeReady, vault: Vault) -> None:
        done[take.index] = take
        pictures[take.index] = vault.get(take.blob)
        paper.write(out / _name(take.index), pictures[take.index])
        for name in maps.NAMES if truth else ():
            paper.write(out / f"take-{take.index + 1}-{name}", vault.get(take.extras[name]))

    await road.travel(job, settings, families, receive)
    order = sorted(done)
    grid = sheet([png.decode(pictures[index]) for index in order], read.shot)
    paper.write(out / "sheet.png", grid)
    said = _said(job, [done[index] for index in order])
    paper.write(out / "job.json", json.dumps(said, indent=1).encode())
    return [out / "sheet.png", *(out / _name(index) for index in order), out / "job.json"]


def _name(index: int) -> str:
    return f"take-{index + 1}.png"


def _said(job: Job, takes: list[TakeReady]) -> dict[str, object]:
    return {
        "job": job.id,
        "order": job.order.model_dump(mode="json"),
        "sheet": "sheet.png",
        "takes": [
            {
                "file": _name(take.index),
                "index": take.index,
                "seed": take.recipe.seed,
                "seconds": take.measures["seconds"],
                "blob": take.blob,
                "extras": take.extras,
                "revision": take.recipe.revision,
                "versions": take.recipe.versions,
            }
            for take in takes
        ],
    }
