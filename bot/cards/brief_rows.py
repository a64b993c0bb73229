"""The rows of the brief card: every value marked said, from the look, or left to the model."""

from collections.abc import Iterator, Mapping

from bot.cards.pieces import clipped, field, harmless, leaves, listed, values
from bot.words import say
from prompts.brief import Brief
from prompts.shot import Dressed, Origin

MARKS: dict[Origin, str] = {"said": "●", "look": "◐", "model": "○"}
ROW = 380  # characters of one row
ROWS_IN_ALL = 1800  # characters; with everything else a card stays under Discord's 4000
KEPT = 260

_LAMP = ("softness", "side", "height", "gel", "kelvin", "stops")
ROWS: dict[str, tuple[str, ...]] = {
    "who": tuple(
        f"subject.{name}"
        for name in (
            *("role", "gender", "age", "heritage", "hair", "wardrobe", "emotion", "marks"),
        )
    ),
    "where": tuple(f"setting.{name}" for name in ("place", "time", "weather", "background")),
    "key": tuple(f"light.key.{name}" for name in _LAMP),
    "fill": tuple(f"light.fill.{name}" for name in _LAMP),
    "rim": tuple(f"light.rim.{name}" for name in _LAMP),
    "practicals": ("light.practicals",),
    "lens": ("camera.focal_mm", "camera.aperture", "camera.sensor"),
    "frame": ("camera.framing", "camera.angle", "camera.height_m", "aspect"),
    "mood": ("mood", "story"),
    "finish": ("finish.grade", "finish.grain", "finish.halation"),
    "avoid": ("avoid",),
    "for": ("use",),
}
"""Which fields each row shows, in order."""

_QUIET = ("story", "light.practicals", "camera.height_m", "subject.role", "subject.marks")
"""Fields that nobody misses: open, they are not named."""


def rows(dressed: Dressed, locale: object = None) -> str:
    """All rows as lines of markdown: who, where, light, lens, mood, avoid, for."""
    lines = [line for name in ROWS if (line := _row(name, dressed, locale))]
    if sum(map(len, lines)) > ROWS_IN_ALL:
        each = ROWS_IN_ALL // len(lines)
        lines = [clipped(line, each) for line in lines]
    return "\n".join(lines)


def kept(brief: Brief, locale: object = None) -> str:
    """What was said and not understood, as it was said."""
    if not brief.notes:
        return ""
    notes = listed([f"“{harmless(note, 80)}”" for note in brief.notes], locale)
    return clipped(say("cards.notes_kept", locale, notes=notes), KEPT)


def _row(name: str, dressed: Dressed, locale: object) -> str:
    texts = values(dressed.brief, ROWS[name], locale)
    marked = {MARKS[origin]: text for origin, text in _by_origin(name, dressed, texts, locale)}
    if not marked:
        return ""
    said = "  ".join(f"{mark} {text}" for mark, text in marked.items())
    return clipped(f"**{say(f'cards.row.{name}', locale)}** {said}", ROW)


def _by_origin(
    row: str, dressed: Dressed, texts: Mapping[str, str], locale: object
) -> Iterator[tuple[Origin, str]]:
    """What somebody said first, then what the look brought, then the names of what is open."""
    for origin in ("said", "look"):
        here = [text for path, text in texts.items() if dressed.origins.get(path) == origin]
        if here:
            yield origin, ", ".join(here)
    if row == "for" and not texts:
        yield "model", say("cards.left_open", locale)
    open_fields = [field(path, locale) for path in _open(row, dressed)]
    if open_fields:
        everything = len(open_fields) == len([p for p in ROWS[row] if p not in _QUIET])
        left = say("cards.left_open", locale) if everything else ", ".join(open_fields)
        yield "model", left


def _open(row: str, dressed: Dressed) -> Iterator[str]:
    """Fields that neither the brief nor the look says. Of kelvin and gel a lamp has one."""
    if row in ("key", "fill", "rim", "practicals", "avoid", "for"):
        return
    every = dict(leaves(dressed.brief))
    for path in ROWS[row]:
        if path not in _QUIET and every[path] in (None, ()):
            yield path
