"""The engine's command line: `python -m engine --help`."""

import argparse
import asyncio
import logging
import sys
from functools import partial
from pathlib import Path

from engine import models, settings
from engine.commands import finishing, previs, remake, road, serve, shoot
from engine.commands.parser import WRONG, parser
from engine.models import catalogue
from engine.protocol import StudioError
from engine.settings import Settings

BROKEN = 1  # something that they cannot; the log says what


def main(arguments: list[str] | None = None, families: road.Families | None = None) -> int:
    """Run one command; the exit code is 0, 1 (it failed), 2 (a sentence says why) or 130."""
    said = parser().parse_args(arguments)
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s",
        level=logging.INFO if said.command == "worker" else logging.WARNING,
    )
    try:
        house = settings.load(said.data, said.cache, said.config)
        for path in _run(said, house, families or partial(models.family, settings=house)):
            print(path)
    except StudioError as error:
        print(error, file=sys.stderr)
        return WRONG
    except road.Failed as error:
        print(error, file=sys.stderr)
        return BROKEN
    except (road.Interrupted, KeyboardInterrupt):
        return road.INTERRUPTED
    return 0


def _run(said: argparse.Namespace, house: Settings, families: road.Families) -> list[Path]:
    match said.command:
        case "shoot":
            return asyncio.run(
                shoot.run(
                    said.brief,
                    said.out,
                    house,
                    families,
                    takes=said.takes,
                    seed=said.seed,
                    size=said.size,
                    model=said.model,
                    samples=said.samples,
                    truth=said.truth,
                )
            )
        case "previs" | "truth":
            make = previs.picture if said.command == "previs" else previs.truth
            return asyncio.run(
                make(said.brief, said.out, house, families, seed=said.seed, size=said.size)
            )
        case "remake":
            return asyncio.run(remake.run(said.take, said.out, house, families))
        case "worker":
            asyncio.run(serve.run(house, families, burst=said.burst, lanes=said.lanes))
        case "models":
            _models(house)
        case "bake":
            return [_bake(house)]
        case _:
            return finishing.run(said, house, families)
    return []


def _models(house: Settings) -> None:
    for name, entry in catalogue.known(house).items():
        card = entry.card
        sale = "commercial use allowed" if card.commercial else "no commercial use"
        print(f"{name}: {card.title}. {card.about}")
        print(f"  can {', '.join(card.can)}; {card.licence}; {sale}; {card.memory_gb:g} GB")
    print(f"Families to name in studio.toml: {', '.join(catalogue.DIFFUSION)}.")


def _bake(house: Settings) -> Path:
    from engine.maquette import anatomy, bake, skin  # noqa: PLC0415 - only this command needs them

    file = bake.bake(house.cache_dir)
    skin.warm(anatomy.load(house.cache_dir), skin.USUAL)
    return file


if __name__ == "__main__":
    sys.exit(main())
