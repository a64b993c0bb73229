"""What a brief says against the look that it names: only said fields are judged, never defaults."""

import difflib
from collections.abc import Iterator
from typing import Any

from prompts.brief import Brief
from prompts.linting.advice import Finding, Remedy
from prompts.linting.wording import lexicon, value
from prompts.looks import DEFAULT, LookError, look, looks

RULE = "against-look"

# field in the lexicon -> path in a brief, and what the path is called
_FIELDS = {
    "times": ("setting.time", ""),
    "weather": ("setting.weather", ""),
    "sides": ("light.key.side", "key "),
    "heights": ("light.key.height", "key "),
    "softness": ("light.key.softness", "key "),
    "kelvin": ("light.key.kelvin", "key "),
    "fill": ("light.fill.stops", "fill "),
}


def in_brief(brief: Brief) -> Iterator[Finding]:
    """Said light, time and weather that the named look cannot have; and looks that do not exist."""
    for path, name in (("look", brief.look), ("finish.grade", brief.finish.grade)):
        try:
            look(name or DEFAULT)
        except LookError as unknown:
            yield _unknown(path, str(name), str(unknown))
    if not brief.look:
        return
    rows: dict[str, Any] = lexicon("looks").get(brief.look, {})
    for field, (path, what) in _FIELDS.items():
        said = value(brief, path)
        if field in rows and said is not None and _refused(rows[field], said):
            yield _against(
                brief.look, rows["name"], path, f"{what}{_shown(path, said)}", rows[field]
            )


def _refused(row: dict[str, Any], said: Any) -> bool:
    if "range" in row:
        low, high = row["range"]
        return not low <= said <= high
    return any(word in str(said) for word in row["not"])


def _against(look_id: str, name: str, path: str, words: str, row: dict[str, Any]) -> Finding:
    wanted = _shown(path, row["to"])
    return Finding(
        RULE,
        "error",
        path,
        words,
        f"{name} and {words} pull apart: {row['why']}.",
        (
            Remedy(f"Set {_NAMES[path]} to {wanted}", {path: row["to"]}),
            Remedy(f"Leave it to the look {look_id}", {path: None}),
            Remedy(f"Drop the look {look_id}", {"look": None}),
        ),
    )


_NAMES = {
    "setting.time": "the time",
    "setting.weather": "the weather",
    "light.key.side": "the key's side",
    "light.key.height": "the key's height",
    "light.key.softness": "the key",
    "light.key.kelvin": "the key",
    "light.fill.stops": "the fill",
}


def _shown(path: str, said: Any) -> str:
    match path:
        case "light.key.kelvin":
            return f"{said} K"
        case "light.fill.stops":
            return f"{said:g} stops under"
        case _:
            return str(said)


def _unknown(path: str, name: str, sentence: str) -> Finding:
    near = difflib.get_close_matches(name.lower(), [each.id for each in looks()], n=1, cutoff=0.4)
    return Finding(
        "unknown-look",
        "error",
        path,
        name,
        sentence,
        (
            *(Remedy(f"Use the look {each}", {path: each}) for each in near),
            Remedy("Drop it", {path: None}),
        ),
    )
