"""What may be said on the command line."""

import argparse
from functools import partial
from pathlib import Path
from typing import Any, Never, get_args

from engine.commands.finishing import EYES
from engine.commands.values import Share, Whole, lanes, moves, part, size
from engine.protocol import LANES, MAX_TAKES, Gaze

WRONG = 2  # the exit code where something can be mended by the person
SEED = Whole(0, 2**31 - 1)
STRENGTH = Share(0.01, 1)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage."""

    def error(self, message: str) -> Never:
        """End with it."""
        self.exit(WRONG, f"{message[0].upper()}{message[1:]}. Try `{self.prog} --help`.\n")


def parser() -> Parser:
    """Every verb with its options."""
    house = Parser(add_help=False)
    house.add_argument("--data", type=Path, metavar="DIR", help="the queue and the vault")
    house.add_argument("--config", type=Path, metavar="F", help="another studio.toml")
    house.add_argument("--cache", type=Path, metavar="DIR", help="baked and compiled data")
    whole = Parser(prog="python -m engine", description="Make pictures of briefs, and finish them.")
    verbs = whole.add_subparsers(dest="command", required=True, parser_class=Parser)
    _shooting(verbs, house)
    _finishing(verbs, house)
    _looking(verbs, house)
    verb = partial(verbs.add_parser, parents=[house])
    worker = verb("worker", help="serve the queue")
    worker.add_argument("--burst", action="store_true", help="end when the queue is empty")
    worker.add_argument(
        "--lanes", type=lanes, default=LANES, metavar="L,L", help=f"some of {','.join(LANES)}"
    )
    verb("models", help="list the model families")
    verb("bake", help="bake the person's data into the cache")
    return whole


def _shooting(verbs: Any, house: Parser) -> None:
    picture = Parser(add_help=False)
    picture.add_argument("brief", type=Path, metavar="BRIEF.toml")
    picture.add_argument("--out", type=Path, required=True)
    picture.add_argument("--seed", type=SEED, metavar="S")
    picture.add_argument("--size", type=size, metavar="WxH", help="pixels")
    making = partial(verbs.add_parser, parents=[house, picture])
    sheet = making("shoot", help="shoot a contact sheet into a folder")
    sheet.add_argument("--takes", type=Whole(1, MAX_TAKES), default=4, metavar="N")
    sheet.add_argument("--model", default="maquette")
    sheet.add_argument("--samples", type=Whole(1, 1024), default=16, metavar="N")
    sheet.add_argument("--truth", action="store_true", help="depth, normals, mattes, landmarks too")
    making("previs", help="show the light and the framing in one quick picture")
    making("truth", help="write depth, normals, mattes and landmarks into a folder")
    again = verbs.add_parser(
        "remake", parents=[house], help="make a take again from the recipe in its file"
    )
    again.add_argument("take", type=Path, metavar="TAKE.png")
    again.add_argument("--out", type=Path, required=True)


def _finishing(verbs: Any, house: Parser) -> None:
    """Each begins with a picture, a take of ours or any photograph, and ends with another."""
    image = Parser(add_help=False)
    image.add_argument("image", type=Path, metavar="IMAGE")
    image.add_argument("--out", type=Path, required=True, metavar="F")
    image.add_argument("--brief", type=Path, metavar="B.toml", help="the brief of its light")
    image.add_argument("--seed", type=SEED, default=0, metavar="S")
    image.add_argument("--model", metavar="NAME", help="else the one that the take asks for")
    making = partial(verbs.add_parser, parents=[house, image])

    eyes = making("fix-eyes", help="mend eyes, one at a time; the rest keeps every byte")
    eyes.add_argument("--eyes", choices=tuple(EYES), default="both", help="as the camera sees them")
    eyes.add_argument("--gaze", choices=get_args(Gaze), default="natural")
    eyes.add_argument("--recolour", action="store_true", help="the iris may change its colour")
    eyes.add_argument("--no-catchlight", action="store_true", help="leave the catchlights alone")
    eyes.add_argument("--strength", type=STRENGTH, default=0.5)
    eyes.add_argument("--report", type=Path, metavar="F.json", help="what was measured")
    region = making("region", help="change one part; the rest keeps every byte")
    region.add_argument(
        "--what", type=part, required=True, help="hair, wardrobe, background, skin, lips, or a box"
    )
    region.add_argument("--to", required=True, metavar="TEXT", help="what it should become")
    region.add_argument("--strength", type=STRENGTH, default=1.0)
    refine = making("refine", help="the same picture, larger and finer")
    refine.add_argument("--strength", type=STRENGTH, default=0.35)
    finish = making("finish", help="the delivery file: larger, sharpened, grain last")
    finish.add_argument("--scale", type=int, choices=(1, 2), default=2)
    finish.add_argument("--sharpen", type=Share(0, 1), default=0.5)

    grade = making("regrade", help="another print of the same picture")
    by = grade.add_mutually_exclusive_group(required=True)
    by.add_argument("--look", metavar="ID", help="the grade of a look")
    by.add_argument("--cube", type=Path, metavar="F", help="a LUT as .cube")
    by.add_argument("--cdl", type=Path, metavar="F", help="a grade as .cdl, .cc or .ccc")
    by.add_argument("--like", type=Path, metavar="IMAGE", help="the colours of another picture")
    by.add_argument("--none", action="store_true", help="drop the grade")
    grade.add_argument("--cube-out", type=Path, metavar="F", help="write the grade as .cube")
    grade.add_argument("--cdl-out", type=Path, metavar="F", help="write its ASC CDL")

    clip = making("animate", help="a short clip of a still")
    clip.add_argument("--moves", type=moves, default=("breath", "blink", "drift"), metavar="M,M")
    clip.add_argument("--seconds", type=Share(1, 10), default=4.0)
    clip.add_argument("--rate", type=Whole(8, 60), default=24, help="frames a second")
    clip.add_argument("--strength", type=Share(0, 1), default=0.5)
    clip.add_argument("--once", action="store_true", help="no loop")


def _looking(verbs: Any, house: Parser) -> None:
    """Nothing is made: what is seen is said."""
    image = Parser(add_help=False)
    image.add_argument("image", type=Path, metavar="IMAGE")
    looking = partial(verbs.add_parser, parents=[house, image])
    review = looking("review", help="what a careful eye would look at")
    review.add_argument("--brief", type=Path, metavar="B.toml", help="the brief of its light")
    mattes = looking("mattes", help="write which pixels are what into a folder")
    mattes.add_argument("--out", type=Path, required=True, metavar="DIR")
    identity = looking("identity", help="whether two pictures show one person")
    identity.add_argument("other", type=Path, metavar="OTHER")
    for each in (review, identity):
        each.add_argument("--json", action="store_true")
