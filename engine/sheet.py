"""The contact sheet: takes on a dark ground with their slates, and one line on look and light."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from engine.models.base import Pixels
from prompts.brief import Lamp
from prompts.looks import look_of
from prompts.shot import Shot

GROUND = (17, 17, 19)
INK = (222, 220, 214)
FAINT = (140, 138, 132)
COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4}
SEPARATOR = "  ·  "
SMALLEST = 11.0  # pixels of type

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def sheet(takes: Sequence[Pixels], shot: Shot, shot_letter: str = "A") -> bytes:
    """Lay out one to eight takes of one size as PNG; slates are A1, A2 and so on."""
    pictures = [Image.fromarray(take) for take in takes]
    width, height = pictures[0].size
    columns = COLUMNS[len(pictures)]
    rows = -(-len(pictures) // columns)
    margin = max(6, round(width * 0.02))
    type_size = max(SMALLEST, width * 0.034)
    line = round(type_size * 1.9)
    ground = Image.new(
        "RGB",
        (
            columns * (width + margin) + margin,
            margin + rows * (height + line) + line,
        ),
        GROUND,
    )
    draw = ImageDraw.Draw(ground)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        left = margin + column * (width + margin)
        top = margin + row * (height + line)
        ground.paste(picture, (left, top))
        slate = f"{shot_letter}{number + 1}"
        middle = top + height + line / 2
        draw.text((left, middle), slate, INK, ImageFont.load_default(type_size), anchor="lm")
    foot = ground.height - line * 0.62
    _caption(draw, shot, (margin, foot), ground.width - 2 * margin, type_size)
    buffer = io.BytesIO()
    ground.save(buffer, "PNG")
    return buffer.getvalue()


def _caption(
    draw: ImageDraw.ImageDraw, shot: Shot, at: tuple[float, float], room: float, type_size: float
) -> None:
    """The look in ink, the rest fainter; smaller type, then fewer words, until it fits."""
    look, facts = title(shot), list(technique(shot))
    while True:
        font = ImageFont.load_default(type_size)
        lead = draw.textlength(look + SEPARATOR, font)
        rest = SEPARATOR.join(facts)
        if lead + draw.textlength(rest, font) <= room:
            break
        if type_size > SMALLEST:
            type_size = max(SMALLEST, type_size * 0.93)
        elif facts:
            facts.pop()
        else:
            look = look[:-1]
    draw.text(at, look, INK, font, anchor="lm")
    draw.text((at[0] + lead, at[1]), rest, FAINT, font, anchor="lm")


def title(shot: Shot) -> str:
    """Name the look: "Golden hour"."""
    return look_of(shot.brief).title


def technique(shot: Shot) -> Sequence[str]:
    """Say the lens and the light, the most telling first."""
    optics, light = shot.setup.optics, shot.brief.light
    facts = [f"{optics.focal_mm:g} mm, f/{optics.aperture:g}"]
    for name, lamp, beam in (
        ("key", light.key, shot.setup.key),
        ("fill", light.fill, shot.setup.fill),
        ("rim", light.rim, shot.setup.rim),
    ):
        if beam.on and (words := _lamp(lamp)):
            facts.append(f"{name} {words}")
    return facts


def _lamp(lamp: Lamp) -> str:
    colour = lamp.gel or (f"{lamp.kelvin} K" if lamp.kelvin else None)
    place = " ".join(filter(None, (lamp.side, lamp.height if lamp.height != "eye" else None)))
    under = f"{-lamp.stops:+g} stops" if lamp.stops else None
    return ", ".join(filter(None, (place, lamp.softness, colour, under)))
