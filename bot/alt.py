"""Alt text: what somebody who cannot see the picture would be told, from the brief that made it."""

from typing import Literal

from prompts import phrases
from prompts.brief import Brief, Camera, Lamp, Light, Side
from prompts.looks import DARK_FACE, LookError, dress, look, look_of
from prompts.words import listed, plain, sentence, with_article

LONGEST = 1024  # characters; Discord's limit of an attachment's description
Kind = Literal["previs", "take", "sheet", "clip", "reference", "before", "after"]

_OPENS = {
    "previs": "A quick preview of the light and the framing",
    "take": "A portrait",
    "sheet": "One frame of a contact sheet",
    "clip": "A short moving portrait",
    "reference": "A picture that somebody brought",
    "before": "Before the edit, a portrait",
    "after": "After the edit, a portrait",
}
_FRAMES = {
    "extreme close-up": "from brow to lips",
    "close-up": "the face fills the frame",
    "medium close-up": "from the chest up",
    "medium": "from the waist up",
    "wide": "from the knees up",
}
_FROM: dict[Side, str] = {
    "left": "from the left of the picture",
    "right": "from the right of the picture",
    "front": "from beside the camera",
    "back": "from behind",
    "above": "from straight above",
    "below": "from below the chin",
}
_SHADOW = ((4.0, "nearly black"), (2.5, "dark"), (1.5, "in shadow"), (0.0, "lightly shaded"))
"""Stops of fill under the key, and what the far side of the face then is."""
_ANGLES = {"low": "seen from below", "high": "seen from above"}


def alt_text(brief: Brief | None, kind: Kind, *, slate: str = "", done: str = "") -> str:
    """Who, where, light, lens and look in plain words; at most 1024 characters.

    `slate` is the take's own, as in "A3"; `done`, what an edit did. A brief that no look can dress
    is described as it is.
    """
    opens = _OPENS["reference"] if brief is None and kind == "take" else _OPENS[kind]
    opening = f"{slate}: {opens}" if slate else opens
    if done:
        opening += f" ({done})"
    if brief is None:
        return _cut(sentence(opening))
    try:
        filled, found = dress(brief).brief, look_of(brief)
        dark, balance = found.exposure <= DARK_FACE, found.white_balance
        title = look(brief.finish.grade or found.id).title if brief.finish.grade else found.title
    except LookError:
        filled, dark, balance, title = brief, False, 5000, ""
    parts = (
        f"{opening}: {_who(filled)}",
        _where(filled),
        _light(filled.light, balance, dark=dark),
        _seen(filled),
        _camera(filled.camera),
        f"the look is {title}" if title else "",
    )
    return _cut(" ".join(filter(None, map(sentence, parts))))


def _who(brief: Brief) -> str:
    subject = brief.subject
    have = [text for text in (phrases.hair(subject), *phrases.marks(subject)) if text]
    said = phrases.a_person(subject)
    if have:
        said += f" with {listed(have)}"
    if worn := phrases.wardrobe(subject):
        said += f", wearing {worn}"
    if emotion := plain(subject.emotion or ""):
        said += f", {emotion}"
    return said


def _where(brief: Brief) -> str:
    setting = brief.setting
    where = " ".join(filter(None, (phrases.place(setting), phrases.when(setting))))
    behind = with_article(plain(setting.background or ""))
    return "; ".join(filter(None, (where, behind and f"behind, {behind}")))


def _light(light: Light, balance: int, *, dark: bool) -> str:
    if dark:
        return "the light is behind, and the face is almost black against it"
    side = light.key.side or "front"
    colour = _colour(light.key, balance)
    what = ", ".join(filter(None, (light.key.softness, colour)))
    said = f"{what} light {_FROM[side]}".strip()
    if side in phrases.DARK_SIDE:
        under = light.fill.stops or 0.0
        depth = next((word for least, word in _SHADOW if under >= least), "as bright")
        fill = f" and {plain(light.fill.gel)}" if light.fill.gel else ""
        return f"{said}; {phrases.DARK_SIDE[side]} is {depth}{fill}"
    return f"{said}; {phrases.FALLS[side]}"


def _colour(lamp: Lamp, balance: int) -> str:
    said = phrases.colour_of(lamp, balance)
    tint = said if lamp.gel else said.partition(" ")[0]
    return "" if tint == "neutral" else tint


def _seen(brief: Brief) -> str:
    lamps = phrases.practicals(brief)
    return f"in the picture: {lamps}" if lamps else ""


def _camera(camera: Camera) -> str:
    frame = _FRAMES[camera.framing or "close-up"]
    angle = _ANGLES.get(camera.angle or "eye", "")
    return ", ".join(filter(None, (frame, phrases.lens(camera), angle)))


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 1].rpartition(' ')[0]}…"
