"""A small studio over the real maquette: orders in, takes out, a vault in memory."""

from pathlib import Path
from typing import Any

import numpy as np

from engine import ops, png
from engine.models import card
from engine.models.maquette import MaquetteFamily
from engine.protocol import NEGATIVE, Order, Shoot, Size, StudioError
from engine.tools import Take, Tools
from engine.vault import digest
from prompts.brief import Brief, Camera, Subject
from prompts.compiler import compile_shot
from prompts.shot import Shot

SIZE = Size(width=128, height=160)
WHO = Subject(age=40, gender="woman", hair="long black hair", wardrobe="grey shirt")


def shot(**said: Any) -> Shot:
    """A close portrait with a lamp from the left, before a grey wall."""
    camera = Camera(framing="close-up", aperture=4)
    fields: dict[str, Any] = {"subject": WHO, "look": "golden-hour", "camera": camera}
    return compile_shot(Brief(**fields | said))


class Studio:
    """One camera and its vault."""

    def __init__(self, cache_dir: Path) -> None:
        self.family = MaquetteFamily(card("maquette"), cache_dir)
        self.kept: dict[str, bytes] = {}
        self.told: list[tuple[int, int, bool]] = []
        self.stop_at = 10**9

    def tell(self, step: int, of: int, preview: bytes | None) -> None:
        self.told.append((step, of, preview is not None))
        if len(self.told) >= self.stop_at:
            raise InterruptedError

    def picture(self, blob: str) -> bytes:
        if blob not in self.kept:
            raise StudioError("The vault lost it.")
        return self.kept[blob]

    def run(self, order: Order) -> Take:
        self.told.clear()
        tools = Tools(family=lambda _: self.family, picture=self.picture, tell=self.tell)
        (take,) = ops.run(order, tools)
        self.kept |= {digest(data): data for data in (take.data, *take.extras.values())}
        return take

    def shoot(self, index: int = 1, seed: int = 5, **said: Any) -> Take:
        order = Shoot(shot=shot(), takes=4, seed=seed, size=SIZE, samples=4, only=index, **said)
        return self.run(order)


def of(take: Take, **more: Any) -> dict[str, Any]:
    """What every edit of a take says."""
    file = take.extras.get(NEGATIVE)
    said = {"take": digest(take.data), "negative": file and digest(file), "recipe": take.recipe}
    return said | more


def pixels(take: Take) -> np.ndarray:
    return png.decode(take.data)


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = ((one.astype(float) - other.astype(float)) ** 2).mean()
    return float(10 * np.log10(255**2 / max(error, 1e-9)))
