"""One quick picture of a brief, or what the renderer knows about it."""

from pathlib import Path

from engine import maps
from engine.commands import paper, road
from engine.protocol import Job, Previs, Size, TakeReady
from engine.settings import Settings
from engine.vault import Vault


async def picture(
    brief: Path,
    out: Path,
    settings: Settings,
    families: road.Families,
    *,
    seed: int | None,
    size: Size | None,
) -> list[Path]:
    """Write the picture to the file `out`. Raises StudioError."""
    paper.folder(out.parent)

    def receive(take: TakeReady, vault: Vault) -> None:
        paper.write(out, vault.get(take.blob))

    await road.travel(_job(brief, seed, size, truth=False), settings, families, receive)
    return [out]


async def truth(
    brief: Path,
    out: Path,
    settings: Settings,
    families: road.Families,
    *,
    seed: int | None,
    size: Size | None,
) -> list[Path]:
    """Write the maps and the picture that they belong to into the folder. Raises StudioError."""
    paper.folder(out)
    files: list[Path] = []

    def receive(take: TakeReady, vault: Vault) -> None:
        maps_of = {name: take.extras[name] for name in maps.NAMES}
        for name, blob in (*maps_of.items(), ("previs.png", take.blob)):
            paper.write(out / name, vault.get(blob))
            files.append(out / name)

    await road.travel(_job(brief, seed, size, truth=True), settings, families, receive)
    return files


def _job(brief: Path, seed: int | None, size: Size | None, *, truth: bool) -> Job:
    read = paper.read(brief, seed, size)
    order = Previs(
        shot=read.shot,
        seed=read.seed,
        person_seed=read.person_seed,
        size=read.size,
        truth=truth,
    )
    return Job(order=order, lane="interactive")
