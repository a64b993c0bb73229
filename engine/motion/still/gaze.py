"""Both eyes of a scene: they look aside, and close."""

from dataclasses import dataclass

import numpy as np

from engine.motion.moves import Moment, Moves
from engine.motion.still.eyeball import Eyeball
from engine.motion.still.lids import Lid
from engine.motion.still.scene import Scene
from engine.motion.still.socket import Socket
from engine.pictures import Floats
from engine.protocol import StudioError

CLOSED = (
    "The eyes in this picture are too small, closed or hidden, so they cannot {}. "
    "Choose other moves, or a closer picture."
)


@dataclass(frozen=True, eq=False)
class Eye:
    """What one eye can do."""

    socket: Socket
    lid: Lid | None
    ball: Eyeball | None

    def at(self, moment: Moment) -> Floats:
        """Its crop of the still at a moment."""
        crop = self.socket.crop if self.ball is None else self.ball.turned(moment.gaze)
        return crop if self.lid is None else self.lid.closed(crop, moment.blink)


def eyes(scene: Scene, moves: Moves) -> tuple[Eye, ...]:
    """The eyes that are to move. Raises StudioError if none of them can."""
    wanted = {"blink", "glance"} & set(moves.names)
    if not wanted or scene.face is None:
        return ()
    found: list[Eye] = []
    for points in scene.face.eyes.values():
        socket = Socket.of(scene.still, points)
        if socket is None:
            continue
        lid = Lid.of(socket, scene.hair, moves.seed) if "blink" in wanted else None
        ball = Eyeball.of(socket, points) if "glance" in wanted else None
        if lid is not None or ball is not None:
            found.append(Eye(socket, lid, ball))
    if not found:
        raise StudioError(CLOSED.format(" or ".join(sorted(wanted))))
    return tuple(found)


def looked(subject: Floats, moving: tuple[Eye, ...], moment: Moment) -> Floats:
    """The subject (h, w, 4) with its eyes as they are at a moment."""
    if moment.blink <= 0 and moment.gaze == (0.0, 0.0):
        return subject
    out = subject.copy()
    for eye in moving:
        part = eye.socket.slices
        out[part][..., :3] += np.asarray(eye.at(moment) - eye.socket.crop, np.float32)
    return out
