"""Reads what a stretch of words says of one lamp: its colour, its softness, its level."""

import re

from prompts.lexicon import listed, vocabulary, words
from prompts.reading.lampwords import Mention, content, lamp_nouns
from prompts.reading.numbers import AMOUNT, amount
from prompts.reading.page import Page
from prompts.reading.phrases import stops

_LEAST, _MOST = 1000, 20000  # Kelvin that a brief can hold
_KELVIN = re.compile(
    r"(?:\b(?:at|around|about|roughly|balanced (?:to|at|for)|daylight|tungsten"
    r"|(?:colou?r )?temp(?:erature)?)[\s:]+(?:of |balanced )?)*"
    r"(?<![\d.])(?P<k>\d{1,2}[,. ]?\d{3})\s*-?\s*(?:\u00b0\s*)?(?:k\b|kelvins?\b|degrees kelvin"
    r"|deg k)(?: (?:daylight|tungsten|balanced))*"
    r"|(?<![\d.])\b(?P<short>\d\.[1-9])\s*k\b"
)
_BARE_KELVIN = re.compile(
    r"(?<![\d.,:/])\b(?P<k>(?:[2-9]\d|1\d{2})[05]0)\b(?![\d:/]|[.,]\d|s\b|\s*(?:film|style|world))"
)
_UNDER = r"(?:under|below|down|darker|less|lower|underexposed|dimmer|beneath|off)"
_OVER = r"(?:over|above|hotter|brighter|up|more|stronger)"
_STOPS = re.compile(
    r"(?:\b(?:at|about|around|roughly|by|is|just|set)\s+)*(?P<sign>[-+])?\s*(?<![\w.])"
    rf"(?P<n>{AMOUNT})\s*-?\s*(?:f-?)?stops?\b(?P<half> and a half)?"
    rf"(?:\s+(?:(?P<under>{_UNDER})|(?P<over>{_OVER}))\b(?:\s+(?:than |from |to )?(?:the |her "
    r"|his )?(?:key|main)(?: light)?\b|\s+exposure)?)?"
    rf"|(?<![\w.])(?P<n4>{AMOUNT})\s+(?:(?P<under4>{_UNDER})|(?P<over4>over|above|hotter|brighter"
    r"|up))\b(?:\s+(?:than |from |to )?(?:the |her |his )?key\b)?"
    r"|(?:\b(?:at|is|about)\s+)?(?<![\w.])(?P<sign2>[-+])\s*(?P<n2>\d(?:\.\d+)?)\b(?!\s*(?:k\b|mm|%"
    r"|\d|:))"
    rf"|\b(?:at\s+)?minus\s+(?P<n3>{AMOUNT})\b"
    r"|\b(?P<even>(?:at )?(?:the )?(?:same (?:level|strength|intensity|brightness"
    r"|exposure) as (?:the )?key|as bright as the key|at key level|equal to (?:the )?key))\b"
)
_GELLED = re.compile(r"[\s-]*(?:gel\b|gels\b|gelled|coloured|colored|tinted)")
_GEL_LEAD = re.compile(r"\b(?:gelled|gel|tinted|through(?: an?)?)(?: with)?[\s:]*(?:an? )?$")
_GEL_WORD = re.compile(
    r"\b(?:gelled|gel|tinted|coloured|colored|through(?: an?)?|goes|turn(?:ed)?|is|in|make it|be"
    r"|to)[\s:]*(?:deep |pale |full |bright |dark )?$"
)


def say_kelvin(page: Page, path: str, start: int, end: int, *, loose: bool) -> bool:
    """Kelvin with its letter; `loose` takes a bare "5600", too."""
    for pattern in (_KELVIN, _BARE_KELVIN) if loose else (_KELVIN,):
        for match in page.search(pattern, start, end):
            degrees = _degrees(match)
            if _LEAST <= degrees <= _MOST:
                return page.say(f"{path}.kelvin", degrees, *match.span())
    return False


def _degrees(match: re.Match[str]) -> int:
    short = match.groupdict().get("short")
    return round(float(short) * 1000) if short else int(re.sub(r"[,. ]", "", match["k"]))


def say_gel(page: Page, path: str, start: int, end: int, mention: Mention | None) -> bool:
    """A colour that is called a gel, or stands straight before a lamp's name."""
    first, last = page.token_at(start), page.token_at(end) - 1
    for match in page.find(vocabulary("camera.gel"), first, last):
        a, b = page.tokens[match.first].start, page.tokens[match.last].end
        before, after = page.low[start:a], page.low[b:end]
        gelled = _GELLED.match(after)
        if not gelled and not _colours(page, (a, b), (start, end), mention):
            continue
        if page.say(f"{path}.gel", match.meant, a, b + (gelled.end() if gelled else 0)):
            if lead := _GEL_LEAD.search(before):
                page.take(start + lead.start(), a)
            return True
    return False


def _colours(
    page: Page, word: tuple[int, int], whole: tuple[int, int], mention: Mention | None
) -> bool:
    """Whether a colour word speaks of the lamp and not of a coat beside it."""
    before, after = page.low[whole[0] : word[0]], page.low[word[1] : whole[1]]
    if mention is None:
        return content(before + after) == ""
    if word[0] < mention.start:
        return content(page.low[word[1] : mention.start]) == ""
    following = re.match(r"\s+([a-z]+)", after)
    free = not following or following.group(1) in stops() | {"camera", "frame", "screen"}
    return free and bool(_GEL_WORD.search(before) or content(page.low[mention.end : word[0]]) == "")


def say_softness(page: Page, path: str, start: int, end: int, mention: Mention | None) -> bool:
    """As in "Hard", "diffused"; a softbox is soft by its own nature."""
    first, last = page.token_at(start), page.token_at(end) - 1
    for match in page.find(vocabulary("camera.softness"), first, last):
        follower = (
            page.tokens[match.last + 1] if match.last < last and page.joined[match.last] else None
        )
        if follower and page.is_free(match.last + 1) and not _may_follow(follower.low):
            continue
        return page.say(
            f"{path}.softness",
            match.meant,
            page.tokens[match.first].start,
            page.tokens[match.last].end,
        )
    for noun in listed("camera.lamp.soft_by_nature"):
        found = re.search(rf"\b{noun}\b", page.low[start:end])
        if found and page.value(f"{path}.softness") is None:
            span = start + found.start(), start + found.end()
            if page.free(*span) or (mention and mention.noun == noun):
                return page.say(f"{path}.softness", "soft", *span)
    return False


def _may_follow(word: str) -> bool:
    """Whether "soft" before this word speaks of light: before "smile" it does not."""
    gels = {entry[0] for entry in vocabulary("camera.gel").entries}
    return (
        word in lamp_nouns() | stops() | words("camera.soft.before") | gels
        or (word,) in vocabulary("camera.softness").entries
        or word[0].isdigit()
    )


def say_stops(page: Page, path: str, start: int, end: int) -> bool:
    """Stops under the key; brighter than the key is negative."""
    for match in page.search(_STOPS, start, end):
        return page.say(f"{path}.stops", _under(match), *match.span())
    return False


def _under(match: re.Match[str]) -> float:
    if match["even"]:
        return 0
    value = amount(match["n"] or match["n2"] or match["n3"] or match["n4"]) + (
        0.5 if match["half"] else 0
    )
    above = (
        match["over"] or match["over4"] or "+" in ((match["sign"] or "") + (match["sign2"] or ""))
    )
    value = -value if above else value
    return int(value) if float(value).is_integer() else value
