"""Briefs as files: TOML in and out, and every mistake in one as a sentence that says what to do."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from prompts.adults import refuse_minors
from prompts.brief import Brief, Model


class BriefError(ValueError):
    """A sentence: what is wrong with this brief and what to do about it."""


class Change(NamedTuple):
    """One difference between two versions of a brief."""

    path: str
    before: Any
    after: Any

    def __str__(self) -> str:
        """Read as a line of a diff."""
        return f"{self.path}: {_shown(self.before)} -> {_shown(self.after)}"


def load(path: Path) -> Brief:
    """Read a brief from a TOML file. Raises BriefError."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors start with a BOM
    except FileNotFoundError:
        raise BriefError(f"There is no brief at {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BriefError(f"The brief at {path} cannot be read: {error}.") from None
    return loads(text)


def loads(text: str) -> Brief:
    """Read a brief from TOML text. Raises BriefError."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number or a nesting beyond all sense
        raise BriefError(f"This is not valid TOML: {error}.") from None
    return from_data(data)


def from_data(data: Mapping[str, Any]) -> Brief:
    """Make a brief of parsed TOML or JSON; null means not said. Raises BriefError."""
    if not data:
        raise BriefError(
            "The brief is empty: say at least who it is of, as in `[subject]` with `age = 60`."
        )
    try:
        brief = Brief.model_validate(_said(data))
    except ValidationError as error:
        raise BriefError(" ".join(_sentence(e) for e in error.errors())) from None
    try:
        refuse_minors(" . ".join(_words(brief)))
    except ValueError as refusal:
        raise BriefError(str(refusal)) from None
    return brief


def dumps(brief: Brief) -> str:
    """Write what the brief says as TOML; fields nobody said are left out."""
    data = brief.model_dump(mode="json", exclude_defaults=True) | {
        "subject": brief.subject.model_dump(mode="json", exclude_defaults=True)
    }
    return "\n".join(_table("", data)).strip() + "\n"


def diff(old: Brief, new: Brief) -> tuple[Change, ...]:
    """What changed from one version to the next, field by field, in the brief's own order."""
    before, after = (dict(_leaves("", b.model_dump(mode="json"))) for b in (old, new))
    return tuple(
        Change(path, before.get(path), value)
        for path, value in after.items()
        if path != "version" and before.get(path) != value
    )


def paths(model: type[Model] = Brief, prefix: str = "") -> Iterator[str]:
    """Every dotted path that a brief has."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Model):
            yield from paths(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    """Drop nulls: JSON says null where TOML says nothing."""
    return {k: _said(v) if isinstance(v, Mapping) else v for k, v in data.items() if v is not None}


def _words(brief: Brief) -> Iterator[str]:
    """All that a picture is made of, in words; `avoid` names what must not be in it."""
    if brief.subject.age:
        yield f"{brief.subject.age} years old"  # "girl" is refused unless she is said to be grown
    for path, said in _leaves("", brief.model_dump(exclude={"avoid", "references", "look"})):
        match said:
            case str() if path != "aspect":
                yield said
            case tuple():
                yield from said
            case _:
                pass


def _sentence(error: ErrorDetails) -> str:
    where = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return _unknown(where)
        case "missing":
            return f"The brief needs {where}: say at least who it is of, as in `[{where}]`."
        case "value_error":
            return str(error.get("ctx", {}).get("error", error["msg"]))
        case _:
            return f"{where} is {error['input']!r}: {_needed(where, error)}."


def _needed(where: str, error: ErrorDetails) -> str:
    match error["type"]:
        case "literal_error":
            return f"it must be {error.get('ctx', {}).get('expected', '')}"
        case "model_type":
            return f"it is a table of fields, as in `[{where}]`"
        case "string_pattern_mismatch":
            return "write it as width:height, such as 4:5"
        case _:
            said = error["msg"].removeprefix("Input ").removeprefix("should ")
            return f"it should {said.replace('tuple', 'list')}"


def _unknown(where: str) -> str:
    near = _nearest(where)
    hint = f" Did you mean {near!r}?" if near else f" Known: {', '.join(_siblings(where))}."
    return f"The brief has no field {where!r}.{hint}"


def _nearest(where: str) -> str | None:
    """The field with the likest name: in the same table first, then in any."""
    table, _, name = where.rpartition(".")
    here = {each: f"{table}.{each}".lstrip(".") for each in _siblings(where)}
    anywhere = {path.rpartition(".")[2]: path for path in reversed(list(paths()))}
    # Elsewhere only a plain slip counts: shoes are no softness.
    for known, alike in ((here, 0.6), (anywhere, 0.75)):
        if near := difflib.get_close_matches(name, known, n=1, cutoff=alike):
            return known[near[0]]
    return None


def _siblings(where: str) -> list[str]:
    model: type[Model] = Brief
    for part in where.split(".")[:-1]:
        field = model.model_fields.get(part)
        inner = field.annotation if field else None
        if not (isinstance(inner, type) and issubclass(inner, Model)):
            break
        model = inner
    return list(model.model_fields)


def _leaves(prefix: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _leaves(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", value


def _shown(value: Any) -> str:
    match value:
        case None | [] | "":
            return "not said"
        case list():
            return ", ".join(str(v) for v in value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _table(prefix: str, data: Mapping[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        if not isinstance(value, Mapping):
            yield f"{name} = {_toml(value)}"
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield f"\n[{prefix}{name}]"
            yield from _table(f"{prefix}{name}.", value)


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case list():
            return "[" + ", ".join(_toml(v) for v in value) + "]"
        case _:
            return '"' + "".join(_escaped(c) for c in str(value)) + '"'


def _escaped(character: str) -> str:
    match character:
        case '"' | "\\":
            return "\\" + character
        case _ if ord(character) < 32 or ord(character) == 127:
            return f"\\u{ord(character):04x}"
        case _:
            return character
