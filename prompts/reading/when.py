"""Recognises the hour and the weather: setting.time, setting.weather."""

import re
from functools import cache

from prompts.lexicon import either, vocabulary, words
from prompts.reading.page import Page

_CLOCK = re.compile(
    r"\b(?:at |around |about )?(?P<h>1[0-2]|0?[1-9])(?::[0-5]\d)?\s?"
    r"(?:(?P<am>am|a\.m\.?|o'clock in the morning)|(?P<pm>pm|p\.m\.?|o'clock in the (?:afternoon"
    r"|evening)))"
    r"(?!\w)"
)
# Evenings differ too much over the year to name their hours.
_HOURS = (
    *["night"] * 5, "dawn", *["morning"] * 6, "noon", *["afternoon"] * 4, *[""] * 5,
    "night", "night",
)  # fmt: skip
_NOON = 12
_GONE = re.compile(
    r"\b(?:lose|no|without|drop|cut|kill|remove|minus|not|get rid of|no more) (?:the |any |all"
    r" )?(?:the )?$"
)
_LABEL = re.compile(r"\bweather\s*(?:is|:|=)\s*(?P<w>[^.;,]+)")


def read_time(page: Page) -> None:
    """The time of day from its words or from a clock."""
    for match in page.search(_CLOCK):
        hour = int(match["h"]) % _NOON + (_NOON if match["pm"] else 0)
        if _HOURS[hour]:
            page.say("setting.time", _HOURS[hour], *match.span())
    for match in page.find(vocabulary("setting.time")):
        start, end = page.span(match.first, match.last)
        if page.after(match.last) in words("setting.more.no_time_before"):
            continue
        lead = _before_time().search(page.low, max(0, start - 30), start)
        free = lead is not None and page.free(lead.start(), start)
        page.say("setting.time", match.meant, lead.start() if lead and free else start, end)


@cache
def _before_time() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?:{either('setting.more.before_time')})\s+)+$")


@cache
def _after_weather() -> re.Pattern[str]:
    return re.compile(rf" (?:{either('setting.more.after_weather')})\b")


def read_weather(page: Page) -> None:
    """Rain, snow, fog, wind, with how much of it; several are joined by commas."""
    found: dict[str, tuple[int, int]] = {}
    degrees, heads = words("setting.weather.degrees"), words("setting.weather.heads")
    for match in page.search(_LABEL):
        found[page.quote(*match.span("w"))] = match.span()
        page.take(*match.span())
    for match in page.find(vocabulary("setting.weather.heads", "setting.weather.words")):
        start, end = page.span(_with_degree(page, match.first), match.last)
        # "Rain-slicked" tells of the street.
        hyphened = page.low[end : end + 1] == "-"
        thing = page.after(match.last) in words("setting.more.no_weather_before")
        # "Pouring rain" is one weather, "pouring" alone another.
        leads = page.before(match.last + 1) in degrees and page.after(match.last) in heads
        gone = _GONE.search(page.low, max(0, start - 24), start)
        if gone or leads or hyphened or (thing and match.meant != "overcast"):
            continue
        tail = _after_weather().match(page.low, end)
        page.take(start, tail.end() if tail else end)
        found.setdefault(page.quote(start, end), (start, end))
    if found:
        texts = sorted(found, key=lambda text: found[text])
        start, end = found[texts[0]][0], found[texts[-1]][1]
        page.say("setting.weather", ", ".join(texts), start, end, claim=False)


def _with_degree(page: Page, first: int) -> int:
    """As in "Heavy rain", "light morning mist": where the phrase begins."""
    degrees = words("setting.weather.degrees")
    while page.before(first) in degrees and page.is_free(first - 1):
        first -= 1
    return first
