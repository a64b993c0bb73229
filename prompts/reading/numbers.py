"""Numbers as people write them: "62", "sixty-two", "half a", "one and a half"."""

import re
from itertools import product

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_WORDS = {**_UNITS, **_TEENS, **_TENS} | {
    f"{ten} {unit}": tens + units
    for (ten, tens), (unit, units) in product(_TENS.items(), _UNITS.items())
}
_SPELT = "|".join(
    re.escape(word).replace(r"\ ", "[- ]") for word in sorted(_WORDS, key=len, reverse=True)
)

SPELT = frozenset(_WORDS)

WHOLE = rf"(?:\d{{1,3}}|{_SPELT})"
"""A whole number, in digits or spelt."""

AMOUNT = (
    r"(?:another (?:half|third|quarter)(?: of)?(?: an?)?|\d+ \d/\d|\d/\d|\d+(?:\.\d+)?|\u00bd"
    r"|(?:an?|one|1) and an? half|two and an? half|"
    r"(?:an? |one )?half(?: of)?(?: an?)?|(?:an?|one) third(?: of)?(?: an?)?|(?:an?"
    r"|one) quarter(?: of)?(?: an?)?|"
    r"two thirds(?: of)?(?: an?)?|three quarters(?: of)?(?: an?)?|an? couple(?: of)?|an?|another|"
    rf"{'|'.join(_UNITS)})"
)
"""A number of stops: "2", "1.5", "1 1/2", "two", "half a", "a third of a", "another"."""

_FRACTIONS = (("third", 1 / 3), ("quarter", 0.25), ("half", 0.5))


def whole(text: str) -> int:
    """Read what WHOLE matched."""
    return int(text) if text.isdigit() else _WORDS[text.replace("-", " ")]


def amount(text: str) -> float:
    """Read what AMOUNT matched; a third is 0.33."""
    plain = " ".join(text.split())
    if plain == "\u00bd":
        return 0.5
    if plain[0].isdigit():
        return round(sum(map(_quotient, plain.split())), 2)
    first = plain.split()[0]
    if " and " in plain:
        return (2 if first == "two" else 1) + 0.5
    for name, value in _FRACTIONS:
        if name in plain:
            return round(value * {"two": 2, "three": 3}.get(first, 1), 2)
    return 2 if "couple" in plain else float(_UNITS.get(first, 1))


def _quotient(text: str) -> float:
    over, _, under = text.partition("/")
    return float(over) / float(under) if under and float(under) else float(over)
