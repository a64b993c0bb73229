"""A sitting in motion: rendered keys, the frames between them, and every look of the eyes.

The subject is exposed alone, with the share of each pixel that it covers. Between two keys it is
carried by the motion that its own geometry says; the place behind is computed for every frame.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from engine.maquette import gaze, lens, lights, place
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats
from engine.maquette.develop import develop
from engine.maquette.lens import View
from engine.maquette.mattes import LIDS_M
from engine.maquette.moving import Places, landed, moved
from engine.maquette.picture import alone
from engine.maquette.place import Vista
from engine.maquette.sitting import Quality, Sitting
from engine.maquette.stage import Stage
from engine.maquette.survey import NOTHING, Survey, survey
from engine.motion.between import carried, spread
from engine.motion.moves import Moment, Moves
from engine.pictures import Negative
from engine.window import Window

KEYS_A_SECOND = 3.0
FEWEST, MOST = 6, 30
SPARE = 0.14  # of the frame's height: how far the place goes on beyond the frame
CLOSER = 3  # times the samples in the window of the eyes
ROOM = 0.03  # of the frame's height: around the eyes in their window

STIRS = {"breath", "drift", "push"}  # what moves more than the eyes

Told = Callable[[int, int, Negative], None]


def quality(samples: int = 8) -> Quality:
    """Of a clip: light may turn once less than in a still."""
    return Quality(samples=samples, depth=3, strands=1.0, texture=1024, fineness="high")


@dataclass(frozen=True)
class Key:
    """One rendered moment."""

    subject: Floats  # (h, w, 4) premultiplied light, and the share of cover
    seen: Survey
    places: Places
    view: View


class Reel:
    """Makes the frames of one clip. The stage is moved, and is not as it was afterwards."""

    def __init__(self, anatomy: Anatomy, stage: Stage, of: Sitting, moves: Moves) -> None:
        """Stand the camera and hang the lamps: those stay where they are."""
        self._anatomy, self._stage, self._of, self._moves = anatomy, stage, of, moves
        self._still = stage.sitter
        view = lens.place(of.setup.optics, self._still.body, of.size)
        self._vista = Vista(of.setup.backdrop, view, of.behind, SPARE)
        stage.frame(view)
        shed = place.plate(of.glow or of.setup.backdrop, view, of.behind)
        eyes = lens.between_eyes(self._still.body)
        self._rig = lights.rig(of.setup, eyes, view, place.glow(shed))

    def frames(self, count: int, on_key: Told) -> Iterator[Negative]:
        """All frames in order. What `on_key` raises ends the reel."""
        moves = self._moves
        times = [moves.time(i, count) for i in range(count)]
        keys = min(count, self._keys())
        returns = moves.loop or keys == 1
        eyes = [self._eyes_move(time) for time in times]
        work = keys + sum(eyes) + (not returns)
        done = 0

        def tell(subject: Floats, time: float) -> None:
            nonlocal done
            done += 1
            on_key(done, work, self._developed(subject, time))

        first = after = self._key(0.0)
        tell(first.subject, 0.0)
        between, reached = None, 0
        for time, busy in zip(times, eyes, strict=True):
            while between is None or (time * keys >= reached and reached < keys):
                before, reached = after, reached + 1
                if reached == keys and returns:
                    after = first
                else:
                    after = self._key(reached / keys)
                    tell(after.subject, reached / keys)
                between = Between(before, after)
            subject = between.at(time * keys - reached + 1)
            if busy:
                subject = self._looking(subject, time)
                tell(subject, time)
            yield self._developed(subject, time)

    def _eyes_move(self, time: float) -> bool:
        moment = self._moves.at(time)
        return moment.blink > 0 or moment.gaze != (0.0, 0.0)

    def _keys(self) -> int:
        moves = self._moves
        if not STIRS & set(moves.names):
            return 1
        return round(min(max(moves.seconds * KEYS_A_SECOND, FEWEST), MOST))

    def _view(self, moment: Moment) -> View:
        return lens.place(self._optics(moment), self._still.body, self._of.size)

    def _optics(self, moment: Moment) -> lens.Optics:
        optics = self._of.setup.optics
        nearer = 1 - moment.nearer
        return optics.model_copy(
            update={
                "azimuth": optics.azimuth + moment.azimuth,
                "elevation": optics.elevation + moment.elevation,
                "distance_m": optics.distance_m * nearer,
                "cover_m": optics.cover_m * nearer,
            }
        )

    def _act(self, moment: Moment) -> None:
        """Pose the sitter; the eyes rest on what they rested on."""
        of, still = self._of, self._of.pose
        yaw, pitch, roll = moment.head
        pose = replace(
            still,
            yaw=still.yaw + yaw,
            pitch=still.pitch + pitch,
            roll=still.roll + roll,
            breath=moment.breath,
            blink=max(still.blink, moment.blink),
        )
        then, _ = gaze.to_lens(of.setup.optics, still)
        now, _ = gaze.to_lens(self._optics(moment), pose)
        right, up = (still.gaze[k] + now[k] - then[k] + moment.gaze[k] for k in (0, 1))
        pose = replace(pose, gaze=(right, up))
        sitter = moved(self._still, self._anatomy, of.person, of.outfit, pose)
        self._stage = self._stage.moved(sitter)

    def _key(self, time: float) -> Key:
        moment = replace(self._moves.at(time), blink=0.0, gaze=(0.0, 0.0))
        view = self._view(moment)
        self._act(moment)
        return Key(
            subject=self._exposed(view, self._of.quality.samples, None),
            seen=survey(self._stage.scene, self._stage.shapes, view),
            places=Places.of(self._stage),
            view=view,
        )

    def _exposed(self, view: View, samples: int, window: Window | None) -> Floats:
        of = self._of
        layers = self._stage.expose(
            view, self._rig, spp=samples, seed=of.seed, depth=of.quality.depth, window=window
        )
        return alone(layers, view, of.quality.fineness)

    def _looking(self, subject: Floats, time: float) -> Floats:
        """The eyes of this very moment, in their place."""
        moment = self._moves.at(time)
        view = self._view(moment)
        self._act(moment)
        weight, window = self._eyes(view)
        fresh = self._exposed(view, self._of.quality.samples * CLOSER, window)
        out = subject.copy()
        part, share = window.slices, weight[window.slices][..., None]
        out[part] += (fresh - out[part]) * share
        return out

    def _eyes(self, view: View) -> tuple[Floats, Window]:
        """Where the lids move (h, w), 0..1 with a soft edge, and the window around it."""
        width, height = view.size
        y, x = np.mgrid[0:height, 0:width] + 0.5
        weight = np.zeros((height, width), np.float32)
        room = ROOM * height
        left, top, right, bottom = float(width), float(height), 0.0, 0.0
        for eye in self._stage.sitter.body.eyes.values():
            across, down, depth = view.project(eye.centre)[0]
            radius = LIDS_M * height / 2 / view.half_height / depth
            share = np.clip((radius - np.hypot(x - across, y - down)) / (0.35 * radius), 0, 1)
            weight = np.maximum(weight, share * share * (3 - 2 * share)).astype(np.float32)
            reach = radius + room
            left, right = min(left, across - reach), max(right, across + reach)
            top, bottom = min(top, down - reach), max(bottom, down + reach)
        window = Window(
            left=int(np.clip(left, 0, width - 8)),
            top=int(np.clip(top, 0, height - 8)),
            right=int(np.clip(right, 8, width)),
            bottom=int(np.clip(bottom, 8, height)),
        )
        return weight, window

    def _developed(self, subject: Floats, time: float) -> Negative:
        """One frame, before the place behind."""
        view = self._view(self._moves.at(time))
        behind = self._vista.plate(view) * (1 - subject[..., 3:])
        linear = (subject[..., :3] + behind).astype(np.float32)
        return develop(linear, self._of.setup)


class Between:
    """The subject between two keys."""

    def __init__(self, before: Key, after: Key) -> None:
        """Find the motion from each to the other."""
        self._before, self._after = before, after
        self._forth = _motion(before, after)
        self._back = _motion(after, before)

    def at(self, share: float) -> Floats:
        """At a share of the time between them."""
        if share == 0:
            return self._before.subject
        early = carried(self._before.subject, self._forth * np.float32(share))
        late = carried(self._after.subject, self._back * np.float32(1 - share))
        return np.asarray(early + (late - early) * np.float32(share), np.float32)


def _motion(here: Key, there: Key) -> Floats:
    step = there.places.since(here.places, here.seen)
    motion = landed(here.seen, step, there.view.project)
    return spread(motion, here.seen.shape != NOTHING)
