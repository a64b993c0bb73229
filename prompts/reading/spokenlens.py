"""Recognises a lens and its stop as they are said on a set: "thirty-five mil at two-eight"."""

import re

from prompts.reading.numbers import spell, whole
from prompts.reading.page import Page

_SAID_MM = (
    12, 14, 16, 18, 20, 21, 24, 25, 28, 32, 35, 40, 45, 50, 55, 58, 65, 75, 80, 85, 90, 100, 105,
    110, 120, 135, 150, 180,
)  # fmt: skip
_SPELT_MM = "|".join(spell(mm) for mm in sorted(_SAID_MM, key=lambda mm: (-len(spell(mm)), mm)))
UNIT = r"(?:mm\b|mill?s?\b|mills?\b|millimet(?:er|re)s?\b|milli?s?\b)"
LENS_WORD = (
    r"(?:prime|lens|portrait lens|glass|macro|telephoto|tele|anamorphic|summicron|summilux"
    r"|noctilux)"
)
_SPELT_F = {
    "one point two": 1.2, "one point four": 1.4, "one point eight": 1.8, "two point two": 2.2,
    "two point eight": 2.8, "three point five": 3.5, "four point five": 4.5, "five point six": 5.6,
    "point nine five": 0.95, "six point three": 6.3, "two point five": 2.5, "seven point one": 7.1,
    "one two": 1.2, "one four": 1.4, "one eight": 1.8, "two eight": 2.8, "three five": 3.5,
    "four five": 4.5, "five six": 5.6,
    "one": 1.0, "two": 2.0, "four": 4.0, "eight": 8.0, "eleven": 11.0, "sixteen": 16.0,
    "twenty two": 22.0, "five": 5.0, "ten": 10.0, "thirteen": 13.0,
}  # fmt: skip
F_WORDS = "|".join(name.replace(" ", "[- ]") for name in sorted(_SPELT_F, key=len, reverse=True))
F_PAIRS = "|".join(name.replace(" ", "[- ]") for name in _SPELT_F if " " in name)
_SPELT_APERTURE = re.compile(
    rf"(?:\b(?:aperture|at|a)\s+)?\b[ft][- /]?(?:stop )?(?P<f>{F_WORDS})\b(?![- ](?:stops?|mm"
    rf"|mil)\b)"
    rf"|\baperture (?:of |at |is |: ?)?(?P<a>{F_WORDS})\b"
    rf"|\b(?:at|@|open(?:ed)? (?:up )?to|down to|wide open at)\s+(?:an? |about"
    rf" )?(?P<b>{F_PAIRS})\b(?![- ](?:stops?|in the))"
)
_WORD_AFTER_LENS = re.compile(
    rf"\s*,?\s*(?:at|@) (?P<f>{F_WORDS})\b(?! (?:stops?|in the|o'clock|takes))"
)
_SPELT_FOCAL = re.compile(
    rf"\b(?P<unit>{_SPELT_MM})[- ]?{UNIT}(?! (?:film|stock|negative))(?:[- ]{LENS_WORD})?"
    rf"|\b(?P<lens>{_SPELT_MM})[- ]{LENS_WORD}\b"
    rf"|\b(?:nifty|trusty) (?P<nifty>{_SPELT_MM}|\d\d)\b"
    rf"|\b(?:on|with|use|try|through|via|using|my|our|to)(?: (?:an?|the|my|our|that|his|her))+ "
    rf"(?:\w+ )?(?P<on>{_SPELT_MM})(?=\s*(?:[,.;:)!?]|$|at\b|wide open|stopped|please\b|and\b|f/?\d"
    rf"|t\d|instead\b))"
    rf"|\b(?P<stop>{_SPELT_MM})(?=[, ]+(?:at |@ ?)?(?:f[- /]?(?:\d|(?:{F_WORDS})\b)|t\d))"
    rf"|\b(?P<pair>{_SPELT_MM})(?= (?:at |@ ?)(?:1\.[2-8]|2\.[08]|5\.6|(?:{F_PAIRS})\b))"
    rf"|\b(?:lens|focal length|focal)\s*(?:is|of|at|:|=)?\s*(?:an? )?(?P<label>{_SPELT_MM})\b"
)


def read_spoken_lens(page: Page) -> int | None:
    """Lens and stop in words; the place after the lens."""
    end = None
    for match in page.search(_SPELT_APERTURE):
        said = re.sub(r"[- ]+", " ", next(group for group in match.groups() if group))
        page.say("camera.aperture", _SPELT_F[said], *match.span())
    for match in page.search(_SPELT_FOCAL):
        if page.say(
            "camera.focal_mm", _millimetres(str(match[str(match.lastgroup)])), *match.span()
        ):
            end = match.end()
    return end


def read_spoken_stop(page: Page, lens_end: int) -> None:
    """The stop straight after a lens: "a seventy-five at four"."""
    match = _WORD_AFTER_LENS.match(page.low, lens_end)
    if match and page.free(*match.span()):
        said = re.sub(r"[- ]+", " ", match["f"])
        page.say("camera.aperture", _SPELT_F[said], *match.span())


def _millimetres(text: str) -> int:
    """As in "eighty-five", "one thirty-five", "one-oh-five"."""
    plain = text.replace("-", " ")
    if plain.startswith("one ") and "hundred" not in plain:
        return 100 + whole(plain.removeprefix("one ").removeprefix("oh "))
    return whole(plain)
