"""What Discord allows as components of a message. Source: components/reference."""

from collections.abc import Callable
from typing import Any

from bot.rehearsal import components as c
from bot.rehearsal.refusals import Form, Json

ROWS, TOTAL = 5, 40  # components: at the top of an old message; of a new one, nested ones too
TEXT = 4000  # characters of all texts of a message
CUSTOM_ID = 100
URL = 512
LINK, PREMIUM = 5, 6  # button styles
TOP = (c.ROW, c.SECTION, c.TEXT, c.GALLERY, c.FILE, c.SEPARATOR, c.CONTAINER)
INSIDE = {  # which components another one holds, and how many
    c.ROW: ((c.BUTTON, *c.SELECTS), 5),
    c.SECTION: ((c.TEXT,), 3),
    c.CONTAINER: ((c.ROW, c.SECTION, c.TEXT, c.GALLERY, c.FILE, c.SEPARATOR), TOTAL),
}


def check_components(components: Any, form: Form, *, modern: bool) -> None:
    """Note what is wrong with a message's components; `modern`: with the V2 flag."""
    if not isinstance(components, list):
        form.wrong("components", "BASE_TYPE_LIST", "Only lists may be used")
        return
    if not modern and len(components) > ROWS:
        fault = f"Must be between 1 and {ROWS} in length."
        form.wrong("components", "BASE_TYPE_BAD_LENGTH", fault)
    everything = list(c.walk(components))
    if len(everything) > TOTAL:
        fault = f"The total number of components must not exceed {TOTAL}."
        form.wrong("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", fault)
    _within(components, "components", TOP if modern else (c.ROW,), form)
    for path, component in everything:
        _one(path, component, form)
    written = sum(
        len(str(x.get("content") or "")) for _, x in everything if x.get("type") == c.TEXT
    )
    if written > TEXT:
        fault = f"Total displayable text size exceeds maximum size of {TEXT}"
        form.wrong("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", fault)
    once(everything, form)


def once(everything: list[tuple[str, Json]], form: Form) -> None:
    """Note every custom_id and every id that is used twice."""
    for key, code in (
        ("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ("id", "COMPONENT_ID_DUPLICATED"),
    ):
        seen: set[Any] = set()
        for path, component in everything:
            value = component.get(key)
            if value in seen and value:
                form.wrong(f"{path}.{key}", code, f"Component {key} cannot be duplicated")
            seen.add(value)


def _within(children: list[Any], path: str, kinds: tuple[int, ...], form: Form) -> None:
    for index, child in enumerate(children):
        if not isinstance(child, dict) or child.get("type") not in kinds:
            fault = f'Value of field "type" must be one of {kinds}.'
            form.wrong(f"{path}.{index}", "UNION_TYPE_CHOICES", fault)


def _one(path: str, component: Json, form: Form) -> None:
    kind = component.get("type")
    if kind in INSIDE:
        kinds, most = INSIDE[kind]
        children: Any = component.get("components") or []
        if not 1 <= len(children) <= most:
            fault = f"Must be between 1 and {most} in length."
            form.wrong(f"{path}.components", "BASE_TYPE_BAD_LENGTH", fault)
        _within(children, f"{path}.components", kinds, form)
    if kind in CHECKS:
        CHECKS[kind](path, component, form)


def _row(path: str, row: Json, form: Form) -> None:
    children: list[Json] = row.get("components") or []
    if len(children) > 1 and any(child.get("type") in c.SELECTS for child in children):
        form.wrong(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its row.")


def _section(path: str, section: Json, form: Form) -> None:
    _within([section.get("accessory")], f"{path}.accessory", (c.BUTTON, c.THUMBNAIL), form)


def _text(path: str, text: Json, form: Form) -> None:
    form.length(f"{path}.content", text.get("content", ""), TEXT, least=1)


def _gallery(path: str, gallery: Json, form: Form) -> None:
    items: list[Json] = gallery.get("items") or []
    if not 1 <= len(items) <= 10:
        fault = "Must be between 1 and 10 in length."
        form.wrong(f"{path}.items", "BASE_TYPE_BAD_LENGTH", fault)
    for index, item in enumerate(items):
        _media(f"{path}.items.{index}", item, form)


def _file(path: str, file: Json, form: Form) -> None:
    _media(path, file, form, key="file")


def _media(path: str, holder: Json, form: Form, *, key: str = "media") -> None:
    url = (holder.get(key) or {}).get("url")
    form.length(f"{path}.{key}.url", url or "", 2048, least=1)
    form.length(f"{path}.description", holder.get("description"), 1024)
    schemes = (c.HERE,) if key == "file" else (c.HERE, "http://", "https://")
    if url and not url.startswith(schemes):
        form.wrong(f"{path}.{key}.url", "URL_TYPE_INVALID_SCHEME", f"Must start with {schemes}.")


def _button(path: str, button: Json, form: Form) -> None:
    style = button.get("style")
    if style not in range(1, 7):
        fault = "Value must be one of {1, 2, 3, 4, 5, 6}."
        form.wrong(f"{path}.style", "BASE_TYPE_CHOICES", fault)
    form.length(f"{path}.label", button.get("label"), 80)
    if style == LINK:
        form.length(f"{path}.url", button.get("url") or "", URL, least=1)
        if button.get("custom_id"):
            fault = "A custom id and url cannot both be specified"
            form.wrong(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", fault)
    elif style != PREMIUM:
        custom_id(path, button, form)
        if button.get("url"):
            form.wrong(f"{path}.url", "BUTTON_COMPONENT_INVALID_URL", "This button takes no URL")
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        form.wrong(path, "BUTTON_COMPONENT_LABEL_EMOJI", "A button needs a label or an emoji")


def custom_id(path: str, component: Json, form: Form) -> None:
    """Note a missing or long custom_id."""
    form.length(f"{path}.custom_id", component.get("custom_id") or "", CUSTOM_ID, least=1)


def select(path: str, select: Json, form: Form) -> None:
    """Note what is wrong with a select."""
    custom_id(path, select, form)
    form.length(f"{path}.placeholder", select.get("placeholder"), 150)
    low, high = select.get("min_values"), select.get("max_values")
    for key, value, least in (("min_values", low, 0), ("max_values", high, 1)):
        if value is not None and not least <= value <= 25:
            fault = f"int value should be between {least} and 25."
            form.wrong(f"{path}.{key}", "NUMBER_TYPE_MAX", fault)
    if (1 if low is None else low) > (1 if high is None else high):
        form.wrong(f"{path}.min_values", "NUMBER_TYPE_MAX", "It must not exceed max_values.")
    if select.get("type") == c.SELECT:
        options(path, select, form, least=1, most=25)
        preset = sum(bool(o.get("default")) for o in select.get("options") or [])
        if preset > (1 if high is None else high):
            fault = "More options are chosen than may be."
            form.wrong(f"{path}.options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS", fault)


def options(path: str, holder: Json, form: Form, *, least: int, most: int) -> None:
    """Note what is wrong with the options of a select or a group."""
    some: list[Json] = holder.get("options") or []
    if not least <= len(some) <= most:
        fault = f"Must be between {least} and {most} in length."
        form.wrong(f"{path}.options", "BASE_TYPE_BAD_LENGTH", fault)
    for index, option in enumerate(some):
        here = f"{path}.options.{index}"
        form.length(f"{here}.label", option.get("label", ""), 100, least=1)
        form.length(f"{here}.value", option.get("value", ""), 100, least=1)
        form.length(f"{here}.description", option.get("description"), 100)
    values = [o.get("value") for o in some]
    for index, value in enumerate(values):
        if value in values[:index]:
            fault = "The specified option value is already used"
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            form.wrong(f"{path}.options.{index}.value", code, fault)


CHECKS: dict[int, Callable[[str, Json, Form], None]] = {
    c.ROW: _row,
    c.BUTTON: _button,
    **dict.fromkeys(c.SELECTS, select),
    c.SECTION: _section,
    c.TEXT: _text,
    c.THUMBNAIL: _media,
    c.GALLERY: _gallery,
    c.FILE: _file,
}
