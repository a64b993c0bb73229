"""A person presses, chooses in a select, hands in a form: what their client lets through."""

from typing import Any

from bot.rehearsal import components as c
from bot.rehearsal.interaction import Interaction
from bot.rehearsal.refusals import Form, Json, invalid, unknown_interaction
from bot.rehearsal.resolving import Resolved
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Post, Room

Tools = tuple[Form, Resolved, str]  # faults, who and what is named, and whose client it is


def press(stage: Stage, who: str, room: Room, post: Post, data: Json) -> Json:
    """The data of a component interaction. Raises Refused for what cannot be pressed."""
    custom_id = str(data.get("custom_id"))
    component = c.find(post.payload["components"], custom_id)
    if component is None:
        raise invalid("data.custom_id", "COMPONENT_NOT_FOUND", "This message has no such component")
    if component.get("disabled"):
        raise invalid("data.custom_id", "COMPONENT_DISABLED", "This component is disabled")
    kind = component["type"]
    out: Json = {"custom_id": custom_id, "component_type": kind}
    if kind == c.BUTTON:
        return out
    if kind not in c.SELECTS:
        raise invalid("data.component_type", "BASE_TYPE_CHOICES", "This cannot be used")
    form = Form("data")
    resolved = Resolved(stage, room, form)
    out["values"] = chosen(component, data.get("values") or [], (form, resolved, who))
    form.check()
    return out if kind == c.SELECT else out | {"resolved": resolved.found}


def chosen(select: Json, values: list[Any], tools: Tools, path: str = "values") -> list[str]:
    """The chosen values, held against the select's options and numbers."""
    form, resolved, who = tools
    low, high = _range(select)
    picked = [str(v) for v in values]
    if not low <= len(set(picked)) <= high or len(picked) != len(set(picked)):
        form.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
    for index, value in enumerate(picked):
        here = f"{path}.{index}"
        match select["type"]:
            case c.SELECT | c.RADIOS | c.CHECKS:
                if value not in [o["value"] for o in select["options"]]:
                    form.wrong(here, "BASE_TYPE_CHOICES", "This is not one of the options.")
            case c.USER:
                resolved.user(value, here)
            case c.ROLE:
                resolved.role(value, here)
            case c.MENTIONABLE:
                resolved.mentionable(value, here)
            case c.CHANNEL:
                resolved.channel(value, here, who)
            case _:
                resolved.attachment(value, here)
    return picked


def _range(select: Json) -> tuple[int, int]:
    """How few and how many may be chosen. A client sends null for what it leaves to Discord."""
    low, high = select.get("min_values"), select.get("max_values")
    low = 1 if low is None else low
    if high is None:
        high = len(select["options"]) if select["type"] == c.CHECKS else 1
    return (low if select.get("required", True) else 0), high


def hand_in(stage: Stage, who: str, room: Room, first: Interaction, data: Json) -> Json:
    """The data of a modal submission, in the shape Discord sends. Raises Refused.

    What a client does not fill in is sent empty, as Discord's own does.
    """
    modal = first.modal
    if modal is None or first.who != who:
        raise unknown_interaction()
    if data.get("custom_id") != modal["custom_id"]:
        raise invalid("data.custom_id", "COMPONENT_NOT_FOUND", "This form is not open")
    given = {f["custom_id"]: f for _, f in c.walk(data.get("components")) if "custom_id" in f}
    form = Form("data")
    resolved = Resolved(stage, room, form)
    filled = [
        _row(row, number, given, (form, resolved, who))
        for number, row in enumerate(modal["components"])
    ]
    form.check()
    out: Json = {"custom_id": modal["custom_id"], "components": filled}
    return out | ({"resolved": resolved.found} if resolved.found else {})


def _row(row: Json, number: int, given: Json, tools: Tools) -> Json:
    """One labelled field."""
    shape: Json = {"type": row["type"], "id": row.get("id") or 2 * number + 1}
    path = f"components.{number}"
    if row["type"] == c.LABEL:
        return shape | {"component": _field(row["component"], shape["id"] + 1, given, path, tools)}
    if row["type"] == c.ROW:
        inner = _field(row["components"][0], shape["id"] + 1, given, path, tools)
        return shape | {"components": [inner]}
    return shape


def _field(
    field: Json, number: int, given: Json, path: str, tools: tuple[Form, Resolved, str]
) -> Json:
    form = tools[0]
    said = given.get(field["custom_id"], {})
    shape: Json = {
        "type": field["type"],
        "id": field.get("id") or number,
        "custom_id": field["custom_id"],
    }
    match field["type"]:
        case c.TEXT_INPUT:
            value = str(said.get("value", field.get("value") or "") or "")
            least = field.get("min_length") or (1 if field.get("required", True) else 0)
            if value or field.get("required", True):
                form.length(f"{path}.value", value, field.get("max_length") or 4000)
                if len(value) < least:
                    fault = f"Must be {least} or more in length."
                    form.wrong(f"{path}.value", "BASE_TYPE_MIN_LENGTH", fault)
            return shape | {"value": value}
        case c.CHECK:
            return shape | {"value": bool(said.get("value", field.get("default", False)))}
        case c.RADIOS:
            value = said.get("value", _default(field))
            chosen(field, [] if value is None else [value], tools, f"{path}.value")
            return shape | {"value": value}
        case _:
            values = said.get("values", _defaults(field))
            return shape | {"values": chosen(field, values, tools, f"{path}.values")}


def _defaults(field: Json) -> list[str]:
    preset = [o["value"] for o in field.get("options") or [] if o.get("default")]
    return preset or [o["id"] for o in field.get("default_values") or []]


def _default(field: Json) -> str | None:
    return next(iter(_defaults(field)), None)
