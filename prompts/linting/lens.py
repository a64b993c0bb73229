"""What the lens cannot do for the brief once its look has dressed it, with a lens that can."""

from collections.abc import Iterator
from typing import Any

from prompts.brief import Brief
from prompts.contradictions import Contradiction, findings
from prompts.linting.advice import Finding, Remedy
from prompts.looks import Look, LookError, dress, look_of
from prompts.optics import OpticsError, sensor

_BROKEN = ("melts", "reads")  # against said words; the others may be meant
_SENSOR = "camera.sensor"
# Nearest to what was said first: another aperture, another lens, then both and the framing.
_APERTURES = (2.8, 4.0, 1.8, 1.4, 8.0, 11.0)
_LENSES = (
    (85, 1.8),
    (85, 2.8),
    (50, 1.8),
    (85, 1.4),
    (105, 1.4),
    (135, 2.0),
    (50, 4.0),
    (35, 11.0),
    (35, 16.0),
)


def in_brief(brief: Brief) -> Iterator[Finding]:
    """Contradictions of optics on the dressed brief, and sensors that do not exist."""
    try:
        sensor(brief.camera.sensor)
    except OpticsError as unknown:
        words, remedy = str(brief.camera.sensor), Remedy("Use full frame", {_SENSOR: "full frame"})
        yield Finding("unknown-sensor", "error", _SENSOR, words, str(unknown), (remedy,))
        whole = brief.camera.model_copy(update={"sensor": "full frame"})
        brief = brief.model_copy(update={"camera": whole})
    found, dressed = _judged(brief)
    camera = dressed.camera
    for kind, sentence in _own(dressed, found):
        words = f"{camera.focal_mm:g} mm f/{camera.aperture:g}"
        remedies = _remedies(dressed)
        level = "error" if kind in _BROKEN else "hint"
        yield Finding(f"lens-{kind}", level, "camera", words, sentence, remedies)


def _judged(brief: Brief) -> tuple[Look, Brief]:
    """The look and the dressed brief, with no words but its own: a look's words are no promise."""
    try:
        found, dressed = look_of(brief), dress(brief).brief
    except LookError:  # against_look says it
        plain = brief.finish.model_copy(update={"grade": None})
        return _judged(brief.model_copy(update={"look": None, "finish": plain}))
    said = {
        name: None
        for name in ("place", "background")
        if getattr(brief.setting, name) == getattr(found.setting, name)
    }
    worded = dressed.model_copy(
        update={
            "setting": brief.setting.model_copy(update=said),
            "mood": None if brief.mood == found.mood else brief.mood,
        }
    )
    return found, worded


def _own(dressed: Brief, found: Look) -> Iterator[Contradiction]:
    """A look's own lens is its choice: it is held only against words that somebody said."""
    camera, chosen = dressed.camera, found.camera
    as_chosen = all(
        getattr(camera, name) == getattr(chosen, name)
        for name in ("focal_mm", "aperture", "framing")
    )
    return (each for each in findings(dressed) if not as_chosen or each.kind in _BROKEN)


def _remedies(dressed: Brief) -> Iterator[Remedy]:
    """Every lens that has no contradiction left, then the framing that the lens is made for."""
    camera = dressed.camera
    stopped = [(camera.focal_mm or 85, aperture) for aperture in _APERTURES]
    changes: list[dict[str, Any]] = [
        {"camera.focal_mm": float(focal), "camera.aperture": float(aperture)}
        for focal, aperture in (*stopped, *_LENSES)
    ]
    changes += [{**change, "camera.framing": "close-up"} for change in changes]
    return (Remedy(_label(change), change) for change in changes if _clean(dressed, change))


def _clean(dressed: Brief, change: dict[str, Any]) -> bool:
    camera = dressed.camera.model_copy(
        update={path.removeprefix("camera."): new for path, new in change.items()}
    )
    return not findings(dressed.model_copy(update={"camera": camera}))


def _label(change: dict[str, Any]) -> str:
    lens = f"Shoot with {change['camera.focal_mm']:g} mm at f/{change['camera.aperture']:g}"
    return f"{lens}, close-up" if "camera.framing" in change else lens
