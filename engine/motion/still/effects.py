"""What comes over any moving picture, however its frames were made: light, focus, weather."""

from engine.motion.moves import Moves
from engine.motion.still.flicker import Flicker
from engine.motion.still.focus import Focus
from engine.motion.still.scene import Scene
from engine.motion.still.weather import Weather
from engine.pictures import Negative


class Effects:
    """All effects of one clip."""

    def __init__(self, scene: Scene, moves: Moves, frames: int) -> None:
        """`scene` is the first frame; what moves a few pixels from there keeps its light."""
        self._moves = moves
        self._flicker = Flicker.of(scene, moves, frames)
        self._focus = Focus(scene, moves.force) if "focus" in moves.names else None
        falls = {"rain", "dust"} & set(moves.names)
        self._weather = Weather(scene.still, moves, frames) if falls else None

    def on(self, frame: Negative, time: float) -> Negative:
        """One frame at a share of the clip."""
        if self._flicker is not None:
            frame = self._flicker.on(frame, time)
        if self._focus is not None:
            frame = self._focus.on(frame, self._moves.at(time).defocus)
        if self._weather is not None:
            frame = self._weather.on(frame, time)
        return frame
