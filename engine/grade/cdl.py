"""ASC CDL files (.cdl, .cc, .ccc): in, bounded, and out with what a CDL cannot say in its notes."""

import json
from xml.parsers import expat
from xml.sax.saxutils import escape

from pydantic import ValidationError

from engine.protocol import StudioError
from prompts.setup import Grade

MAX_BYTES = 2 * 2**20
DEEPEST = 32  # elements within elements
MINE = "Chiaroscuro grade: "  # begins the description that holds the rest of a grade
SPOKEN = ("slope", "offset", "power", "saturation")  # what a CDL says itself
SPACE = "urn:ASC:CDL:v1.2"
BROKEN = "This CDL file cannot be read: {why}. Export one correction as .cdl or .cc."


def cdl_of(grade: Grade) -> bytes:
    """Write a .cdl file of one correction. Other programs read slope, offset, power and saturation.

    Contrast, tone, hues and film have no place there: they stand in its description, from which
    `read_cdl` has the whole grade again. Somebody's LUT does not travel with it.
    """
    rest = grade.model_dump(exclude_defaults=True, exclude={*SPOKEN, "cube"})
    note = f"{MINE}{json.dumps(rest)}" if rest else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<ColorDecisionList xmlns="{SPACE}">',
        "  <ColorDecision>",
        '    <ColorCorrection id="chiaroscuro">',
        "      <SOPNode>",
        *([f"        <Description>{escape(note)}</Description>"] if note else []),
        f"        <Slope>{_row(grade.slope)}</Slope>",
        f"        <Offset>{_row(grade.offset)}</Offset>",
        f"        <Power>{_row(grade.power)}</Power>",
        "      </SOPNode>",
        "      <SatNode>",
        f"        <Saturation>{grade.saturation!r}</Saturation>",
        "      </SatNode>",
        "    </ColorCorrection>",
        "  </ColorDecision>",
        "</ColorDecisionList>",
        "",
    ]
    return "\n".join(lines).encode()


def _row(values: tuple[float, float, float]) -> str:
    return " ".join(map(repr, values))


def read_cdl(data: bytes) -> Grade:
    """Read the correction of a .cdl, .cc or .ccc file. Raises StudioError for anything else."""
    if len(data) > MAX_BYTES:
        raise StudioError(BROKEN.format(why="it is larger than any correction"))
    found = _Reader().read(data)
    values: dict[str, object] = {}
    for name in SPOKEN:
        if name in found:
            values[name] = _numbers(found[name], 1 if name == "saturation" else 3)
    try:
        return _whole(found.get("description", ""), values)
    except ValidationError as error:
        where = error.errors()[0]["loc"][0]
        raise StudioError(BROKEN.format(why=f"its {where} is out of range")) from error


def _whole(note: str, values: dict[str, object]) -> Grade:
    """What the file says, and the rest of a grade that was ours."""
    if note.startswith(MINE):
        try:
            rest = json.loads(note.removeprefix(MINE))
            return Grade.model_validate({**rest, **values}, strict=False)
        except (ValueError, TypeError, RecursionError):  # somebody has changed it
            pass
    return Grade.model_validate(values)


def _numbers(text: str, count: int) -> object:
    try:
        found = tuple(float(word) for word in text.split())
    except ValueError as error:
        raise StudioError(BROKEN.format(why=f"{text[:40]!r} is no number")) from error
    if len(found) != count:
        raise StudioError(BROKEN.format(why=f"{text[:40]!r} should be {count} numbers"))
    return found if count > 1 else found[0]


class _Reader:
    """Collects one correction. Declarations of any kind are refused: no CDL needs them."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._declared
        self._open: list[str] = []
        self._words: list[str] = []
        self._found: list[dict[str, str]] = []

    def read(self, data: bytes) -> dict[str, str]:
        """What stands in slope, offset, power, saturation and the first description."""
        try:
            self._parser.Parse(data, True)  # noqa: FBT003 - expat takes no name for it
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise StudioError(BROKEN.format(why="it is no XML, or is cut short")) from error
        if not self._found:
            raise StudioError(BROKEN.format(why="it holds no colour correction"))
        if len(self._found) > 1:
            why = f"it holds {len(self._found)} corrections"
            raise StudioError(BROKEN.format(why=why))
        return self._found[0]

    def _start(self, name: str, _: dict[str, str]) -> None:
        plain = name.rpartition(":")[2].lower()
        if len(self._open) >= DEEPEST:
            raise StudioError(BROKEN.format(why="it is nested too deeply"))
        self._open.append(plain)
        self._words.clear()
        if plain == "colorcorrection":
            self._found.append({})

    def _text(self, words: str) -> None:
        self._words.append(words)

    def _end(self, name: str) -> None:
        del name
        ended = self._open.pop()
        known = {*SPOKEN, "description"}
        if ended in known and "colorcorrection" in self._open and self._found:
            self._found[-1].setdefault(ended, "".join(self._words).strip())
        self._words.clear()

    def _declared(self, *_: object) -> None:
        raise StudioError(BROKEN.format(why="it declares a document type"))
