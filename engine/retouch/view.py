"""The camera that a picture seems to have been taken with: its brief's, or a portrait lens."""

import numpy as np

from engine.maquette.lens import View
from engine.retouch.seen import Seen

USUAL_MM, USUAL_STOP = 85.0, 2.0  # where nothing is known of the lens
SENSOR_MM = 24.0  # the shorter side of a 35 mm frame
FACE_M = 0.148  # from ear to ear, of an adult
COVER_M = 0.42  # metres from top to bottom, where no face says it


def view(seen: Seen, most: int) -> View:
    """A camera before the sitter, level, focused on the eyes: the origin of its metres.

    Its frame has the picture's shape and at most about `most` pixels.
    """
    width, height = seen.size
    cover = FACE_M * height / seen.face.width if seen.face else COVER_M
    focal, stop = USUAL_MM, USUAL_STOP
    sensor = SENSOR_MM * height / min(width, height)
    if seen.setup is not None:
        optics = seen.setup.optics
        focal, stop, sensor = optics.focal_mm, optics.aperture, optics.sensor_h_mm
        cover = cover if seen.face else optics.cover_m
    smaller = min((most / (width * height)) ** 0.5, 1.0)
    distance = max(focal * cover / sensor, 0.25)
    return View(
        position=np.array([0, -distance, 0], np.float32),
        right=np.array([1, 0, 0], np.float32),
        up=np.array([0, 0, 1], np.float32),
        forward=np.array([0, 1, 0], np.float32),
        half_height=cover / 2 / distance,
        size=(max(round(width * smaller), 1), max(round(height * smaller), 1)),
        focus=distance,
        radius=focal / stop / 2000,
        cover=cover,
        distance=distance,
    )
