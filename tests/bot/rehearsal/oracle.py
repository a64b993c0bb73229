"""Discord's own descriptions, as a judge: of what the bot asks, of what our Discord answers.

    violations(r.requests)          the bot's requests, against the official OpenAPI
    answer_violations(r.requests)   our answers, against the same
    event_violations(r.events)      our gateway events, against the schema of discord-api-types

    held(r)                         all three, asserted; nothing without the descriptions

They live in `../shared/discord-api` (or CHIAROSCURO_SHARED); `needed` skips a test without them.
What has the form of something that passed is not judged again: a conversation repeats itself.
"""

import functools
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7, DRAFT202012

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("CHIAROSCURO_SHARED") or ROOT.parent / "shared") / "discord-api"
needed = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here")

API, GATEWAY = "urn:discord", "urn:gateway"
JSON, MULTIPART = "application/json", "multipart/form-data"

FALSE_ALARMS = (  # where discord-api-types are narrower than what Discord sends
    # Partial channels of interactions carry the user's permissions; discord.py reads them.
    r"\$\.channel: .*'permissions' was unexpected",
    # Discord's own OpenAPI requires the id of an unfurled media item.
    r"\.media: .*'id' was unexpected",
)


def held(rehearsal: Any) -> None:
    """Assert that nothing was said on both sides that Discord would not say."""
    if SHARED.is_dir():
        requests = rehearsal.requests
        found = violations(requests) + answer_violations(requests)
        found += event_violations(rehearsal.events)
        assert not found, "\n".join(found)


def violations(requests: Iterable[Any]) -> list[str]:
    """What the bot asked that Discord's OpenAPI does not know or does not allow."""
    return [f"{r.method} {r.path}: {fault}" for r in requests for fault in _asked(r)]


def answer_violations(requests: Iterable[Any]) -> list[str]:
    """What our Discord answered and Discord's OpenAPI does not describe."""
    return [f"{r.method} {r.path}: {fault}" for r in requests for fault in _answered(r)]


def event_violations(events: Iterable[Any]) -> list[str]:
    """What our gateway sent and discord-api-types do not describe."""
    return [f"{event['t']}: {fault}" for event in events for fault in _sent(event)]


# ---------------------------------------------------------------- requests and answers


def _asked(request: Any) -> Iterator[str]:
    if request.status in (401, 404) and _path(request.path) is None:
        yield "no such path"
        return
    operation = _operation(request)
    if operation is None:
        yield "no such method"
        return
    if "requestBody" not in operation:
        if request.body is not None:
            yield "a body is not expected"
        return
    kind = MULTIPART if request.multipart else JSON
    kinds = operation["requestBody"]["content"]
    kind = kind if kind in kinds else next(iter(kinds))
    pointer = _pointer(request, "requestBody", "content", kind, "schema")
    yield from _faults(API, pointer, request.body)


def _answered(request: Any) -> Iterator[str]:
    operation = _operation(request)
    if operation is None or request.injected or request.status == 204:
        return
    known = operation["responses"]
    status = str(request.status)
    if request.status >= 400:
        status = "4XX"
    if JSON not in known.get(status, {}).get("content", {}):
        if status not in known:
            yield f"no such status {request.status}"
        return
    pointer = _pointer(request, "responses", status, "content", JSON, "schema")
    yield from _faults(API, pointer, request.answer)


def _operation(request: Any) -> Any:
    path = _path(request.path)
    return _api()["paths"][path].get(request.method.lower()) if path else None


def _pointer(request: Any, *steps: str) -> str:
    parts = ("paths", _path(request.path) or "", request.method.lower(), *steps)
    quoted = (p.replace("~", "~0").replace("/", "~1") for p in parts)
    return "/".join(quoted).replace("{", "%7B").replace("}", "%7D")


@functools.cache
def _path(path: str) -> str | None:
    """The described path that a request's path fits; the one with the fewest holes."""
    return next((described for pattern, described in _paths() if pattern.match(path)), None)


@functools.cache
def _paths() -> list[tuple[re.Pattern[str], str]]:
    some = sorted(_api()["paths"], key=lambda p: (p.count("{"), -len(p)))
    return [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(p)) + r"\Z"), p) for p in some]


@functools.cache
def _api() -> Any:
    api = json.loads((SHARED / "openapi.json").read_text(encoding="utf-8"))
    # discord.py sends `attachments[].id` as a number, which Discord takes as well.
    api["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
    return api


# ---------------------------------------------------------------- events


def _sent(event: Any) -> Iterator[str]:
    name = "".join(word.capitalize() for word in event["t"].split("_"))
    definition = f"Gateway{name}DispatchData"
    if name == "Resumed":
        return  # it has no data worth a definition
    if definition not in _gateway()["definitions"]:
        yield "no such event"
        return
    yield from _faults(GATEWAY, f"definitions/{definition}", event["d"])


@functools.cache
def _gateway() -> Any:
    schema = json.loads((SHARED / "gateway.schema.json").read_text(encoding="utf-8"))
    for name, definition in schema["definitions"].items():
        if name.endswith("Flags"):  # enumerations of single bits: 0 and sums are as good
            definition.clear()
            definition["type"] = "number"
    return schema


# ---------------------------------------------------------------- judging


@functools.cache
def _validator(document: str, pointer: str) -> Any:
    kind = Draft202012Validator if document == API else Draft7Validator
    return kind({"$ref": f"{document}#/{pointer}"}, registry=_registry())


@functools.cache
def _registry() -> Any:
    api = Resource.from_contents(_api(), default_specification=DRAFT202012)
    events = Resource.from_contents(_gateway(), default_specification=DRAFT7)
    return Registry().with_resources([(API, api), (GATEWAY, events)])


def _faults(document: str, pointer: str, instance: Any) -> Iterator[str]:
    form = (pointer, _form(instance))
    if form in _passed:
        return
    clean = True
    for error in _validator(document, pointer).iter_errors(instance):
        for leaf in _leaves(error):
            fault = f"{leaf.json_path}: {leaf.message[:200]}"
            if not any(re.search(alarm, fault) for alarm in FALSE_ALARMS):
                clean = False
                yield fault
    if clean:
        _passed.add(form)


_passed: set[Any] = set()
SHORT = 40  # characters; what is shorter is within every limit


def _form(value: Any) -> Any:
    """What a judgement depends on: keys, numbers, and how long the longer texts are."""
    match value:
        case dict():
            return frozenset((key, _form(inner)) for key, inner in _named(value))
        case list():
            return tuple(dict.fromkeys(map(_form, value))), len(value)
        case str():
            return len(value) if len(value) > SHORT else bool(value)
        case _:
            return value, type(value)


def _named(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Ids that are keys all look alike."""
    return (("#" if key.isdecimal() else key, inner) for key, inner in value.items())


def _leaves(error: ValidationError) -> list[ValidationError]:
    """Of alternatives, the faults of the one whose `type` fits, or else has the fewest."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).extend(_leaves(inner))
    return min(branches.values(), key=_distance) if branches else [error]


def _distance(faults: list[ValidationError]) -> tuple[int, int]:
    wrong = sum(bool({*[*e.absolute_path][-1:]} & {"type", "component_type"}) for e in faults)
    return wrong, len(faults)
