"""The few bones of a bust: neck, head, shoulders and arms, by linear blend skinning."""

import numpy as np

from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats
from engine.maquette.harvest import BONES
from engine.maquette.person import Pose

HEAD = BONES.index("head")
NECK = BONES.index("neck01")
PARENT = {
    "root": "", "neck01": "root", "neck02": "neck01", "neck03": "neck02", "head": "neck03",
    "clavicle": "root", "shoulder01": "clavicle", "upperarm01": "shoulder01",
    "upperarm02": "upperarm01", "lowerarm01": "upperarm02", "lowerarm02": "lowerarm01",
}  # fmt: skip
# A head turn is shared by the neck's joints.
TURN = {"neck01": 0.12, "neck02": 0.18, "neck03": 0.2, "head": 0.5}
# The template stands in an A-pose; these degrees hang the arms: (lower, straighten, twist inwards).
RELAX = {
    "clavicle": (3.0, 0.0, 0.0),
    "shoulder01": (5.0, 0.0, 0.0),
    "upperarm01": (21.0, 0.0, 0.0),
    "lowerarm01": (0.0, 26.0, 8.0),
}


def rotation(axis: str, degrees: float) -> Floats:
    """A right-handed turn (3, 3) about a world axis."""
    angle = np.radians(degrees)
    c, s = np.cos(angle), np.sin(angle)
    match axis:
        case "x":
            rows = [[1, 0, 0], [0, c, -s], [0, s, c]]
        case "y":
            rows = [[c, 0, s], [0, 1, 0], [-s, 0, c]]
        case _:
            rows = [[c, -s, 0], [s, c, 0], [0, 0, 1]]
    return np.array(rows, np.float32)


def turn(yaw: float, pitch: float, roll: float) -> Floats:
    """Yaw + to the right of the picture, pitch + up, roll + to the right of the picture."""
    turned = rotation("z", yaw) @ rotation("x", -pitch) @ rotation("y", roll)
    return np.asarray(turned, np.float32)


def moves(heads: Floats, pose: Pose) -> Floats:
    """Every bone's transform (bones, 4, 4), template to pose."""
    out = np.tile(np.eye(4, dtype=np.float32), (len(BONES), 1, 1))
    for k, name in enumerate(BONES):
        plain, _, side = name.partition(".")
        parent = PARENT[plain]
        if not parent:
            continue
        above = out[BONES.index(f"{parent}.{side}" if side and parent != "root" else parent)]
        local = np.eye(4, dtype=np.float32)
        local[:3, :3] = _bend(plain, side, pose)
        local[:3, 3] = heads[k] - local[:3, :3] @ heads[k]
        out[k] = above @ local
    return out


def _bend(plain: str, side: str, pose: Pose) -> Floats:
    if plain in TURN:
        share = TURN[plain]
        return turn(pose.yaw * share, pose.pitch * share, pose.roll * share)
    lower, straighten, inwards = RELAX.get(plain, (0.0, 0.0, 0.0))
    sign = 1 if side == "L" else -1
    inwards = -sign * inwards
    bend = rotation("y", sign * lower) @ rotation("z", inwards) @ rotation("x", straighten)
    return np.asarray(bend, np.float32)


def skin(anatomy: Anatomy, cage: Floats, transforms: Floats) -> Floats:
    """Linear blend skinning of the cage (n, 3)."""
    used = transforms[anatomy.bone_index, :3]
    blend = np.asarray(np.einsum("vk,vkij->vij", anatomy.bone_weight, used), np.float32)
    turned = np.einsum("vij,vj->vi", blend[:, :, :3], cage)
    return np.asarray(turned + blend[:, :, 3], np.float32)


def breathe(cage: Floats, heads: Floats, amount: float) -> None:
    """Lift the chest in place: `amount` 1 is a full quiet breath, 4 mm up and 6 mm forward."""
    height = heads[NECK, 2] - 0.12
    swell = np.exp(-(((cage[:, 2] - height) / 0.12) ** 2))[:, None]
    cage += swell * amount * np.array([0, -0.006, 0.004], np.float32)
