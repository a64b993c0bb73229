"""What Discord registers as commands. Source: interactions/application-commands."""

import re
from typing import Any

from bot.rehearsal.refusals import Form, Json, Refused

CHAT, ON_USER, ON_MESSAGE = 1, 2, 3
MOST = {CHAT: 100, ON_USER: 15, ON_MESSAGE: 15}
TOO_MANY = {CHAT: 30032, ON_USER: 30033, ON_MESSAGE: 30034}
OPTIONS, CHOICES, DEPTH = 25, 25, 2
WEIGHT = 8000  # characters of a command's names, descriptions and values
SUB, GROUP = 1, 2
TYPES = range(1, 12)
NAME = re.compile(r"[-_'\w]{1,32}")  # without capitals; with every script's letters
LOCALES = frozenset(
    (
        *("bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-ES", "es-419", "fi", "fr", "hi"),
        *("hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru"),
        *("sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"),
    )
)


def check_commands(some: Any) -> None:
    """Raise Refused for commands that Discord would not register."""
    form = Form()
    if not isinstance(some, list):
        raise Refused(400, 50035, "Invalid Form Body")
    seen: set[tuple[int, str]] = set()
    counts = dict.fromkeys(MOST, 0)
    for index, command in enumerate(some):
        kind = command.get("type") or CHAT
        if kind not in MOST:
            form.wrong(f"{index}.type", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
            continue
        counts[kind] += 1
        key = (kind, str(command.get("name")))
        if key in seen:
            fault = "Application command names must be unique"
            form.wrong(str(index), "APPLICATION_COMMANDS_DUPLICATE_NAME", fault)
        seen.add(key)
        _command(str(index), kind, command, form)
    for kind, count in counts.items():
        if count > MOST[kind]:
            fault = f"Maximum number of application commands reached ({MOST[kind]})"
            raise Refused(400, TOO_MANY[kind], fault)
    form.check()


def _command(path: str, kind: int, command: Json, form: Form) -> None:
    if kind == CHAT:
        _named(path, command, form)
        _options(path, command.get("options") or [], form, depth=0)
    else:
        form.length(f"{path}.name", command.get("name", ""), 32, least=1)
        if command.get("description"):
            fault = "Context menu commands cannot have description"
            form.wrong(f"{path}.description", "APPLICATION_COMMAND_DESCRIPTION", fault)
    _locales(path, "name", command, form, strict=kind == CHAT)
    if _weight(command) > WEIGHT:
        fault = f"Command exceeds maximum size ({WEIGHT})"
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", fault)
    for key, known in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        for value in command.get(key) or ():
            if value not in known:
                fault = f"Value must be one of {set(known)}."
                form.wrong(f"{path}.{key}", "BASE_TYPE_CHOICES", fault)


def _named(path: str, thing: Json, form: Form) -> None:
    name = str(thing.get("name", ""))
    if not NAME.fullmatch(name) or name != name.lower():
        fault = "Command name is invalid"
        form.wrong(f"{path}.name", "APPLICATION_COMMAND_INVALID_NAME", fault)
    form.length(f"{path}.description", thing.get("description", ""), 100, least=1)
    _locales(path, "description", thing, form, strict=False)


def _locales(path: str, key: str, thing: Json, form: Form, *, strict: bool) -> None:
    most = 32 if key == "name" else 100
    for locale, text in (thing.get(f"{key}_localizations") or {}).items():
        here = f"{path}.{key}_localizations.{locale}"
        if locale not in LOCALES:
            form.wrong(here, "BASE_TYPE_CHOICES", "This is no locale of Discord.")
        form.length(here, text, most, least=1)
        if strict and (not NAME.fullmatch(text) or text != text.lower()):
            form.wrong(here, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _options(path: str, options: list[Json], form: Form, *, depth: int) -> None:
    if len(options) > OPTIONS:
        fault = f"Must be {OPTIONS} or fewer in length."
        form.wrong(f"{path}.options", "BASE_TYPE_MAX_LENGTH", fault)
    names: set[str] = set()
    optional = False
    nested = [o.get("type") in (SUB, GROUP) for o in options]
    for index, option in enumerate(options):
        here = f"{path}.options.{index}"
        kind = option.get("type")
        if kind not in TYPES or (kind in (SUB, GROUP) and depth >= DEPTH - (kind == GROUP)):
            fault = f"Value must be one of {set(TYPES)}."
            form.wrong(f"{here}.type", "BASE_TYPE_CHOICES", fault)
        if any(nested) and not all(nested):
            fault = "Sub-command and sub-command group option types are mutually exclusive"
            form.wrong(here, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", fault)
        _named(here, option, form)
        _locales(here, "name", option, form, strict=True)
        if option["name"] in names:
            fault = "Option names must be unique"
            form.wrong(here, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", fault)
        names.add(option["name"])
        if option.get("required") and optional:
            fault = "Required options must be placed before non-required options"
            form.wrong(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", fault)
        optional = optional or not option.get("required")
        if kind in (SUB, GROUP):
            _options(here, option.get("options") or [], form, depth=depth + 1)
        else:
            _choices(here, option, form)


def _choices(path: str, option: Json, form: Form) -> None:
    choices: list[Json] = option.get("choices") or []
    if len(choices) > CHOICES:
        fault = f"Must be {CHOICES} or fewer in length."
        form.wrong(f"{path}.choices", "BASE_TYPE_MAX_LENGTH", fault)
    if choices and option.get("autocomplete"):
        fault = "Autocomplete and choices are mutually exclusive"
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE", fault)
    for index, choice in enumerate(choices):
        here = f"{path}.choices.{index}"
        form.length(f"{here}.name", choice.get("name", ""), 100, least=1)
        _locales(here, "name", choice, form, strict=False)
        if isinstance(choice.get("value"), str):
            form.length(f"{here}.value", choice["value"], 100, least=1)
    for key in ("min_length", "max_length"):
        value = option.get(key)
        if value is not None and not (key == "max_length") <= value <= 6000:
            form.wrong(f"{path}.{key}", "NUMBER_TYPE_MAX", "int value should be at most 6000.")


def _weight(thing: Json) -> int:
    """The longest of each name and description over the locales, and the values, together."""
    total = 0
    for key in ("name", "description"):
        texts = [thing.get(key) or "", *(thing.get(f"{key}_localizations") or {}).values()]
        total += max(map(len, texts))
    value = thing.get("value")
    total += len(value) if isinstance(value, str) else 0
    inner = (thing.get("options") or []) + (thing.get("choices") or [])
    return total + sum(map(_weight, inner))
