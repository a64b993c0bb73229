"""Colour words and hex codes to linear light, and back to words."""

import re

from prompts.setup import Rgb

HEX = re.compile(r"#([0-9a-f]{6})\b", re.IGNORECASE)

WORDS: dict[str, str] = {
    "black": "#0c0c0d", "charcoal": "#2f3133", "slate": "#55606b", "grey": "#7d7d7d",
    "silver": "#b4b7ba", "white": "#f2f2f2", "ivory": "#efe8d6", "cream": "#ece0c4",
    "sand": "#c9ae86", "beige": "#cdb899", "camel": "#b08a58", "tan": "#b58a5e",
    "khaki": "#9a8f66", "brown": "#65432c", "chocolate": "#402718", "umber": "#5a4630",
    "rust": "#9a4620", "copper": "#a85f38", "bronze": "#80602f", "ochre": "#b9832f",
    "mustard": "#c39a2a", "amber": "#e09a2b", "gold": "#c99a35", "yellow": "#e6cb3c",
    "orange": "#dd7426", "apricot": "#eab07e", "peach": "#eeb795", "coral": "#e0705c",
    "terracotta": "#b35a3c", "red": "#b3201f", "crimson": "#931a2c", "scarlet": "#c72a1c",
    "burgundy": "#571621", "oxblood": "#4a1216", "maroon": "#571a1e", "rose": "#c9778a",
    "pink": "#e09cb0", "blush": "#e2b6ac", "magenta": "#d4149c", "fuchsia": "#d21f86",
    "purple": "#66309a", "violet": "#5c34a8", "plum": "#562f55", "lavender": "#a79ccb",
    "lilac": "#b8a1cc", "indigo": "#32307c", "navy": "#1a2544", "midnight": "#121a30",
    "blue": "#2a55ad", "cobalt": "#1f45a3", "steel": "#5f7d99", "denim": "#3d5876",
    "sky": "#8fb8dc", "ice": "#c3dbe6", "cyan": "#16b4cf", "turquoise": "#2bafa6",
    "teal": "#12666a", "petrol": "#164a55", "mint": "#a3d3b8", "sage": "#8f9f80",
    "green": "#3a7a3c", "emerald": "#0f7250", "forest": "#23422b", "moss": "#5b6536",
    "olive": "#626035", "lime": "#a6c63a",
}  # fmt: skip
"""sRGB of painted or woven things as they photograph: no cloth reaches a pure primary."""

SAME = {
    "gray": "grey", "golden": "gold", "straw": "amber", "azure": "sky", "wine": "burgundy",
    "off-white": "ivory", "bone": "ivory", "graphite": "charcoal", "jade": "emerald",
}  # fmt: skip

SHADES = {
    "pale": 1.6, "light": 1.5, "soft": 1.15, "bright": 1.3, "mid": 1.0, "deep": 0.55, "dark": 0.45,
}  # fmt: skip

GELS: dict[str, Rgb] = {
    "red": (1.0, 0.05, 0.03),
    "amber": (1.0, 0.45, 0.06),
    "orange": (1.0, 0.34, 0.05),
    "yellow": (1.0, 0.75, 0.10),
    "straw": (1.0, 0.74, 0.38),
    "green": (0.08, 1.0, 0.16),
    "plus green": (0.72, 1.0, 0.66),
    "lime": (0.45, 1.0, 0.08),
    "teal": (0.06, 1.0, 0.94),
    "cyan": (0.07, 0.80, 1.0),
    "blue": (0.06, 0.22, 1.0),
    "steel": (0.42, 0.66, 1.0),
    "violet": (0.32, 0.08, 1.0),
    "purple": (0.48, 0.07, 1.0),
    "lavender": (0.66, 0.48, 1.0),
    "magenta": (1.0, 0.11, 0.72),
    "pink": (1.0, 0.30, 0.52),
    "rose": (1.0, 0.36, 0.46),
    "cto": (1.0, 0.62, 0.30),
    "ctb": (0.50, 0.72, 1.0),
}
"""Light through a gel, brightest channel 1. A gel leaks: no channel is ever 0."""

_WEIGHTS: Rgb = (0.2126, 0.7152, 0.0722)  # Rec. 709 luminance


def linear(code: str) -> Rgb:
    """Decode an sRGB hex such as "#c99a35" to linear 0..1 (IEC 61966-2-1)."""
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (_decode(red), _decode(green), _decode(blue))


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: Rgb) -> float:
    """Rec. 709 luminance of linear light."""
    return sum(w * c for w, c in zip(_WEIGHTS, colour, strict=True))


def scale(colour: Rgb, factor: float) -> Rgb:
    """The colour at another brightness, rounded to 4 decimals."""
    red, green, blue = (round(c * factor, 4) for c in colour)
    return (red, green, blue)


def rgb(text: str) -> Rgb | None:
    """Linear reflectance of the first hex code or colour word in `text`, or None."""
    if code := HEX.search(text):
        return scale(linear(code.group(0)), 1)
    words = re.findall(r"[a-z]+(?:-white)?", text.lower())
    for at, word in enumerate(words):
        if code := WORDS.get(SAME.get(word) or word):
            shade = SHADES.get(words[at - 1], 1.0) if at else 1.0
            red, green, blue = (min(c * shade, 0.92) for c in linear(code))
            return scale((red, green, blue), 1)
    return None


def gel(text: str) -> Rgb | None:
    """Colour of light through the gel that `text` names, brightest channel 1; else None."""
    lower = text.lower()
    for word in sorted(GELS, key=len, reverse=True):
        if re.search(rf"\b{word}\b", lower):
            return GELS[word]
    colour = rgb(text)
    if colour is None:
        return None
    return scale(colour, 1 / max(*colour, 1e-4))


def name(colour: Rgb) -> str:
    """The colour word nearest to linear `colour`, by distance in cube-rooted light."""

    def apart(word: str) -> float:
        other = linear(WORDS[word])
        return sum((_root(a) - _root(b)) ** 2 for a, b in zip(colour, other, strict=True))

    return min(WORDS, key=apart)


def _root(value: float) -> float:
    return max(value, 0.0) ** (1 / 3)
