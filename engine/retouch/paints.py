"""The colours that things can be given: the casting tables' own, then any colour word."""

from functools import cache
from typing import Any

import numpy as np

from engine.maquette.words import Lexicon, table
from engine.pictures import Floats
from prompts import colours
from prompts.retouching import plain


@cache
def _lexicon(part: str) -> Lexicon[Any]:
    return Lexicon(table("colours")[part])


def cloth(words: str) -> Floats | None:
    """Linear reflectance of a cloth that the words name."""
    return _first("cloth", words)


def hair(words: str) -> Floats | None:
    """Linear reflectance of dyed or grown hair that the words name; grey is `grey`."""
    return _first("hair", words)


def grey(words: str) -> float | None:
    """The share of white hair that the words name, 0..1."""
    found = _lexicon("grey").first(words)
    return None if found is None else float(found.value)


def lips(words: str) -> Floats | None:
    """Linear reflectance of painted lips: "berry", "dark red", "red lipstick"."""
    low = plain(words)
    rows: dict[str, list[float]] = table("colours")["lips"]
    # "dark" alone is a lipstick's name only where the word stands beside it.
    bare = {name.removesuffix(" lipstick"): rgb for name, rgb in rows.items()}
    named = Lexicon({name: rgb for name, rgb in (rows | bare).items() if name != "dark"})
    found = named.first(low)
    if found is None or (len(found.word.split()) == 1 and colours.rgb(low) is not None):
        return _any(low)
    return np.array(found.value, np.float32)


def _first(part: str, words: str) -> Floats | None:
    found = _lexicon(part).first(plain(words))
    return _any(words) if found is None else np.array(found.value, np.float32)


def _any(words: str) -> Floats | None:
    found = colours.rgb(plain(words))
    return None if found is None else np.array(found, np.float32)
