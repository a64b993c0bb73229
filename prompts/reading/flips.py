"""Reads lamps that change sides: "key to the other side", "flip the key", "swap sides"."""

import re

from prompts.brief import Brief
from prompts.reading.page import Page
from prompts.reading.patch import get
from prompts.reading.sides import OTHER

_FLIP = re.compile(
    r"\b(?:(?:move|swap|put|flip|switch|bring|mirror) )?(?:the )?(?P<l1>key|rim|fill|hair ?light"
    r"|light|kicker)(?:[- ]light)? (?:(?:to|on|from|onto|goes to|over to) )?(?:the )?(?:other"
    r"|opposite) side\b|\b(?:flip|mirror|reverse) (?:the )?(?P<l2>rim|fill|hair ?light"
    r"|kicker)(?:[- ]light)?\b|\b(?:lit|light(?:ing)?) from the (?:other|opposite) side\b"
)
_MIRROR = re.compile(
    r"\b(?:flip|mirror|reverse|swap|switch|flop)(?: (?:the|all|all the|our|both))?"
    r" (?:key(?:[- ]light)?(?: (?:over|round|around))?|light(?:s|ing)?(?: (?:plan|set-?up|scheme"
    r"|around))?|sides|set-?up"
    r"|lamps|left and right|whole (?:thing|light(?:ing)?|set-?up)|it left to right)\b(?! to)"
    r"|\b(?:same|everything|all) (?:but )?(?:mirrored|flipped|the other way (?:round|around))\b"
    r"|\bsides (?:swapped|switched|reversed|flipped)\b|\bmirror(?:ed)? image of the light\b"
)
_OTHER_SIDE = re.compile(
    r"\b(?:(?:coming |now |but )*(?:from|on|to|onto)) the (?:other|opposite|far) side\b(?! of)"
)
_LAMP_NAME = re.compile(r"\b(?:key|rim|fill|hair ?light|back ?light|kicker|edge light)\b")


def read_flips(page: Page, onto: Brief) -> None:
    """A lamp to its other side; "swap sides", "flip the key" mirror the whole plan."""
    for match in page.search(_MIRROR):
        for lamp in ("key", "fill", "rim"):
            _mirror(page, onto, lamp, match)
        page.take(*match.span())
    for match in page.search(_FLIP):
        _mirror(page, onto, _lamp_named(match["l1"] or match["l2"] or "key"), match)
    for match in page.search(_OTHER_SIDE):
        if page.value("light.key.side") or re.search(r"\bkey\b[^.;]*\b(?:left|right)\b", page.low):
            continue  # the side of this text's own key is meant
        before = list(_LAMP_NAME.finditer(page.low, 0, match.start()))
        lamp = _lamp_named(before[-1].group()) if before else "key"
        if lamp == "key" or onto.light.key.side is None:
            _mirror(page, onto, lamp, match)
        elif (side := OTHER.get(onto.light.key.side)) in {"left", "right"}:
            page.say(f"light.{lamp}.side", side, *match.span())


def _mirror(page: Page, onto: Brief, lamp: str, match: re.Match[str]) -> None:
    path = f"light.{lamp}.side"
    now = get(onto, path)
    if now in {"left", "right"}:
        page.say(path, OTHER[str(now)], *match.span(), claim=False)
        page.take(*match.span())


def _lamp_named(name: str) -> str:
    if name.startswith(("rim", "kicker", "hair", "back", "edge")):
        return "rim"
    return "fill" if name.startswith("fill") else "key"
