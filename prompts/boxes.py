"""A part of the frame said in words: "upper left", "the lower third", "middle"."""

import re

Edges = tuple[float, float, float, float]  # left, top, right, bottom as fractions of the frame

EXAMPLES = (
    "\N{LEFT DOUBLE QUOTATION MARK}upper left\N{RIGHT DOUBLE QUOTATION MARK}, "
    "\N{LEFT DOUBLE QUOTATION MARK}lower third\N{RIGHT DOUBLE QUOTATION MARK} or "
    "\N{LEFT DOUBLE QUOTATION MARK}middle\N{RIGHT DOUBLE QUOTATION MARK}"
)
SHARES = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "edge": 1 / 6, "corner": 1 / 4}
USUAL = 0.4  # of a side, where no share is said
_SIDES = {
    "left": "left",
    "right": "right",
    "upper": "top",
    "top": "top",
    "lower": "bottom",
    "bottom": "bottom",
}
_WORDS = re.compile(
    r"\b(left|right|upper|top|lower|bottom|middle|centre|center|half|third|quarter|edge|corner)\b"
)
_WHOLE = re.compile(r"\b(?:everything|everywhere|whole (?:frame|picture)|all of it)\b")


def box(text: str) -> Edges | None:
    """The rectangle that the words draw, or None where they draw none."""
    low = text.lower().replace("-", " ")
    if _WHOLE.search(low):
        return (0.0, 0.0, 1.0, 1.0)
    said: list[str] = _WORDS.findall(low)
    sides = {_SIDES[word] for word in said if word in _SIDES}
    middle = bool({"middle", "centre", "center"} & set(said))
    if not sides and not middle:
        return None
    share = next((SHARES[word] for word in said if word in SHARES), None)
    across = _span(sides, "left", "right", share, middle)
    down = _span(sides, "top", "bottom", share, middle)
    return (across[0], down[0], across[1], down[1])


def _span(
    sides: set[str],
    low: str,
    high: str,
    share: float | None,
    middle: bool,  # noqa: FBT001
) -> tuple[float, float]:
    part = share or USUAL
    if (low in sides) == (high in sides):  # neither, or "from left to right"
        if middle and low not in sides:
            return (0.5 - part / 2, 0.5 + part / 2)
        return (0.0, 1.0)
    return (0.0, part) if low in sides else (1 - part, 1.0)
