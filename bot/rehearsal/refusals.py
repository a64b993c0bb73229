"""What Discord says when it refuses: a status, a code, a message, and where the form is wrong.

Source: discord-api-docs, topics/opcodes-and-status-codes and reference (error messages).
"""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 - a verdict
    """A request that Discord would refuse."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code}: {message} {errors or ''}".strip())
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> Json:
        """The answer's JSON."""
        body: Json = {"message": self.message, "code": self.code}
        return body | {"errors": self.errors} if self.errors else body


class Form:
    """Gathers what is wrong with a body, and where."""

    def __init__(self, root: str = "") -> None:
        self._root = root
        self._errors: Json = {}

    def wrong(self, path: str, code: str, message: str) -> None:
        """Note one fault at a path like `components.0.label`."""
        here = self._errors
        for step in filter(None, f"{self._root}.{path}".split(".")):
            here = here.setdefault(step, {})
        here.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, path: str, text: Any, most: int, *, least: int = 0) -> None:
        """Hold a text against its limits, in characters. None passes."""
        if text is None:
            return
        if not isinstance(text, str):
            self.wrong(path, "BASE_TYPE_STRING", "Could not interpret as string.")
        elif least and not text:
            self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif len(text) > most:
            if least:
                fault = f"Must be between {least} and {most} in length."
                self.wrong(path, "BASE_TYPE_BAD_LENGTH", fault)
            else:
                fault = f"Must be {most} or fewer in length."
                self.wrong(path, "BASE_TYPE_MAX_LENGTH", fault)

    def check(self) -> None:
        """Raise Refused if anything was wrong."""
        if self._errors:
            raise Refused(400, 50035, "Invalid Form Body", self._errors)


def invalid(path: str, code: str, message: str) -> Refused:
    """A form with one fault."""
    form = Form()
    form.wrong(path, code, message)
    try:
        form.check()
    except Refused as refused:
        return refused
    raise AssertionError("a form with a fault passed")


def unknown_account() -> Refused:
    return Refused(404, 10013, "Unknown User")


def unknown_channel() -> Refused:
    return Refused(404, 10003, "Unknown Channel")


def unknown_guild() -> Refused:
    return Refused(404, 10004, "Unknown Guild")


def unknown_message() -> Refused:
    return Refused(404, 10008, "Unknown Message")


def unknown_interaction() -> Refused:
    return Refused(404, 10062, "Unknown interaction")


def missing_access() -> Refused:
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    return Refused(403, 50013, "Missing Permissions")
