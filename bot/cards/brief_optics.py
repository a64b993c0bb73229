"""The optics of a brief in plain words: where the camera stands, what is sharp, what melts."""

from typing import NamedTuple

from bot.cards.pieces import harmless
from bot.words import say
from prompts.brief import Brief
from prompts.contradictions import MELTED, READABLE, contradictions, metres
from prompts.optics import OpticsError, measure

FACE = 0.5  # metres of sharpness under which its depth says more than its limits


class Optics(NamedTuple):
    """What follows from the lens, and what it cannot do for this brief."""

    plain: str
    against: tuple[str, ...] = ()


def optics(dressed: Brief, locale: object = None) -> Optics:
    """Work the camera of a dressed brief out."""
    camera = dressed.camera
    if not (camera.focal_mm and camera.aperture and camera.framing):
        return Optics("")
    try:
        found = measure(
            camera.focal_mm, camera.aperture, camera.sensor, camera.framing, dressed.aspect or "4:5"
        )
        against = contradictions(dressed)
    except OpticsError as error:
        return Optics(say("cards.optics.unknown", locale, why=harmless(str(error), 200)))
    depth = found.depth
    if depth.total_m < FACE:
        sharp = say("cards.optics.sharp_face", locale, depth=metres(depth.total_m))
    else:
        limits = {"near": metres(depth.near_m), "far": metres(depth.far_m)}
        sharp = say("cards.optics.sharp", locale, **limits)
    share = found.blur_share
    behind = "melted" if share >= MELTED else "soft" if share > READABLE else "clear"
    return Optics(
        say(
            "cards.optics.camera",
            locale,
            distance=metres(found.distance_m),
            sharp=sharp,
            blur=f"{share:.1%}",
            melts=say(f"cards.optics.{behind}", locale),
        ),
        against,
    )
