"""What Discord allows in a form. Sources: components/reference, receiving-and-responding."""

from typing import Any

from bot.rehearsal import components as c
from bot.rehearsal.component_limits import custom_id, once, options, select
from bot.rehearsal.refusals import Form, Json

TITLE, TOP = 45, 5
FIELDS = (c.TEXT_INPUT, *c.SELECTS, c.UPLOAD, c.RADIOS, c.CHECKS, c.CHECK)


def check_modal(data: Json) -> None:
    """Raise Refused for a form that Discord would not open."""
    form = Form("data")
    form.length("title", data.get("title", ""), TITLE, least=1)
    custom_id("", data, form)
    rows: Any = data.get("components") or []
    if not isinstance(rows, list) or not 1 <= len(rows) <= TOP:
        form.wrong("components", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {TOP} in length.")
        form.check()
    for index, row in enumerate(rows):
        _row(f"components.{index}", row, form)
    once(list(c.walk(rows)), form)
    form.check()


def _row(path: str, row: Json, form: Form) -> None:
    match row.get("type"):
        case c.LABEL:
            form.length(f"{path}.label", row.get("label", ""), 45, least=1)
            form.length(f"{path}.description", row.get("description"), 100)
            _field(f"{path}.component", row.get("component") or {}, FIELDS, form)
        case c.TEXT:
            form.length(f"{path}.content", row.get("content", ""), 4000, least=1)
        case c.ROW:  # the old way
            inner: list[Json] = row.get("components") or []
            if len(inner) != 1:
                fault = "Must be between 1 and 1 in length."
                form.wrong(f"{path}.components", "BASE_TYPE_BAD_LENGTH", fault)
            for index, field in enumerate(inner):
                _field(f"{path}.components.{index}", field, (c.TEXT_INPUT,), form)
                form.length(f"{path}.components.{index}.label", field.get("label"), 45)
        case _:
            fault = f'Value of field "type" must be one of {(c.ROW, c.TEXT, c.LABEL)}.'
            form.wrong(path, "UNION_TYPE_CHOICES", fault)


def _field(path: str, field: Json, kinds: tuple[int, ...], form: Form) -> None:
    kind = field.get("type")
    if kind not in kinds:
        form.wrong(path, "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {kinds}.')
        return
    custom_id(path, field, form)
    if field.get("disabled"):
        form.wrong(f"{path}.disabled", "COMPONENT_DISABLED_IN_MODAL", "Modals disable nothing")
    match kind:
        case c.TEXT_INPUT:
            _text(path, field, form)
        case c.UPLOAD:
            _range(path, field, form, 10)
        case c.RADIOS:
            options(path, field, form, least=2, most=10)
        case c.CHECKS:
            options(path, field, form, least=1, most=10)
            _range(path, field, form, 10)
        case c.CHECK:
            pass
        case _:
            select(path, field, form)


def _text(path: str, field: Json, form: Form) -> None:
    if field.get("style") not in (1, 2):
        form.wrong(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    form.length(f"{path}.placeholder", field.get("placeholder"), 100)
    form.length(f"{path}.value", field.get("value"), field.get("max_length") or 4000)
    for key, least in (("min_length", 0), ("max_length", 1)):
        value = field.get(key)
        if value is not None and not least <= value <= 4000:
            fault = f"int value should be between {least} and 4000."
            form.wrong(f"{path}.{key}", "NUMBER_TYPE_MAX", fault)


def _range(path: str, field: Json, form: Form, most: int) -> None:
    low, high = field.get("min_values"), field.get("max_values")
    for key, value, least in (("min_values", low, 0), ("max_values", high, 1)):
        if value is not None and not least <= value <= most:
            fault = f"int value should be between {least} and {most}."
            form.wrong(f"{path}.{key}", "NUMBER_TYPE_MAX", fault)
