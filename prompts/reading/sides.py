"""Recognises where a light stands, and turns the subject's left and right to the camera's."""

import re
from typing import NamedTuple

from prompts.reading.page import Page

OTHER = {
    "left": "right",
    "right": "left",
    "front": "back",
    "back": "front",
    "above": "below",
    "below": "above",
}

_LR = r"(?P<{0}>left|right)(?:[- ]hand)?(?: side)?\b"
_WHO = (
    r"(?:(?:the |our )?(?:subject|sitter|model|actor|actress|talent|man|woman|performer|singer"
    r"|performer|lady|guy|character|person)(?:'s|s'|s)?|his|her|their|stage)"
)
_SHADE = (
    r"(?:(?:far|hard|slightly|upper|lower|top|bottom|high|low|back|rear|front|three[- ]quarters?"
    r"|3/4|behind|above|below|just|extreme|steep|mid)[- ]+)*"
)
_CAMERA = r"(?:camera|cam|screen|frame|picture|image|house|viewer'?s?|audience'?s?|lens)(?:'s)?"
_FROM = (
    r"(?:(?:coming |falling |placed |positioned |set |sits |is |stays )*(?:from|on|to|at|off to"
    r"|in from|over|off|towards?) )?(?:the )?"
)
_SIDE = re.compile(
    rf"{_FROM}{_SHADE}{_WHO}[- ](?:own )?{_SHADE}{_LR.format('theirs')}(?: shoulder)?"
    rf"|{_FROM}{_SHADE}{_LR.format('side_of')} of (?:his|her|their) (?:face|head|body)"
    rf"|{_FROM}{_SHADE}{_CAMERA}[- ]{_SHADE}{_LR.format('cameras')}"
    rf"|{_FROM}{_SHADE}{_LR.format('of_frame')}(?: of (?:the )?(?:camera|frame|picture|lens|image"
    r"|screen|shot))"
    r"|(?<![\w'])(?:(?:cam|camera|frame|screen|f|c)[- .]?)?(?P<short>l"
    r"|r)(?![\w'])(?=\s*(?:[,;.)/|:]|$|\d))"
    rf"|{_FROM}{_SHADE}{_LR.format('bare')}(?: (?:and )?(?:slightly )?(?:from "
    r"|coming from )?(?P<depth>behind|above|below|back|high|low))?"
)
# A left or right that belongs to the body and not to a lamp.
_BODY = re.compile(
    r"\s+(?:cheek|eye|eyebrow|brow|arm|hand|ear|temple|wrist|leg|knee|foot|thumb|nostril|forearm"
    r"|lapel|sleeve|jaw|thigh|profile|now|before|after|away|amount|there|here)\b"
)
# In a list of one lamp's properties a bare word will do: "rim: back, hard".
_LISTED = r"(?:(?<=[:,;=|/-] )|(?<=:))"
_LIST_ENDS = r"(?=\s*(?:[,;.|/)]|$))"
_VERTICAL = re.compile(
    r"\b(?P<back>(?:from |set |placed |coming from |in from |directly |right "
    r"|straight )*(?:behind(?: (?:her|him|them|the (?:subject|model|sitter)))?|the back|the rear"
    r"|back there)\b|backlit|back[- ]lit|from back\b"
    rf"|{_LISTED}(?:back|rear|behind)\b{_LIST_ENDS})"
    r"|\b(?P<above>(?:from |coming from |placed |directly |straight "
    r"|high )*(?:above(?! eye)(?: (?:her|him|them|the (?:subject|camera|lens)))?|the top"
    r"|directly overhead)\b|top[- ]?lit|top[- ]?light(?:ing)?\b|from (?:the )?ceiling"
    rf"|{_LISTED}(?:above|top)\b{_LIST_ENDS})"
    r"|\b(?P<below>(?:from |coming from |placed |directly |set )*(?:below(?! eye)(?: (?:her|him"
    r"|them|the (?:chin|subject|frame|camera|lens)))?|beneath(?: (?:her|him|them))?"
    r"|underneath(?: (?:her|him|them))?|under (?:her|his|their|the) (?:chin|face))\b|up-?lit"
    r"|up-?light(?:ing)?\b|from (?:the )?(?:floor|ground)\b"
    rf"|{_LISTED}(?:below|under|underneath)\b{_LIST_ENDS})"
    r"|\b(?P<front>(?:from |placed |directly |straight )*(?:the front|in front(?: of (?:her|him"
    r"|them))?|on[- ]axis|frontal|frontally|head[- ]on|straight[- ]on|dead ahead|front[- ]?lit)\b"
    r"|from (?:the )?(?:camera|lens)(?: position)?\b(?![- ](?:left|right))|\bfront(?= (?:key|light"
    rf"|fill|source|lighting)\b)|{_LISTED}(?:front|frontal|on axis)\b{_LIST_ENDS})"
)
_HEIGHT = re.compile(
    r"\b(?P<eye>(?:at |around |about )?(?:his |her |their )?eye[- ]?(?:level|height|line)\b)"
    r"|\b(?P<overhead>(?:from )?overhead\b|straight down\b)"
    r"|\b(?P<high>(?:set |placed |quite |very |slightly |fairly |from |up )*(?:high(?:er)?(?: up)?"
    r"|raised|above (?:his |her |their )?eye[- ]?(?:level|line|height))\b(?![- ]+(?:contrast"
    r"|key\b(?! (?:light|from|on|at|camera|to)\b)|ratio|angle|speed|fashion|collar|cheek|noon"
    r"|school|output)))"
    r"|\b(?P<low>(?:set |placed |quite |very |slightly |fairly |from |down )*(?:low(?: down)?|lower"
    r"|below (?:his |her |their )?eye[- ]?(?:level|line|height))\b(?![- ]+(?:contrast"
    r"|key\b(?! (?:light|from|on|at|camera|to)\b)|ratio|angle|fill|level|sun\b(?! ))))"
)
_OPPOSITE = re.compile(
    r"\b(?:from|on|to|at) (?:the )?(?:other|opposite)(?: side)?\b|\bopposite (?:the )?key\b"
)
_SAME = re.compile(r"\b(?:from|on|to|at) the same side(?: as the key)?\b")

Where = dict[str, str]


class Place(NamedTuple):
    """A side and perhaps a height, and the letters that say so."""

    side: str | None
    height: str | None
    spans: tuple[tuple[int, int], ...]


def where(page: Page, start: int, end: int, *, alone: bool = True) -> Place:
    """What the letters start..end say of a lamp's place. `alone`: bare "left" counts."""
    side = height = None
    spans: list[tuple[int, int]] = []
    for match in page.search(_SIDE, start, end):
        if _BODY.match(page.low, match.end()) or not _strong(match, alone=alone):
            continue
        side = side or _turned(match)
        height = height or _heightened(match.group())
        spans.append(match.span())
    if side is None and (match := next(page.search(_OPPOSITE, start, end), None)):
        key = page.value("light.key.side")
        side = OTHER.get(str(key)) if key else None
        spans += [match.span()] if side else []
    if side is None and (match := next(page.search(_SAME, start, end), None)):
        side = page.value("light.key.side")
        spans += [match.span()] if side else []
    for match in page.search(_VERTICAL, start, end):
        if any(a < match.end() and match.start() < b for a, b in spans):
            continue
        name = str(match.lastgroup)
        spans.append(match.span())
        if side is None:
            side = name
        else:
            height = height or {"above": "high", "below": "low"}.get(name)
    for match in page.search(_HEIGHT, start, end):
        if any(a < match.end() and match.start() < b for a, b in spans):
            continue
        height = height or str(match.lastgroup)
        spans.append(match.span())
    return Place(side, height, tuple(spans))


def _strong(match: re.Match[str], *, alone: bool) -> bool:
    """Whether a match names a place by itself: "from the left" does, "left" only beside a lamp."""
    return (
        alone or match.lastgroup not in {"bare", "depth"} or match.group() not in {"left", "right"}
    )


def _turned(match: re.Match[str]) -> str:
    theirs = match["theirs"] or match["side_of"]
    if theirs:
        return OTHER[theirs]
    if match["short"]:
        return {"l": "left", "r": "right"}[match["short"]]
    return str(match["cameras"] or match["of_frame"] or match["bare"])


def _heightened(words: str) -> str | None:
    if re.search(r"\b(?:upper|top|high|above|steep)\b", words):
        return "high"
    return "low" if re.search(r"\b(?:lower|bottom|low|below)\b", words) else None
