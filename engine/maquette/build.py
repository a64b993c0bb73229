"""From a Person and a Pose to a Body: expression, bones, subdivision, eyes, teeth, anchors."""

from functools import lru_cache

import numpy as np

from engine.maquette import eyes, lids, shape, skeleton, subdivide
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Body, Floats, Ints, Mesh
from engine.maquette.person import Person, Pose

AWAKE = 0.22  # of eyeWide: the template's lids hang a little
INCISORS = np.array([0, 0, -0.0022], np.float32)  # upper teeth show under a parted lip
LOOK = 30.0  # degrees of gaze at which a look action counts fully
TEETH = ("teeth-upper", "teeth-lower", "tongue")


def build(anatomy: Anatomy, person: Person, pose: Pose) -> Body:
    """One person in one pose, before hair and wardrobe. Unknown names raise KeyError."""
    still, heads = shape.identity(anatomy, person)
    cage = still.copy()
    cage[np.unique(anatomy.parts["teeth-upper"])] += INCISORS
    actions = expression(pose)
    for name, value in actions.items():
        shape.add(anatomy, cage, heads, name, value)
    lids.wrap(anatomy, still, cage, actions, pose.gaze)
    if pose.breath:
        skeleton.breathe(cage, heads, pose.breath)
    moves = skeleton.moves(heads, pose)
    posed = skeleton.skin(anatomy, cage, moves)
    head = moves[skeleton.HEAD]

    fine = np.asarray(anatomy.topology.matrix @ posed, np.float32)
    normals = subdivide.normals(fine, anatomy.topology.quads, anatomy.topology.touching)
    weld = anatomy.surface.weld
    surface = anatomy.surface
    skin = Mesh(fine[weld], normals[weld], surface.triangles, surface.uv)
    both = {side: eyes.place(anatomy, still, head, side, _gaze(pose, side)) for side in "lr"}
    anchors = {name: skin.vertices[index] for name, index in anatomy.points.items()}
    for side, eye in both.items():
        anchors |= {f"eye_{side}": eye.centre, f"pupil_{side}": eye.pupil}
    return Body(
        cage=posed,
        skin=skin,
        surface=surface,
        eyes=both,
        teeth=tuple(_part(anatomy, posed, name) for name in TEETH),
        head=head,
        anchors=anchors,
    )


def _gaze(pose: Pose, side: str) -> tuple[float, float]:
    """Of one eye: the left one, at the right of the picture, finds the nose to its left."""
    right, up = pose.gaze
    return right - pose.converge if side == "l" else right + pose.converge, up


def expression(pose: Pose) -> dict[str, float]:
    """The pose's facial actions, with the lids following blink and gaze."""
    actions = dict(pose.actions)
    right, up = pose.gaze
    follow = {
        "eyeBlinkLeft": pose.blink,
        "eyeBlinkRight": pose.blink,
        "eyeWideLeft": AWAKE * max(0.0, 1 - 3 * pose.blink),
        "eyeWideRight": AWAKE * max(0.0, 1 - 3 * pose.blink),
        "eyeLookUpLeft": up / LOOK,
        "eyeLookUpRight": up / LOOK,
        "eyeLookDownLeft": -up / LOOK,
        "eyeLookDownRight": -up / LOOK,
        "eyeLookOutLeft": right / LOOK,
        "eyeLookInRight": right / LOOK,
        "eyeLookInLeft": -right / LOOK,
        "eyeLookOutRight": -right / LOOK,
    }
    for name, value in follow.items():
        actions[name] = min(1.0, max(actions.get(name, 0.0), value))
    return actions


@lru_cache(maxsize=8)
def _fine(anatomy: Anatomy, name: str) -> tuple[Ints, subdivide.Refined, subdivide.Matrix]:
    """A helper part: the vertices of the cage that it uses, and how they are refined."""
    used, local = np.unique(anatomy.parts[name], return_inverse=True)
    fine = subdivide.smooth(local.reshape(-1, 4).astype(np.int32), len(used))
    return used, fine, subdivide.incidence(fine.quads, fine.count)


def _part(anatomy: Anatomy, cage: Floats, name: str) -> Mesh:
    used, fine, touching = _fine(anatomy, name)
    points = np.asarray(fine.matrix @ cage[used], np.float32)
    normals = subdivide.normals(points, fine.quads, touching)
    return Mesh(points, normals, subdivide.triangles(fine.quads))
