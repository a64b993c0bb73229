"""Recognises the lens and the format: focal length, f-number, sensor, framing, angle, aspect."""

import re

from prompts.lexicon import vocabulary, words
from prompts.reading.page import Page
from prompts.reading.phrases import stops

_PRIMES = (
    "14|18|20|21|24|25|28|32|35|40|45|50|55|58|65|75|80|85|90|100|105|110|120|135|150|180|200|300"
)
_F = r"(?:0\.\d+|\d{1,2}(?:\.\d{1,2})?)"
# Film gauges are no lenses: "shot on 35mm film".
_GAUGE = r"(?!\s*(?:film|stock|negative|print|still))"
_FOCAL = re.compile(
    rf"(?<!\d-)\b(?P<mm>\d{{1,3}}(?:\.\d)?)\s*-?\s*(?:mm\b|mil\b|mill\b|mils\b|millimet(?:er|re)s?\b"
    rf"|milli?s?\b){_GAUGE}"
    rf"(?:\s*(?:prime|lens|portrait lens|glass))?"
)
_ARTICLE = re.compile(
    rf"\b(?:an?|the|on|my|with|our)\s+(?P<mm>{_PRIMES})(?:\s*(?:prime|lens)|(?=\s*(?:[,.;)]|$|at\b"
    r"|f/?\d|and\b|wide open|please\b|instead\b|on\b|for\b|t\d)))"
)
_LENS = re.compile(
    rf"\b(?P<mm>{_PRIMES})\s+(?:prime|lens)\b|\b(?:lens|focal length|focal)\s*(?:is|of|at|to"
    rf"|[:=])?\s*(?P<mm2>\d{{2,3}})\b(?!\s*[:./]\d)"
)
_WITH_STOP = re.compile(
    rf"\b(?P<mm>{_PRIMES})(?:\s*(?:at|@|,)?\s*)(?=f\s?/?\s?\d|t\d|(?:at |@ )?(?:1\.[2-8]|2\.[08]"
    r"|3\.5|4\.5|5\.6)\b)"
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
    r"\s*,?\s*(?:at|@|and)?\s*(?P<f>1\.[2-8]|2(?:\.[028])?|3\.5|4(?:\.5)?|5\.6|8|11"
    r"|16)\b(?!\s*(?:m\b|met|k\b|stops?|:|kelvin|takes|degrees|\d))"
)
_HEIGHT = re.compile(
    r"\bcamera (?:height )?(?:is |set )?(?:at |of |[:=])?\s*(?P<m>\d(?:\.\d{1,2})?)\s*(?:m|metres?"
    r"|meters?)\b(?: high| up| above the floor| off the (?:floor|ground))?"
)
_ASPECT = re.compile(
    r"(?<![\d:.])(?:aspect(?: ratio)?(?: of|:| is)?\s*)?(?P<w>\d{1,2}(?:\.\d{1,2})?)\s?(?::|x"
    r"| by )\s?(?P<h>\d{1,2})(?![\d:.]*\d|\s*(?:camera|inch|film|sheet|am\b|pm\b))"
    r"(?:\s*(?:aspect(?: ratio)?|frame|crop|format|vertical|portrait|landscape|widescreen"
    r"|anamorphic))?"
)
_FRAMES = {
    (1, 1), (4, 5), (5, 4), (2, 3), (3, 2), (3, 4), (4, 3), (16, 9), (9, 16), (5, 7), (7, 5),
    (1, 2), (2, 1), (21, 9), (9, 21), (8, 10), (10, 8), (6, 7), (7, 6), (16, 10), (10, 16),
    (6, 6), (65, 24), (11, 14), (14, 11), (5, 6), (6, 5),
}  # fmt: skip
_SEED = re.compile(r"\bseed(?: number| no\.?| of| is|[:=#])*\s*#?(?P<n>\d{1,10})\b")
_CHARACTER = re.compile(
    r"\b(?:(?:use |with |of |as |for )?(?:(?:my|our|the|a) )?(?:regular |recurring "
    r"|saved )?character(?:\s+(?:named|called|is|of))?\s*[:=]?\s+)(?P<name>[^\W\d_][\w'-]*)"
)


def read_lens(page: Page) -> None:
    """camera.focal_mm and camera.aperture; "wide open" says no number and stays unknown."""
    lens_end = None
    for match in page.search(_SLASHED):
        page.say("camera.focal_mm", _number(match["mm"]), *match.span("mm"))
        page.say("camera.aperture", _number(match["f"]), match.end("mm"), match.end())
    for pattern in (_FOCAL, _WITH_STOP, _ARTICLE, _LENS):
        for match in page.search(pattern):
            number = next(group for group in match.groups() if group)
            if 8 <= float(number) <= 800 and page.say(
                "camera.focal_mm", _number(number), *match.span()
            ):
                lens_end = match.end()
    for pattern in (_APERTURE, _BARE_STOP):
        for match in page.search(pattern):
            number = next(group for group in match.groups() if group)
            if 0.7 <= float(number) <= 32:
                page.say("camera.aperture", _number(number), *match.span())
    if lens_end is not None and (match := _AFTER_LENS.match(page.low, lens_end)):
        start = match.start("f")
        if page.free(start, match.end()):
            page.say("camera.aperture", _number(match["f"]), start, match.end())


def read_frame(page: Page) -> None:
    """camera.sensor, framing, angle, height_m; aspect; seed; character."""
    for match in page.search(_SEED):
        if int(match["n"]) < 2**31:
            page.say("seed", int(match["n"]), *match.span())
    for match in page.search(_HEIGHT):
        page.say("camera.height_m", float(match["m"]), *match.span())
    for match in page.search(_CHARACTER):
        name = page.text[match.start("name") : match.end("name")]
        if name[0].isupper():
            page.say("character", name, *match.span())
    for path, key in (("camera.sensor", "sensor"), ("camera.framing", "framing")):
        _table(page, path, key)


def read_angle(page: Page) -> None:
    _table(page, "camera.angle", "angle", bare=("low", "high", "eye"))


def read_aspect(page: Page) -> None:
    for match in page.search(_ASPECT):
        wide, high = float(match["w"]), float(match["h"])
        if (wide, high) in _FRAMES:
            page.say("aspect", f"{match['w']}:{match['h']}", *match.span())
        elif high == 1 and 1 < wide < 3 and wide % 1:
            page.say("aspect", f"{round(wide * 100)}:100", *match.span())
    _table(page, "aspect", "aspect")


def read_wide(page: Page) -> None:
    """A lone "wide" or "medium" between commas is a framing."""
    pattern = re.compile(r"(?:^|[,;:.]\s*)(?P<f>wide|medium|tight)\s*(?=[,;.]|$)")
    for match in page.search(pattern):
        page.say(
            "camera.framing",
            {"tight": "close-up"}.get(match["f"], match["f"]),
            match.start("f"),
            match.end("f"),
        )


def _table(page: Page, path: str, key: str, bare: tuple[str, ...] = ()) -> None:
    """Every entry of one table of the camera's lexicon; its `bare` names alone say nothing."""
    for match in page.find(vocabulary(f"camera.{key}")):
        start, end = page.tokens[match.first].start, page.tokens[match.last].end
        written = page.low[start:end]
        single = match.first == match.last
        if path == "camera.angle" and re.search(
            r"\b(?:above|below|under|over) (?:his |her |their )?$", page.low[:start][-14:]
        ):
            continue
        if single and (match.meant in bare or written in {"wide", "medium"}):
            continue
        if path == "aspect" and _of_a_thing(page, match.last):
            continue
        page.say(path, match.meant, start, end)


def _of_a_thing(page: Page, last: int) -> bool:
    """As in "A square jaw" is no format."""
    if last + 1 >= len(page.tokens) or not page.joined[last] or not page.is_free(last + 1):
        return False
    return page.tokens[last + 1].low not in stops() | words("words.filler") | {"crop", "format"}


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value
