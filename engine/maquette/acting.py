"""From emotion words to a pose: what the face does, how the head is held, where the eyes look."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from engine.maquette.person import Pose
from engine.maquette.words import Lexicon, table
from prompts.brief import Brief

ELSEWHERE, LOW = 5.0, -3.0  # degrees off the lens, and up
# Actions that the data holds once for the whole face; all others have a left and a right.
UNSIDED = frozenset(
    [
        "browInnerUp",
        "cheekPuff",
        "jawForward",
        "jawLeft",
        "jawOpen",
        "jawRight",
        "mouthClose",
        "mouthFunnel",
        "mouthLeft",
        "mouthPucker",
        "mouthRight",
        "mouthRollLower",
        "mouthRollUpper",
        "mouthShrugLower",
        "mouthShrugUpper",
        "tongueOut",
    ]
)


@dataclass(frozen=True)
class Expression:
    """One row of the acting table, sides made explicit."""

    actions: dict[str, float]
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    away: float = 0.0
    blink: float = 0.0


def _sided(actions: dict[str, float]) -> dict[str, float]:
    out: dict[str, float] = {}
    for name, weight in actions.items():
        if name in UNSIDED or name.endswith(("Left", "Right")):
            out[name] = weight
        else:
            out |= {f"{name}Left": weight, f"{name}Right": weight}
    return out


# What a photographer asks for from take to take: degrees by which the head turns (positive: further
# to its side), nods and tilts, how much of the expression is shown, degrees that the eyes look past
# the lens. Drawn at random, two of four takes are often alike; a sheet is there to choose from.
TAKES = (
    (0.0, 0.0, 0.0, 1.0, 0.0),
    (10.0, -2.5, 2.0, 0.75, 0.0),
    (-17.0, 1.5, -2.5, 1.1, 0.0),
    (5.0, 4.0, 3.5, 0.9, 16.0),
    (-9.0, -4.0, 1.5, 1.25, 0.0),
    (15.0, 2.0, -3.0, 1.0, -12.0),
    (-24.0, -1.5, 2.5, 0.8, 0.0),
    (-4.0, 3.0, -4.0, 1.2, -14.0),
)


@cache
def _expressions() -> Lexicon[Expression]:
    out: dict[str, Expression] = {}
    for row in table("acting").values():
        rest: dict[str, Any] = {k: v for k, v in row.items() if k not in ("words", "actions")}
        expression = Expression(_sided(row["actions"]), **rest)
        out |= dict.fromkeys(row["words"], expression)
    return Lexicon(out)


@cache
def _intensity() -> Lexicon[float]:
    return Lexicon(table("intensity")["words"])


def expression(*texts: str | None) -> Expression:
    """What the first text that says anything says; neutral if none does."""
    for text in texts:
        hits = _expressions().hits(text)
        if hits:
            kept = hits[:2]
            strength = 1.0
            for hit in _intensity().hits(text):
                strength *= hit.value
            return _blend([hit.value for hit in kept], strength)
    return _blend([_expressions().table["neutral"]], 1.0)


def _blend(rows: list[Expression], strength: float) -> Expression:
    share = strength / len(rows)
    actions: dict[str, float] = {}
    for row in rows:
        for name, weight in row.actions.items():
            actions[name] = min(1.0, actions.get(name, 0.0) + weight * share)
    held = ("yaw", "pitch", "roll", "away", "blink")
    return Expression(actions, **{k: share * sum(getattr(row, k) for row in rows) for k in held})


def pose(brief: Brief, take_seed: int, index: int) -> Pose:
    """How the subject of a brief holds still for take `index`; 0 is composed, later ones vary."""
    feeling = expression(brief.subject.emotion, brief.mood)
    rng = np.random.default_rng([take_seed, index, 11])
    first = np.random.default_rng([take_seed, 10])
    side = _facing(brief, first)
    yaw = side * first.uniform(8, 15) + feeling.yaw * side
    pitch = feeling.pitch + first.normal(0, 1.2)
    roll = (feeling.roll + first.normal(0, 1.0)) * -side
    strength = 1.0
    away = feeling.away * side
    if index:
        turn, nod, tilt, strength, aside = TAKES[index % len(TAKES)]
        yaw += side * (turn + rng.normal(0, 2.0))
        pitch += nod + rng.normal(0, 0.8)
        roll += tilt + rng.normal(0, 0.8)
        strength *= float(rng.uniform(0.92, 1.08))
        away += side * aside
    yaw = float(np.clip(yaw, -32, 32))
    across = -0.92 * yaw + away + rng.normal(0, 0.8)  # nearly back to the lens
    # Eyes on the lens make up for the head; eyes elsewhere rest a little low, never rolled up.
    level = -0.85 * pitch if abs(away) < ELSEWHERE else LOW
    gaze = (
        float(np.clip(across, -30, 30)),
        float(np.clip(level + rng.normal(0, 0.6), -20, 20)),
    )
    return Pose(
        yaw=yaw,
        pitch=float(np.clip(pitch, -14, 14)),
        roll=float(np.clip(roll, -10, 10)),
        gaze=gaze,
        blink=float(np.clip(feeling.blink * strength, 0, 0.5)),
        actions={k: float(min(1.0, v * strength)) for k, v in feeling.actions.items()},
    )


def _facing(brief: Brief, rng: np.random.Generator) -> int:
    """The side the face turns to: towards the key, as photographers ask; else the seed's choice."""
    coin = 1 if rng.random() < 0.5 else -1
    match brief.light.key.side:
        case "right":
            return 1
        case "left":
            return -1
        case _:
            return coin
