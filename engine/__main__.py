"""The engine's command line: `python -m engine --help`."""

import argparse
import asyncio
import logging
import re
import sys
from functools import partial
from pathlib import Path
from typing import Never

from engine import models, settings
from engine.commands import previs, remake, road, serve, shoot
from engine.protocol import LANES, MAX_TAKES, Lane, Size, StudioError
from engine.settings import Settings

WRONG = 2  # something that the person can mend: one sentence on stderr
BROKEN = 1  # something that they cannot; the log says what


def main(arguments: list[str] | None = None, families: road.Families | None = None) -> int:
    """Run one command; the exit code is 0, 1 (it failed), 2 (a sentence says why) or 130."""
    said = _parser().parse_args(arguments)
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s",
        level=logging.INFO if said.command == "worker" else logging.WARNING,
    )
    try:
        house = settings.load(said.data, said.cache)
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
            _models()
        case _:
            return [_bake(house)]
    return []


def _models() -> None:
    for card in map(models.card, sorted(models.FAMILIES)):
        sale = "commercial use allowed" if card.commercial else "no commercial use"
        print(f"{card.id}: {card.title}. {card.about}")
        print(f"  can {', '.join(card.can)}; {card.licence}; {sale}; {card.memory_gb:g} GB")


def _bake(house: Settings) -> Path:
    from engine.maquette import anatomy, bake, skin  # noqa: PLC0415 - only this command needs them

    file = bake.bake(house.cache_dir)
    skin.warm(anatomy.load(house.cache_dir), skin.USUAL)
    return file


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage."""

    def error(self, message: str) -> Never:
        self.exit(WRONG, f"{message[0].upper()}{message[1:]}. Try `{self.prog} --help`.\n")


def _parser() -> argparse.ArgumentParser:
    house = _Parser(add_help=False)
    house.add_argument("--data", type=Path, metavar="DIR", help="the queue and the vault")
    house.add_argument("--cache", type=Path, metavar="DIR", help="baked and compiled data")
    picture = _Parser(add_help=False)
    picture.add_argument("brief", type=Path, metavar="BRIEF.toml")
    picture.add_argument("--out", type=Path, required=True)
    picture.add_argument("--seed", type=_whole(0, 2**31 - 1), metavar="S")
    picture.add_argument("--size", type=_size, metavar="WxH", help="pixels")

    parser = _Parser(prog="python -m engine", description="Make pictures of briefs.")
    verbs = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    verb = partial(verbs.add_parser, parents=[house])
    making = partial(verbs.add_parser, parents=[house, picture])

    sheet = making("shoot", help="shoot a contact sheet into a folder")
    sheet.add_argument("--takes", type=_whole(1, MAX_TAKES), default=4, metavar="N")
    sheet.add_argument("--model", default="maquette")
    sheet.add_argument("--samples", type=_whole(1, 1024), default=16, metavar="N")
    sheet.add_argument("--truth", action="store_true", help="depth, normals, mattes, landmarks too")
    making("previs", help="show the light and the framing in one quick picture")
    making("truth", help="write depth, normals, mattes and landmarks into a folder")
    again = verb("remake", help="make a take again from the recipe in its file")
    again.add_argument("take", type=Path, metavar="TAKE.png")
    again.add_argument("--out", type=Path, required=True)
    worker = verb("worker", help="serve the queue")
    worker.add_argument("--burst", action="store_true", help="end when the queue is empty")
    worker.add_argument(
        "--lanes", type=_lanes, default=LANES, metavar="L,L", help=f"some of {','.join(LANES)}"
    )
    verb("models", help="list the model families")
    verb("bake", help="bake the person's data into the cache")
    return parser


class _whole:  # noqa: N801 - argparse calls it as a function and prints its name
    """A whole number within limits."""

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def __call__(self, text: str) -> int:
        if not re.fullmatch(r"-?\d+", text) or not self._least <= int(text) <= self._most:
            raise argparse.ArgumentTypeError(
                f"give a whole number from {self._least} to {self._most}, not {text!r}"
            )
        return int(text)


def _lanes(text: str) -> tuple[Lane, ...]:
    said = {lane.strip() for lane in text.split(",")}
    if not said <= set(LANES):
        raise argparse.ArgumentTypeError(
            f"give some of {', '.join(LANES)}, with commas between them, not {text!r}"
        )
    return tuple(lane for lane in LANES if lane in said)


def _size(text: str) -> Size:
    width, _, height = text.partition("x")
    try:
        return Size(width=int(width), height=int(height))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"give width x height in pixels, each from 64 to 4096, as in 512x640, not {text!r}"
        ) from None


if __name__ == "__main__":
    sys.exit(main())
