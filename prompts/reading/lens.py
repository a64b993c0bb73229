"""Recognises the lens: camera.focal_mm and camera.aperture."""

import re

from prompts.reading.page import Page
from prompts.reading.spokenlens import (
    F_PAIRS,
    F_WORDS,
    LENS_WORD,
    read_spoken_lens,
    read_spoken_stop,
)

_PRIMES = (
    "14|18|20|21|24|25|28|32|35|40|45|50|55|58|65|75|80|85|90|100|105|110|120|135|150|180|200|300"
)
_INSTEAD = re.compile(
    rf"(?:^|[,;.]\s*|\b(?:go|use|try|on|to|with|make it|an?|the|want|prefer|rather)\s+)(?:an? |the"
    rf" )?"
    rf"(?P<mm>{_PRIMES})(?: ?mm)? (?:instead|please|rather|over)(?:(?: of| than)? (?:the |an? |my"
    rf" )?(?:\d{{2,3}}(?: ?mm)?|lens))?"
    r"(?=\s*(?:[,.;!?]|$|and\b|please\b|at\b))"
    rf"|(?:^|[,;.]\s*)(?P<bare>{_PRIMES}) instead of (?:the |an? )?(?:{_PRIMES})(?: ?mm)?\b"
)
_F = r"(?:0\.\d+|\d{1,2}(?:\.\d{1,2})?)"
# Film gauges are no lenses: "shot on 35mm film".
_GAUGE = r"(?!\s*(?:film|stock|negative|print|still))"
_FOCAL = re.compile(
    rf"(?<!\d-)\b(?P<mm>\d{{1,3}}(?:\.\d)?)\s*-?\s*(?:mm\b|mil\b|mill\b|mils\b|millimet(?:er"
    rf"|re)s?\b"
    rf"|milli?s?\b){_GAUGE}"
    rf"(?:[\s-]*{LENS_WORD}\b)?"
)
_ARTICLE = re.compile(
    rf"\b(?:an?|the|on|my|with|our|old|vintage|cooke|zeiss|leica|canon|sigma|nikkor|arri|helios"
    rf"|petzval)\s+(?P<mm>{_PRIMES})(?:\s*{LENS_WORD}\b|(?=\s*(?:[,.;)]|$|at\b"
    r"|f/?\d|and\b|wide open|please\b|instead\b|on\b|for\b|t\d)))"
)
_LENS = re.compile(
    rf"\b(?P<mm>{_PRIMES})\s+{LENS_WORD}\b|\b(?:lens|focal length|focal)\s*(?:is|of|at|to"
    rf"|[:=])?\s*(?P<mm2>\d{{2,3}})\b(?!\s*[:./]\d)"
)
_WITH_STOP = re.compile(
    rf"\b(?P<mm>{_PRIMES})(?=(?:\s*(?:at|@|,)?\s*)(?:f\s?/?\s?\d|t\d|(?:at |@ )?(?:1\.[2-8]|2\.[08]"
    rf"|3\.5|4\.5|5\.6)\b|(?:at |@ ?)(?:f[- ]?)?(?:{F_PAIRS})\b|f[- ](?:{F_WORDS})\b|wide open\b))"
)
_SLASHED = re.compile(
    rf"\b(?P<mm>{_PRIMES})\s?/\s?(?P<f>1\.[2-8]|2(?:\.[08])?|4|5\.6|8)\b(?![\d/:])"
)
_APERTURE = re.compile(
    r"(?:\b(?:aperture|at|stopped down to|stop down to|stopping down to|open up to"
    r"|opened (?:up )?to|wide open at|shot at|back to|go to|down to|up to)\s*(?:of|is|at"
    r"|[:=])?\s*)?"
    rf"\bf\s?[/.]?\s?(?P<f>{_F})\b(?!\s*(?:mm|k\b|stops?))"
    rf"|\bt[/-]?(?P<t>(?:0\.\d+|[1-9]\d?(?:\.\d)?))\b(?!\s*(?:mm|k\b|[- ]?shirt))"
    rf"|\baperture\s*(?:of|is|at|to|[:=])?\s*(?P<a>{_F})\b"
    r"|\b(?:stopped down to|stop down to|stop it down to|open (?:it )?up to|wide open at"
    rf"|opened up to)\s*(?P<s>{_F})\b"
    rf"|\b(?P<b>{_F}) aperture\b"
)
_BARE_STOP = re.compile(
    r"(?:\b(?:at|@)\s*)(?P<f>1\.[2-8]|2\.[028]|3\.5|4\.5|5\.6|0\.95)\b(?!\s*(?:m\b|met|k\b|stop|:))"
)
_AFTER_LENS = re.compile(
    r"\s*,?\s*(?:at|@|and|with)?\s*(?P<f>1\.[2-8]|2(?:\.[028])?|3\.5|4(?:\.5)?|5\.6|8|11"
    r"|16)\b(?!\s*(?:m\b|met|k\b|stops?|:|kelvin|takes|degrees|\d))"
)

_SHORTEST, _LONGEST = 8, 800  # mm that a brief can hold
_FASTEST, _SLOWEST = 0.7, 32


def read_lens(page: Page) -> None:
    """camera.focal_mm and camera.aperture; "wide open" says no number and stays unknown."""
    for match in page.search(_SLASHED):
        page.say("camera.focal_mm", _number(match["mm"]), *match.span("mm"))
        page.say("camera.aperture", _number(match["f"]), match.end("mm"), match.end())
    lens_end = _focal(page)
    for pattern in (_APERTURE, _BARE_STOP):
        for match in page.search(pattern):
            number = next(group for group in match.groups() if group)
            if _FASTEST <= float(number) <= _SLOWEST:
                page.say("camera.aperture", _number(number), *match.span())
    if lens_end is not None:
        _stop_after(page, lens_end)


def _focal(page: Page) -> int | None:
    """The focal length; returns the place after the lens."""
    lens_end = read_spoken_lens(page)
    for match in page.search(_INSTEAD):
        page.say("camera.focal_mm", _number(match["mm"] or match["bare"]), *match.span())
    for pattern in (_FOCAL, _WITH_STOP, _ARTICLE, _LENS):
        for match in page.search(pattern):
            number = next(group for group in match.groups() if group)
            known = _SHORTEST <= float(number) <= _LONGEST
            if known and page.say("camera.focal_mm", _number(number), *match.span()):
                lens_end = match.end()
    return lens_end


def _stop_after(page: Page, lens_end: int) -> None:
    match = _AFTER_LENS.match(page.low, lens_end)
    if match and page.free(match.start("f"), match.end()):
        page.say("camera.aperture", _number(match["f"]), match.start("f"), match.end())
    read_spoken_stop(page, lens_end)


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value
