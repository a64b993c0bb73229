"""Recognises the frame: sensor, framing, the camera's angle and height, aspect; seed, character."""

import math
import re
from functools import cache

from prompts.lexicon import vocabulary, words
from prompts.reading.page import Page
from prompts.reading.phrases import stops

_HIGH = r"(?: (?:high|up|above|off|over|from)(?: (?:the )?(?:floor|ground|deck|stage|tarmac))?)?"
_CAMERA = (
    r"(?:camera|lens|cam|tripod)(?: height| level)?(?:'s| is| goes| sits| at| set| placed| up"
    r"| down)*"
)
_HEIGHT = re.compile(
    rf"\b{_CAMERA}\s*(?:at |of |to |[:=]|about |around |roughly |just"
    rf" )*\s*(?P<m>\d(?:[.,]\d{{1,2}})?)\s*"
    rf"(?:m|metres?|meters?)\b{_HIGH}"
    rf"|\b{_CAMERA}\s*(?:at |of |to |[:=]|about |around |roughly |just )*\s*(?P<cm>\d{{1,3}})\s*"
    rf"(?:cms?|centimet(?:re|er)s?)\b{_HIGH}"
    rf"|\b{_CAMERA}\s*(?:at |of |to |[:=]|about |around |roughly |just )*\s*(?P<ft>\d(?:\.\d)?)\s*"
    rf"(?:ft|feet|foot|')(?!\w){_HIGH}"
    rf"|\b(?:{_CAMERA}[ :]*(?:at |from |to )?|(?:shot |shoot |framed |filmed )?(?:at|from) )"
    r"(?:his |her |their |the subject's )?(?P<part>chest|waist|hip|knee|ankle|head|chin|shoulder"
    r"|mouth|belly|navel|crotch|ground|floor)[- ](?:height|level)\b"
)
_PARTS = {
    "head": 1.7, "mouth": 1.5, "chin": 1.45, "shoulder": 1.4, "chest": 1.3, "belly": 1.1,
    "navel": 1.05, "waist": 1.0, "hip": 0.9, "crotch": 0.8, "knee": 0.5, "ankle": 0.1,
    "ground": 0.1, "floor": 0.1,
}  # fmt: skip
"""Metres above the floor at which a standing adult has them."""
_FOOT = 0.3048
_FORMAT = r"(?:aspect(?: ratio)?|ratio|format|crop|frame)"
_ASPECT = re.compile(
    rf"(?<![\d:.])(?P<lead>{_FORMAT}(?: of|:| is| at)?\s*)?(?P<w>\d{{1,2}}(?:\.\d{{1,2}})?)\s?(?::"
    rf"|x"
    r"|\u2236| by )\s?(?P<h>\d{1,2})(?![\d:.]*\d|\s*(?:camera|film|sheet|am\b|pm\b|metres|m\b|feet"
    r"|ft\b))"
    r"(?P<tail>\s*(?:aspect(?: ratio)?|ratio|frame|crop|format|vertical|portrait|landscape"
    r"|widescreen"
    r"|anamorphic|upright|horizontal|inch(?:es)?|prints?|poster|card|square))?"
)
_PIXELS = re.compile(
    r"(?<![\d:.])(?P<w>\d{3,5})\s?(?:x|by)\s?(?P<h>\d{3,5})(?:\s?(?:px|pixels?))?(?![\d:.])"
)
_PARTS_MOST = 1000
_MOST_HOURS, _MOST_MINUTES, _LONGEST_SIDE = 24, 59, 4
_FRAMES = {
    (1, 1), (4, 5), (5, 4), (2, 3), (3, 2), (3, 4), (4, 3), (16, 9), (9, 16), (5, 7), (7, 5),
    (1, 2), (2, 1), (21, 9), (9, 21), (8, 10), (10, 8), (6, 7), (7, 6), (16, 10), (10, 16),
    (6, 6), (65, 24), (11, 14), (14, 11), (5, 6), (6, 5),
}  # fmt: skip
_SEED = re.compile(r"\bseed(?: number| no\.?| of| is| to| should be|[:=#])*\s*#?(?P<n>\d{1,10})\b")
_CHARACTER = re.compile(
    r"\b(?P<lead>(?:use |with |of |as |for |bring back |again )?(?:(?:my|our|the|a) )?(?:regular "
    r"|recurring "
    r"|saved )?character(?:\s+(?:named|called|is|of|id))?\s*[:=]?\s*[\"'@#]?)"
    r"(?<=[\s:=@#\"'])(?P<name>[^\W\d_][\w'-]*)"
)


def read_frame(page: Page) -> None:
    """camera.sensor, framing, angle, height_m; aspect; seed; character."""
    for match in page.search(_SEED):
        if int(match["n"]) < 2**31:
            page.say("seed", int(match["n"]), *match.span())
    for match in page.search(_HEIGHT):
        page.say("camera.height_m", _metres(match), *match.span())
    for match in page.search(_CHARACTER):
        name = page.text[match.start("name") : match.end("name")]
        if name[0].isupper() or (_called(match) and match["name"] not in _plain_words()):
            page.say("character", name.rstrip("-'"), *match.span())
    for path, key in (("camera.sensor", "sensor"), ("camera.framing", "framing")):
        _table(page, path, key)


def _called(match: re.Match[str]) -> bool:
    """Whether a name in small letters is one: it has a hyphen or a digit, or is announced."""
    name, lead = match["name"], match["lead"]
    marked = "-" in name or "_" in name or any(char.isdigit() for char in name)
    return marked or lead.startswith(("use ", "bring back ")) or lead.rstrip()[-1] in ":=@#"


@cache
def _plain_words() -> frozenset[str]:
    return (
        stops() | words("words.filler") | {"actor", "actress", "study", "sheet", "design", "card"}
    )


def _metres(match: re.Match[str]) -> float:
    if match["part"]:
        return _PARTS[match["part"]]
    if match["cm"]:
        return int(match["cm"]) / 100
    return (
        round(float(match["ft"]) * _FOOT, 2) if match["ft"] else float(match["m"].replace(",", "."))
    )


def read_angle(page: Page) -> None:
    _table(page, "camera.angle", "angle", bare=("low", "high", "eye"))


def read_aspect(page: Page) -> None:
    for match in page.search(_ASPECT):
        wide, high = float(match["w"]), float(match["h"])
        if (wide, high) in _FRAMES or _is_format(match, wide, high):
            page.say("aspect", f"{match['w']}:{match['h']}", *match.span())
        elif high == 1 and 1 < wide < 3 and wide % 1:
            page.say("aspect", f"{round(wide * 100)}:100", *match.span())
    for match in page.search(_PIXELS):
        wide, high = int(match["w"]), int(match["h"])
        shared = math.gcd(wide, high)
        if max(wide, high) // shared < _PARTS_MOST and _fits(wide, high):
            page.say("aspect", f"{wide // shared}:{high // shared}", *match.span())
    _table(page, "aspect", "aspect")


def _is_format(match: re.Match[str], wide: float, high: float) -> bool:
    """Whether a pair that is no usual frame is one: it says so, or it can be no time of day."""
    if not _fits(wide, high) or wide % 1:
        return False
    if match["tail"] or (
        match["lead"] and "ratio" not in match["lead"].replace("aspect ratio", "")
    ):
        return high > 1
    minutes = len(match["h"]) > 1 and high <= _MOST_MINUTES
    clock = minutes and wide <= _MOST_HOURS
    return high > 1 and not clock and ":" in match.group() and wide > 1


def _fits(wide: float, high: float) -> bool:
    return bool(wide and high) and 1 / _LONGEST_SIDE <= wide / high <= _LONGEST_SIDE


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
        if "macro" in written and path == "camera.framing" and _is_macro_lens(page, match.first):
            continue
        if path == "aspect" and _of_a_thing(page, match.last):
            continue
        page.say(path, match.meant, start, end)


def _is_macro_lens(page: Page, first: int) -> bool:
    """As in "100mm macro": a lens, and no framing."""
    start = page.tokens[first].start
    around = page.low[max(0, start - 16) : start + 20]
    return bool(re.search(r"\d ?mm|\bmil\b|\blens\b|millimet|\d macro|glass", around))


def _of_a_thing(page: Page, last: int) -> bool:
    """As in "A square jaw" is no format."""
    if last + 1 >= len(page.tokens) or not page.joined[last] or not page.is_free(last + 1):
        return False
    return page.tokens[last + 1].low not in stops() | words("words.filler") | {"crop", "format"}
