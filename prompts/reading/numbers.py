"""Numbers as people write them: "62", "sixty-two", "half a", "one and a half"."""

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
_SMALL = {**_UNITS, **_TEENS, **_TENS, "nought": 0, "zero": 0}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_HUNDRED = rf"(?:(?:{_any(_TENS)})(?:[- ](?:{_any(_UNITS)}))?|{_any(_SMALL)})"
SPELT = rf"(?:(?:(?:an?|one)[- ])?hundred(?:[- ](?:and[- ])?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
"""A whole number in words, 0 to 199."""

WHOLE = rf"(?:\d{{1,3}}|{SPELT})"
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

_HUNDRED = 100
_FRACTIONS = (("third", 1 / 3), ("quarter", 0.25), ("half", 0.5))


def whole(text: str) -> int:
    """Read what WHOLE matched."""
    if text.isdigit():
        return int(text)
    parts = text.replace("-", " ").split()
    return sum(100 if part == "hundred" else _SMALL.get(part, 0) for part in parts) - (
        1 if parts[:2] == ["one", "hundred"] else 0
    )


def spell(number: int) -> str:
    """A whole number under 200 as a regular expression of how it is said: "eighty[- ]five"."""
    if number >= _HUNDRED:
        rest = number - _HUNDRED
        and_so = rf"(?:[- ]and)?[- ]{spell(rest)}" if rest else ""
        short = rf"|one[- ](?:oh[- ])?{spell(rest)}" if rest else ""
        return rf"(?:(?:(?:an?|one)[- ])?hundred{and_so}{short})"
    names = {value: name for name, value in _SMALL.items() if name not in {"fourty", "nought"}}
    if number in names:
        return names[number]
    return f"{names[number // 10 * 10]}[- ]{names[number % 10]}"


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
