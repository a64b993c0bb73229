"""Reads what only a change can say: comparatives, steps, removals, swaps."""

import re
from collections.abc import Callable

from prompts.adults import RefusalError
from prompts.brief import MINOR, Brief
from prompts.reading.flips import read_flips
from prompts.reading.numbers import AMOUNT, WHOLE, amount, whole
from prompts.reading.page import Page
from prompts.reading.patch import get
from prompts.reading.removals import (
    read_less,
    read_must_go,
    read_recolouring,
    read_removals,
    read_swaps,
)

# What a comparative starts from where the brief says nothing.
BASE_KELVIN = 5000
BASE_AGE = 35
BASE_FOCAL = 85.0
BASE_APERTURE = 2.8
BASE_FRAMING = "medium close-up"
BASE_HEIGHT = "eye"
BASE_GRAIN = "fine"
BASE_STOPS = {"fill": 2.0, "rim": 0.0}

WARMER = 0.85  # one step of warmth, on the Kelvin
YEARS = 10  # one step of age
YOUNGEST, OLDEST = 18, 100

FRAMINGS = ("extreme close-up", "close-up", "medium close-up", "medium", "wide")
HEIGHTS = ("low", "eye", "high", "overhead")
FOCALS = (18.0, 24.0, 28.0, 35.0, 50.0, 85.0, 105.0, 135.0, 200.0)
APERTURES = (
    1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 2.5, 2.8, 3.2, 3.5, 4.0, 4.5, 5.0, 5.6, 6.3, 7.1,
    8.0, 9.0, 10.0, 11.0, 13.0, 14.0, 16.0, 18.0, 20.0, 22.0,
)  # fmt: skip

_MUCH = (
    r"(?:(?:an? (?:bit|little|touch|tad|lot|hair)|a wee bit|slightly|much|even|just|way|still"
    r"|somewhat) )*"
)
_HAIRLIGHT = r"(?:hair[- ]?light|back[- ]?light|kicker|edge[- ]light|rim(?:[- ]light)?)"
_LAMP = (
    rf"(?:(?P<rim>{_HAIRLIGHT})|(?P<fill>fill(?:[- ]light)?)|(?P<key>key(?:[- ]light)?"
    r"|light(?:ing)?|main light|colou?rs?|temperature|it|everything|picture|whole thing))"
)
_BY = (
    rf"(?:,?\s*(?:by )?(?:about |say |maybe |just )*(?P<n>{AMOUNT})(?: more| extra)?"
    r" ?stops?\b(?P<half> and a half)?)?"
)
# "Older", but not "an older sister".
_ENDS = r"(?=\s*(?:[,;.!?]|$|(?:and|but|please|now|with|instead|in|by|too|or)\b))"
_AGE = re.compile(
    rf"\b(?:make (?:her|him|them|the subject) |age (?:her|him|them) )?(?:(?P<n>{WHOLE}) years? "
    rf"|(?P<decade>a decade ))?{_MUCH}(?P<w>older|younger|up"
    rf"|down)\b(?: by (?P<n2>{WHOLE}) years?)?(?: (?P<n3>{WHOLE}) years?)?{_ENDS}"
)
_RATHER = re.compile(
    rf"\b(?:rather (?:be |she (?:were|was) |he (?:were|was) |have (?:her|him) (?:at"
    rf" )?)?)?(?P<n>{WHOLE})"
    rf"(?P<joint>,? (?:rather than|instead of|than|not)) (?P<old>{WHOLE})\b(?! ?(?:mm|mil|k\b"
    rf"|stops?))"
)
_WARMTH = re.compile(
    rf"\b(?:make (?:it|the {_LAMP.replace('?P<', '?P<m_')}) )?{_MUCH}(?P<less>less )?(?P<w>warmer"
    r"|cooler|colder|bluer|warm|cold|cool|blue)\b(?! than)(?: (?P<by>up|down"
    rf"|off))?(?: the)?(?: {_LAMP})?"
)
_OF_MOOD = re.compile(
    r"\b(?:mood|atmosphere|feel|feeling|vibe|expression|stare|gaze|look|eyes|face|smile|weather|air"
    r"|palette)"
    r"(?: (?:should be|is|a bit|a little|much))* ?$"
)
_LAMP_IS_WARMER = re.compile(
    rf"\b{_LAMP}(?: (?:should be|to be|is|goes|a bit|a little|slightly|much|even))* (?P<w>warmer"
    r"|cooler|colder|bluer)\b(?! than)"
)
_LEVEL = re.compile(
    rf"\b(?:(?P<n0>{AMOUNT}) ?stops?(?: of)? )?{_MUCH}(?P<w>more|less|stronger|brighter|hotter"
    rf"|weaker|dimmer|subtler|darker|fainter"
    rf"|heavier|lighter)(?: of the| of| on the)? {_LAMP}\b(?! (?:hair|contrast)){_BY}"
)
_LEVEL_SET = re.compile(
    r"\b(?P<v>bring|push|take|turn|drop|raise|lower|pull|dial|lift|boost|reduce|increase|knock"
    rf"|open|bump)(?: (?P<d1>up|down|back))? (?:the |her |his )?{_LAMP}(?: (?P<d2>up|down"
    rf"|back))?{_BY}(?P<bit> (?:an? )?(?:bit|little|touch|tad|notch|hair)| slightly)?"
)
_LEVEL_IS = re.compile(
    rf"\b(?:the )?{_LAMP}(?: (?:should be|is|goes))?(?: (?:a bit|a little|slightly|much"
    rf"|even))?(?: (?P<n>{AMOUNT})(?: more)? stops?)? (?P<w>up|down|brighter|dimmer|stronger|weaker"
    rf"|hotter|darker)\b(?:(?: by)? (?P<n2>{AMOUNT})(?: more)? stops?)?"
)
_HEIGHT = re.compile(
    r"\b(?:(?P<v>raise|lift|lower|drop(?= (?:the )?key)) (?:the )?(?P<a>key|rim|hair"
    r" ?light)(?:[- ]light)?(?! (?:a"
    rf"|by|half|one|another|to)\b)|(?:the )?(?P<b>key|rim|hair ?light)(?:[- ]light)? {_MUCH}"
    r"(?P<w>higher|lower)|(?P<w2>higher|lower) (?P<c>key|rim|hair ?light)(?:[- ]light)?\b|(?:bring"
    r"|move) the (?P<d>key|rim|hair ?light)(?:[- ]light)? (?P<w3>up|down)(?! (?:a|by|half|one"
    r"|another|to)\b))"
)
_SOFT = re.compile(
    rf"(?:^|[,;.]|\band\b)\s*(?:make it |make that |go )?{_MUCH}(?P<w>softer|harder"
    r"|harsher)(?: please)?\s*(?=[,;.!]|and\b|$)"
)
_LENS = re.compile(
    rf"\b(?:go |use |try |on )?(?:an? )?{_MUCH}(?P<w>wider|shorter|longer"
    rf"|tighter)(?: angle)? (?:lens|focal length|focal|glass)\b|\blens {_MUCH}(?P<w2>wider|shorter"
    r"|longer)\b"
)
_STOP = re.compile(
    r"\b(?:(?P<open>open (?:it )?(?:up|the aperture|the lens|wider)|wider aperture"
    r"|shallower(?: depth of field| focus| dof)?|(?:more|blurrier|softer|creamier) (?:bokeh|blur"
    r"|background blur|background)|less depth of field|blur the background more)"
    r"|(?P<shut>(?:stop|close) (?:it )?down|smaller aperture|deeper (?:focus|depth of field|dof)"
    r"|(?:less|sharper) (?:bokeh|blur|background blur|background)"
    rf"|more depth of field))\b(?! to f?/?\d)(?:\s*(?:by )?(?P<n>{AMOUNT})(?: more)? stops?)?"
)
_FRAME = re.compile(
    rf"\b(?:(?P<tight>{_MUCH}(?:tighter|closer)(?: (?:in|framing|crop|shot|on (?:her|his|their"
    r"|the) face))?|(?:punch|push|move|come|crop|zoom|go|get) in(?: (?:tighter|closer|a bit"
    rf"|a little))?)|(?P<loose>{_MUCH}(?:wider|looser|further (?:back|away|out))(?: (?:framing|crop"
    r"|shot|frame))?|(?:pull|step|move|back|zoom|go) (?:back|out|off"
    rf"|away)(?: {_MUCH.rstrip('*')})?(?: (?:a bit|a little|slightly))?))(?=\s*(?:[,;.!?]|$|and\b"
    r"|please\b|on\b|now\b))"
)
_GRAIN = re.compile(rf"\b{_MUCH}(?P<w>more|less|finer|coarser|heavier) grain\b")
GRAINS = ("none", "fine", "medium", "coarse")
_CONTRAST = re.compile(
    rf"\b{_MUCH}(?:(?P<more>more (?:contrast|contrasty|dramatic light(?:ing)?)|contrastier"
    r"|higher contrast|punchier)|(?P<less>less (?:contrast|contrasty)|flatter(?: light(?:ing)?)?"
    r"|lower contrast))\b"
)

_DARKENS = frozenset({
    "less", "lighter", "weaker", "dimmer", "subtler", "darker", "fainter", "down", "back", "drop",
    "lower", "reduce", "pull", "knock",
})  # fmt: skip
_COOLS = frozenset({"cooler", "colder", "bluer", "cold", "cool", "blue"})


def read_changes(page: Page, onto: Brief) -> Brief:
    """`onto` after the removals; every other change becomes a finding of the page."""
    for read in _READERS:
        read(page, onto)
    for read in (read_must_go, read_removals, read_swaps, read_less, read_recolouring):
        onto = read(page, onto)
    return onto


def _set(page: Page, path: str, value: object, match: re.Match[str]) -> None:
    page.say(path, value, *match.span())


def _age(page: Page, onto: Brief) -> None:
    for match in page.search(_AGE):
        if match["w"] in {"up", "down"} and not match.group().startswith("age "):
            continue
        years = match["n"] or match["n2"] or match["n3"]
        step = whole(years) if years else YEARS
        step = -step if match["w"] in {"younger", "down"} else step
        age = (onto.subject.age or BASE_AGE) + step
        _set(page, "subject.age", min(max(age, YOUNGEST), OLDEST), match)


def _rather(page: Page, onto: Brief) -> None:
    """As in "sixty rather than fifty": an age, or a focal length where the lens has the old one."""
    for match in page.search(_RATHER):
        new, old = whole(match["n"]), whole(match["old"])
        if onto.camera.focal_mm == old and onto.subject.age != old:
            _set(page, "camera.focal_mm", new, match)
        elif onto.subject.age == old or match.group().startswith("rather"):
            if new < YOUNGEST:
                raise RefusalError(MINOR)
            _set(page, "subject.age", new, match)


def _lamp(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next(
        (name for name in ("rim", "fill") if groups.get(name) or groups.get(f"m_{name}")), "key"
    )


def _warmth(page: Page, onto: Brief) -> None:
    for pattern in (_LAMP_IS_WARMER, _WARMTH):
        for match in page.search(pattern):
            groups = match.groupdict()
            comparative = match["w"].endswith("er") or groups.get("less") or groups.get("by")
            if not comparative or _OF_MOOD.search(
                page.low, max(0, match.start() - 24), match.start()
            ):
                continue
            cools = (match["w"] in _COOLS) != bool(groups.get("less"))
            path = f"light.{_lamp(match)}.kelvin"
            now = get(onto, path) or BASE_KELVIN
            kelvin = now / WARMER if cools else now * WARMER
            _set(page, path, min(max(round(kelvin / 10) * 10, 1000), 20000), match)


def _level(page: Page, onto: Brief) -> None:
    """A lamp brighter or darker by some stops; one where no number is said."""
    for pattern in (_LEVEL_SET, _LEVEL_IS, _LEVEL):
        for match in page.search(pattern):
            groups = match.groupdict()
            lamp = _lamp(match)
            count = groups.get("n") or groups.get("n2") or groups.get("n0")
            if lamp == "key" or _is_removal(groups, count):
                continue
            words = {groups.get(name) for name in ("w", "v", "d1", "d2")}
            step = (amount(count) if count else 1.0) + (0.5 if groups.get("half") else 0)
            path = f"light.{lamp}.stops"
            now = get(onto, path)
            now = BASE_STOPS[lamp] if now is None else now
            dark = bool(words & _DARKENS) and not (words & {"up"})
            _set(page, path, min(max(now + (step if dark else -step), -3), 12), match)


def _is_removal(groups: dict[str, str | None], count: str | None) -> bool:
    """As in "Drop the fill" takes it away; "drop the fill a stop" and "lower the fill" do not."""
    return groups.get("v") in {"drop", "take", "pull", "knock"} and not (
        count or groups.get("d1") or groups.get("d2") or groups.get("bit")
    )


def _height(page: Page, onto: Brief) -> None:
    for match in page.search(_HEIGHT):
        name = match["a"] or match["b"] or match["c"] or match["d"]
        path = f"light.{'key' if name == 'key' else 'rim'}.height"
        up = (match["v"] or match["w"] or match["w2"] or match["w3"]) in {
            "raise",
            "lift",
            "higher",
            "up",
        }
        _set(page, path, _step(HEIGHTS, get(onto, path) or BASE_HEIGHT, 1 if up else -1), match)


def _soft(page: Page, onto: Brief) -> None:
    del onto
    for match in page.search(_SOFT):
        page.say(
            "light.key.softness", "soft" if match["w"] == "softer" else "hard", *match.span("w")
        )


def _lens(page: Page, onto: Brief) -> None:
    for match in page.search(_LENS):
        now = onto.camera.focal_mm or BASE_FOCAL
        longer = (match["w"] or match["w2"]) in {"longer", "tighter"}
        beyond = [mm for mm in FOCALS if (mm > now if longer else mm < now)]
        if beyond:
            _set(page, "camera.focal_mm", min(beyond) if longer else max(beyond), match)


def _stop(page: Page, onto: Brief) -> None:
    for match in page.search(_STOP):
        stops = amount(match["n"]) if match["n"] else 1.0
        now = onto.camera.aperture or BASE_APERTURE
        wanted = now * 2 ** ((-stops if match["open"] else stops) / 2)
        _set(page, "camera.aperture", min(APERTURES, key=lambda f: abs(f - wanted)), match)


def _frame(page: Page, onto: Brief) -> None:
    for match in page.search(_FRAME):
        now = onto.camera.framing or BASE_FRAMING
        _set(page, "camera.framing", _step(FRAMINGS, now, -1 if match["tight"] else 1), match)


def _contrast(page: Page, onto: Brief) -> None:
    """More contrast is a darker fill."""
    for match in page.search(_CONTRAST):
        now = onto.light.fill.stops
        now = BASE_STOPS["fill"] if now is None else now
        _set(page, "light.fill.stops", min(max(now + (1 if match["more"] else -1), -3), 12), match)


def _grain(page: Page, onto: Brief) -> None:
    for match in page.search(_GRAIN):
        step = 1 if match["w"] in {"more", "coarser", "heavier"} else -1
        _set(page, "finish.grain", _step(GRAINS, onto.finish.grain or BASE_GRAIN, step), match)


def _step(scale: tuple[str, ...], now: str, step: int) -> str:
    return scale[min(max(scale.index(now) + step, 0), len(scale) - 1)]


_READERS: tuple[Callable[[Page, Brief], None], ...] = (
    _rather, _age, _lens, _stop, read_flips, _height, _level, _warmth, _contrast, _soft, _frame,
    _grain,
)  # fmt: skip
