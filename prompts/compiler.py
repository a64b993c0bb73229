"""From a brief to everything a camera needs: its words in two dialects and its numbers. Pure."""

import math

from prompts.backdrops import backdrop
from prompts.black_body import scene
from prompts.brief import Angle, Brief, Camera, Finish, Framing, Grain, Halation
from prompts.clip import clip
from prompts.lighting import beams
from prompts.looks import Look, dress, look, look_of
from prompts.optics import COVER, crop, distance, sensor
from prompts.prose import prose
from prompts.setup import Backdrop, Beam, Grade, Optics, Rgb, Setup
from prompts.shot import Dressed, Shot
from prompts.uses import ratio

AIM: dict[Framing, float] = {
    "extreme close-up": -0.015,
    "close-up": -0.035,
    "medium close-up": -0.10,
    "medium": -0.13,
    "wide": -0.16,
}
"""Metres from the eyes to the middle of the frame: the eyes about a third down, headroom kept.

From the waist down there is no body: medium ends above it, wide shows it behind a counter."""

PITCH: dict[Angle, float] = {"low": -14.0, "eye": 0.0, "high": 16.0}
STEEPEST = 40.0  # degrees: beyond it the face is lost
EYE_HEIGHT_M = 1.58  # of a standing adult, for a camera height said in metres
NEAREST_M = 0.28  # nearer than this the lens touches the nose: step back and show more

AMBIENT_SHARE = 0.3  # of the fill that may come from everywhere
LUMINANCE = (0.2126, 0.7152, 0.0722)  # of linear Rec. 709

GRAIN: dict[Grain, float] = {"none": 0.0, "fine": 0.15, "medium": 0.32, "coarse": 0.55}
HALATION: dict[Halation, float] = {"none": 0.0, "slight": 0.22, "strong": 0.5}


def compile_shot(brief: Brief) -> Shot:
    """Dress a brief and write it for every camera. The same brief gives the same bytes.

    Raises LookError, OpticsError or UseError, each a ValueError whose text is a sentence.
    """
    dressed = dress(brief)
    found = look_of(brief)
    setup = numbers(dressed)
    return Shot(
        brief=dressed.brief,
        clip=clip(dressed, found),
        prose=prose(dressed, found, setup),
        setup=setup,
    )


def numbers(dressed: Dressed) -> Setup:
    """Every number of a dressed brief. Raises OpticsError or UseError, each with a sentence."""
    brief, found = dressed.brief, look_of(dressed.brief)
    said = dressed.origins.get("light.practicals") == "said"
    slots = beams(brief.light, found, brief.light.practicals if said else ())
    aspect = brief.aspect or found.aspect
    ambient, fill = scene(found.ambient, found.white_balance), slots["fill"]
    if dressed.origins.get("light.fill.stops") == "said":
        ambient, fill = _in_ratio(ambient, fill)
    return Setup(
        key=slots["key"],
        fill=fill,
        rim=slots["rim"],
        kicker=slots["kicker"],
        ambient=ambient,
        white_balance=found.white_balance,
        exposure=found.exposure,
        optics=_optics(brief.camera, aspect),
        backdrop=_in_scene_light(backdrop(dressed, found), found),
        grade=_grade(brief.finish, found),
        aspect=aspect,
    )


def _in_ratio(ambient: Rgb, fill: Beam) -> tuple[Rgb, Beam]:
    """Light from everywhere counts as fill: what is said of the ratio holds for both together.

    Ambient radiance L adds the share L of the key's irradiance, which is pi under a grey card.
    """
    wanted = 2**-fill.stops
    share = sum(w * c for w, c in zip(LUMINANCE, ambient, strict=True))
    kept = min(share, AMBIENT_SHARE * wanted)
    dimmed = (ambient[0] * kept / share, ambient[1] * kept / share, ambient[2] * kept / share)
    return dimmed, fill.model_copy(update={"stops": round(-math.log2(wanted - kept), 4)})


def _optics(camera: Camera, aspect: str) -> Optics:
    ratio(aspect)
    framing = camera.framing or "close-up"
    focal = camera.focal_mm or 85.0
    used = crop(sensor(camera.sensor), aspect)
    cover = COVER[framing]
    away = distance(focal, used.height_mm, cover)
    if away < NEAREST_M:
        away = NEAREST_M
        cover = (away * 1000 / focal - 1) * used.height_mm / 1000
    return Optics(
        focal_mm=focal,
        aperture=camera.aperture or 2.0,
        sensor_w_mm=round(used.width_mm, 4),
        sensor_h_mm=round(used.height_mm, 4),
        distance_m=round(away, 5),
        cover_m=round(cover, 5),
        aim_m=AIM[framing],
        elevation=_pitch(camera, away),
    )


def _pitch(camera: Camera, away: float) -> float:
    """Degrees down on the subject. A height in metres says more than "low" does."""
    if camera.height_m is None:
        return PITCH[camera.angle or "eye"]
    pitch = math.degrees(math.atan2(camera.height_m - EYE_HEIGHT_M, away))
    return round(min(max(pitch, -STEEPEST), STEEPEST), 2)


def _in_scene_light(seen: Backdrop, found: Look) -> Backdrop:
    """Looks say colours as the picture shows them; the renderer wants them before white balance."""
    balance = found.white_balance
    return seen.model_copy(
        update={
            "top": scene(seen.top, balance),
            "bottom": scene(seen.bottom, balance),
            "disc_colours": tuple(scene(colour, balance) for colour in seen.disc_colours),
        }
    )


def _grade(finish: Finish, found: Look) -> Grade:
    own = look(finish.grade or found.id)
    grain, halation = own.grade.grain, own.grade.halation
    if finish.grain and finish.grain != own.finish.grain:
        grain = GRAIN[finish.grain]
    if finish.halation and finish.halation != own.finish.halation:
        halation = HALATION[finish.halation]
    return own.grade.model_copy(update={"grain": grain, "halation": halation})
