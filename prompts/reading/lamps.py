"""Recognises the lights: light.key, light.fill and light.rim, each from its own words."""

import math
import re

from prompts.brief import Brief
from prompts.reading.lampsays import say_gel, say_kelvin, say_softness, say_stops
from prompts.reading.lampwords import Mention, chunks, is_bare, mentions, shares
from prompts.reading.page import Finding, Page
from prompts.reading.patch import lay
from prompts.reading.sides import Place, where

OFF = 8.0
"""Stops under the key at which a lamp counts as switched off: "no fill"."""

_RATIO = re.compile(
    r"(?:(?:contrast|lighting|light|key[- ]to[- ]fill|key/fill|fill)\s+)?(?:ratio\s*(?:of|is|at|:"
    r"|around|about)?\s*)?(?<![\d:.])\b(?P<r>\d{1,2}(?:\.\d)?)\s?(?::| to |-to-)\s?(?:1"
    r"|one)\b(?![\d:.])(?:\s*(?:key[- ]to[- ]fill|contrast|lighting|light|fill)?\s*ratio"
    r"|\s*contrast|\s*key[- ]to[- ]fill)?"
)
_ABOUT_LIGHT = re.compile(r"\b(?:ratio|fill|light|lighting|contrast|key|lit)\b")
_OFF = re.compile(
    r"\b(?:no|without|zero|skip the|lose the|kill the|turn off the|cut the|switch off the"
    r"|remove the|ditch the|drop the|get rid of the|take (?:out|away|off) the|lose|kill|minus the"
    r"|scrap the|no more)\s+(?:any\s+)?(?P<lamp>fill|rim|hair[- ]?light|back[- ]?light|kicker"
    r"|edge[- ]light|separation light|reflector|bounce)(?:[- ]light(?:ing)?)?\b"
    r"(?!\s+(?:another|a|one|by|half|two|down|up|to)\b)(?:\s+(?:at all|whatsoever|completely"
    r"|entirely))?"
)
_NONE = re.compile(
    r"\b(?P<lamp>fill|rim|hair[- ]?light|back[- ]?light|kicker)(?:[- ]light)?\s*(?::|=|-|is|to"
    r"|should be|goes|gone)?\s*(?:none|off|zero|out|nil|nothing|gone|n/a)\b(?!-)"
)
_MAX_RATIO = 64
_BOTH = re.compile(r"\b(?:both|each|all (?:three|of them|lamps|lights))\b")
_TURNED = re.compile(r"\b(?:softer|harder)\b")
_HEIGHT_OF = {"above": "high", "below": "low"}
_THINGS = frozenset({"window", "lamp", "moon", "moonlight", "candlelight"})
_DAYLIGHT = frozenset({"daylight", "sun", "sunlight", "window light"})


def read_lamps(page: Page) -> None:
    """Side, height, Kelvin, gel, softness and stops of key, fill and rim."""
    _read_off(page)
    _read_ratio(page)
    current: str | None = None
    recent: list[str] = []
    for start, end, fresh in chunks(page):
        current = None if fresh else current
        named = mentions(page, start, end)
        recent += [mention.lamp for mention in named if mention.lamp not in recent[-1:]]
        if _BOTH.search(page.low, start, end) and (named or is_bare(page, start, end)):
            _read_both(page, recent, start, end)
            continue
        if not named:
            if _TURNED.search(page.low, start, end) and page.value("light.key.softness"):
                current = "key"  # "softer, and from the right"
            elif page.low[start:end].strip() and not is_bare(page, start, end):
                current = None
            elif current:
                _read_lamp(page, current, start, end, None)
            continue
        for mention, left, right in shares(page, named, start, end):
            if _read_lamp(page, mention.lamp, left, right, mention) or mention.noun not in _THINGS:
                current = mention.lamp
    say_kelvin(page, "light.key", 0, len(page.low), loose=False)


def _read_both(page: Page, recent: list[str], start: int, end: int) -> None:
    """As in "both soft", "all three at 3200K": what is said of several lamps at once."""
    several = list(dict.fromkeys(reversed(recent)))[: 3 if "all" in page.low[start:end] else 2]
    if not several:
        return
    known = page.fields()
    _read_lamp(page, several[0], start, end, None)
    for path, value in page.fields().items():
        if path in known or not path.startswith(f"light.{several[0]}."):
            continue
        for lamp in several[1:]:
            other = path.replace(several[0], lamp, 1)
            if page.value(other) is None:
                page.say(other, value, start, end, claim=False)


def _read_lamp(page: Page, lamp: str, start: int, end: int, mention: Mention | None) -> bool:
    """Read what a stretch says of one lamp. Returns whether it says anything."""
    path = f"light.{lamp}"
    said = say_kelvin(
        page, path, start, end, loose=mention is None or mention.named or mention.noun in _DAYLIGHT
    )
    said |= say_gel(page, path, start, end, mention)
    if lamp != "key":
        said |= say_stops(page, path, start, end)
    said |= _say_place(page, path, start, end, mention)
    said |= say_softness(page, path, start, end, mention)
    if said and mention:
        for other in mentions(page, start, end):
            page.take(other.start, other.end)
    return said


def _say_place(page: Page, path: str, start: int, end: int, mention: Mention | None) -> bool:
    place = where(page, start, end)
    if not place.spans:
        return False
    a, b = min(place.spans)[0], max(stop for _, stop in place.spans)
    said = _joins_vertical(page, path, place, (a, b))
    for name, value in (("side", place.side), ("height", place.height)):
        weak = (
            name == "side"
            and mention is not None
            and not mention.named
            and mention.noun == "window"
        )
        if value and page.value(f"{path}.{name}") is None and not weak:
            said |= page.say(f"{path}.{name}", value, a, b, claim=False)
    for span in place.spans if said else ():
        page.take(*span)
    return said


def _joins_vertical(page: Page, path: str, place: Place, span: tuple[int, int]) -> bool:
    """As in "from above, camera left": the two words are one side and one height."""
    before = page.value(f"{path}.side")
    if before in _HEIGHT_OF and place.side in {"left", "right"}:
        page.correct(f"{path}.side", place.side, *span)
        height = _HEIGHT_OF[str(before)]
    elif before in {"left", "right"} and place.side in _HEIGHT_OF:
        height = _HEIGHT_OF[place.side]
    else:
        return False
    if page.value(f"{path}.height") is None:
        page.say(f"{path}.height", height, *span, claim=False)
    return True


def _read_off(page: Page) -> None:
    for match in (*page.search(_OFF), *page.search(_NONE)):
        lamp = "fill" if match["lamp"] in {"fill", "reflector", "bounce"} else "rim"
        page.off[lamp] = match.span()
        page.say(f"light.{lamp}.stops", OFF, *match.span())


def switched_off(page: Page, brief: Brief) -> Brief:
    """A lamp that is off is nothing but off: whatever the brief says of it goes."""
    for lamp, span in page.off.items():
        for name, value in getattr(brief.light, lamp):
            path = f"light.{lamp}.{name}"
            if name != "stops" and value is not None:
                page.removed.append(Finding(path=path, value=value, words=page.quote(*span)))
                page.found = [finding for finding in page.found if finding.path != path]
        brief = lay(brief, f"light.{lamp}", {"stops": OFF})
    return brief


def _read_ratio(page: Page) -> None:
    """A key-to-fill ratio of 4:1 puts the fill two stops under."""
    for match in page.search(_RATIO):
        around = page.low[max(0, match.start() - 30) : match.end() + 25]
        ratio = float(match["r"])
        if 1 < ratio <= _MAX_RATIO and "aspect" not in around and _ABOUT_LIGHT.search(around):
            under = round(math.log2(ratio), 2)
            page.say("light.fill.stops", int(under) if under.is_integer() else under, *match.span())
