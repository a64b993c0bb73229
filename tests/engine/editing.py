"""A bench for edits: a tiny family, a vault in memory, and every edit there is."""

from dataclasses import replace
from typing import Any

from engine import ops
from engine.protocol import (
    LAYER,
    NEGATIVE,
    Animate,
    Board,
    Box,
    EditRegion,
    Export,
    Finish,
    FixEyes,
    Layered,
    Order,
    Refine,
    Regrade,
    Restack,
    Review,
    StudioError,
)
from engine.tools import Take, Tools
from engine.vault import digest
from prompts.setup import Grade
from tests.fakes import SHOT, ColourCard, only, order

NOIR = Grade(saturation=0.2, contrast=1.3, slope=(1.1, 1.0, 0.9), grain=0.4, vignette=0.3)
WARM = Grade(slope=(1.1, 1.0, 0.9))


class Bench:
    """Runs orders over one family and remembers what they made, as a vault does."""

    def __init__(self, family: ColourCard | None = None, **tools: Any) -> None:
        self.family = family or ColourCard()
        self.kept: dict[str, bytes] = {}
        self.told: list[float] = []
        self.tools = Tools(
            family=only(self.family),
            picture=self.picture,
            tell=lambda step, of, _: self.told.append(step / of),
            **tools,
        )

    def picture(self, blob: str) -> bytes:
        if blob not in self.kept:
            raise StudioError(f"The vault has no picture {blob}.")
        return self.kept[blob]

    def run(self, asked: Order, made: frozenset[int] = frozenset()) -> list[Take]:
        self.told.clear()
        takes = list(ops.run(asked, replace(self.tools, made=made)))
        for take in takes:
            self.keep(take.data, *take.extras.values())
        return takes

    def keep(self, *files: bytes) -> str:
        """Put files into the vault; the name of the last."""
        self.kept |= {digest(data): data for data in files}
        return digest(files[-1])

    def shoot(self, seed: int = 3, grade: Grade = NOIR, **said: Any) -> Take:
        setup = SHOT.setup.model_copy(update={"grade": grade})
        shot = SHOT.model_copy(update={"setup": setup})
        return self.run(order(1, seed=seed, **said).model_copy(update={"shot": shot}))[0]


def blob(take: Take) -> str:
    return digest(take.data)


def negative(take: Take) -> str | None:
    file = take.extras.get(NEGATIVE)
    return digest(file) if file else None


def said(take: Take) -> dict[str, Any]:
    """What every edit of a take says."""
    return {"take": blob(take), "negative": negative(take), "recipe": take.recipe}


def mended(take: Take, **more: Any) -> FixEyes:
    fields: dict[str, Any] = said(take) | {"seed": 9} | more
    return FixEyes(**fields)


def painted(take: Take, **more: Any) -> EditRegion:
    fields: dict[str, Any] = said(take) | {"seed": 8, "region": "hair", "words": "red"} | more
    return EditRegion(**fields)


def stacked(base: Take, *layers: Take, off: tuple[Take, ...] = ()) -> Restack:
    """The last layer's take with some of its layers off."""
    return Restack(
        **said(layers[-1]),
        base=blob(base),
        base_negative=negative(base),
        layers=tuple(Layered(take=blob(x), layer=digest(x.extras[LAYER])) for x in layers),
        off=tuple(map(blob, off)),
    )


def edits(take: Take) -> dict[str, Order]:
    """One of every edit."""
    of: dict[str, Any] = said(take) | {"seed": 9}
    box = Box(left=0.1, top=0.1, right=0.5, bottom=0.5)
    return {
        "refine": Refine(**of),
        "fix-eyes": FixEyes(**of),
        "edit-region": EditRegion(**of, region="hair", words="red"),
        "box": EditRegion(**of, region=box),
        "regrade": Regrade(**of, grade=WARM),
        "animate": Animate(**of, seconds=0.5, frames_per_second=8),
        "finish": Finish(**of),
        "review": Review(**of),
        "board": Board(**of, grades={"Noir": NOIR, "Plain": Grade()}),
        "export": Export(**of),
        "restack": Restack(**of, base=blob(take), base_negative=negative(take), layers=()),
    }


KINDS = (
    "refine",
    "fix-eyes",
    "edit-region",
    "box",
    "regrade",
    "animate",
    "finish",
    "review",
    "board",
    "export",
    "restack",
)
