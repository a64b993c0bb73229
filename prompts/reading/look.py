"""Recognises looks by their names, films, painters: look."""

import re
from functools import cache

from prompts.lexicon import either, section, vocabulary, words
from prompts.reading.page import Match, Page

_LIKE = re.compile(
    r"\b(?:(?:more|a bit|a little|much more|rather|something|think|lit|looks?|looking|feel|feels"
    r"|shot|it|as) )*(?:like|in the style of|in style of|inspired by|style of|a la|reminiscent of"
    r"|homage to|evoking|channelling|channeling|straight out of|out of|from|after|think|meets|and"
    r"|as in|as by|by|references?:?|ref:?) (?:an? |the )?(?:film |painting |still from "
    r"|scene from |frame from |portrait by |painting by )?$"
)
_STYLE = re.compile(
    r"(?:'s)?(?:[ -](?:style|styled|look|looks|lighting|light|vibes?|feel|aesthetic|inspired|esque"
    r"|mood|film|films|movie|paintings?|palette|atmosphere|drama|tones?|key|glow|photography"
    r"|cinematography|portrait|pattern|ish))*(?: please)?\b"
)
_FROM = re.compile(
    r",?\s+(?:(?:coming|falling|streaming|pouring) )?(?:from|on (?:the|her|his)|at|camera|frame"
    r"|screen|high|in from|through)\b(?! night)"
)
_KEYED = re.compile(
    r",? (?:light )?(?:from|on|at|camera|frame|to|screen|coming|left|right|slightly"
    r"|and (?:to|from|on|camera))\b"
)
_SIDE_BEFORE = re.compile(r"\b(?:left|right)(?: side)?[- ]$")
_LAMP_BEFORE = re.compile(r"(?:key|fill|rim|is|in|a) $")
_OVERCAST = re.compile(r"(?:\blook:? |like )$")
_GRADE = re.compile(
    r"(?:[- ](?:colou?r|style|type|ish|look|film))*[- ](?:grad(?:e|ing|ed)|finish|processing"
    r"|process"
    r"|treatment|print(?:ing)?|lut|development)\b"
)
_GRADED_BEFORE = re.compile(
    r"\b(?:grad(?:e|ed|ing)|printed|finished|processed|print|lut|finish)"
    r"(?: (?:it|this|everything))?\s*(?:like|as|with|to|in|of|is|:|=|-|towards?|a la)*\s*(?:an? "
    r"|the |some )?$"
)
_CONTEXT = 48  # letters before a name in which "in the style of" may stand


def read_look(page: Page) -> None:
    """The first look that is named; one that is likened ("like Vermeer") wins over it."""
    found = [
        (match, *_reach(page, match))
        for match in page.find(vocabulary("aliases.look"))
        if not _is_misread(page, match)
    ]
    graded = [each for each in found if _is_grade(page, each)]
    others = [each for each in found if each not in graded]
    looks = {each[0].meant for each in others} | ({page.look_before} - {None})
    for match, start, end in graded:
        if looks - {match.meant}:
            lead = _GRADED_BEFORE.search(page.low, max(0, start - _CONTEXT), start)
            after = _GRADE.match(page.low, end)
            page.say(
                "finish.grade",
                match.meant,
                lead.start() if lead else start,
                after.end() if after else end,
            )
        else:
            others.append((match, start, end))
    found = sorted(others, key=lambda each: each[1])
    likened = [each for each in found if each[1] < page.tokens[each[0].first].start]
    for match, start, end in likened + found:
        if page.value("look") not in {None, match.meant}:
            continue
        page.say("look", match.meant, start, max(end, start + 1), claim=False)
        # A golden hour is a time, too: its words are left for the clock.
        if match.meant != "golden-hour" or "hour" not in page.low[start:end]:
            page.take(start, end)


def _is_grade(page: Page, each: tuple[Match, int, int]) -> bool:
    """As in "a bleach bypass grade", "graded like Technicolor": of the print, not of the light."""
    _, start, end = each
    before = _GRADED_BEFORE.search(
        page.low, max(0, start - _CONTEXT), page.tokens[each[0].first].start
    )
    return bool(before or _GRADE.match(page.low, end))


def _reach(page: Page, match: Match) -> tuple[int, int]:
    """What a look's name takes with it: "in the style of Vermeer", "noir lighting".

    A lamp word that goes on ("Rembrandt lighting from the left") is left for the lamps.
    """
    start, end = page.span(match.first, match.last)
    like = _LIKE.search(page.low, max(0, start - _CONTEXT), start)
    start = like.start() if like and page.free(like.start(), start) else start
    style = _STYLE.match(page.low, end)
    end = style.end() if style and page.free(*style.span()) else end
    if _FROM.match(page.low, end):
        lamp = _lamp_at_end().search(page.low, start, end)
        end = lamp.start() if lamp else end
        start += len("lit ") if page.low.startswith("lit ", start) else 0
    return start, end


@cache
def _lamp_at_end() -> re.Pattern[str]:
    return re.compile(rf"\s*\b(?:{either('aliases.lamps.words')})$")


def _is_misread(page: Page, match: Match) -> bool:
    """As in "a low key from the left", "soft window light from the left", "a western shirt"."""
    start, end = page.span(match.first, match.last)
    written = page.low[start:end].replace("-", " ")
    before = page.low[max(0, start - 16) : start]
    if written in {"low key", "high key"}:
        return "-" not in page.low[start:end] and bool(_KEYED.match(page.low, end))
    if written in words("aliases.lamps.names"):
        return bool(_FROM.match(page.low, end) or _SIDE_BEFORE.search(before))
    if written == "overcast":  # else it is the weather
        return not _OVERCAST.search(before)
    if written == "tungsten" and (
        _LAMP_BEFORE.search(before) or page.after(match.last)[:1].isdigit()
    ):
        return True
    return _is_thing(page, written, end)


def _is_thing(page: Page, written: str, end: int) -> bool:
    things = section("aliases.things").get(written, ())
    return any(re.match(rf"[ -]{re.escape(thing)}\b", page.low[end : end + 24]) for thing in things)
