"""The command line: read, compile, lint, looks, optics. A mistake is a sentence and exit code 2."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

from prompts.brief import Brief, Framing, Model
from prompts.compiler import compile_shot
from prompts.contradictions import metres
from prompts.forms import BriefError, from_data, loads
from prompts.intake import read
from prompts.lint import Advice, lint, lint_text
from prompts.looks import looks
from prompts.optics import BACKGROUND_M, Reading, measure

FRAMINGS = get_args(Framing)
FORMS = (".toml", ".json")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence; the usage is for --help."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[0].upper()}{message[1:].rstrip('.')}.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; argparse leaves by SystemExit(2)."""
    chosen = _parser().parse_args(argv)
    try:
        chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except ValueError as mistake:  # every error of prompts is one, and is a sentence
        print(mistake, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m prompts", description="Briefs, in words and in numbers.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    reading = commands.add_parser("read", help="words to a brief, as JSON")
    reading.add_argument("text", metavar="TEXT|-")
    reading.add_argument("--onto", metavar="FILE", help="a brief that the words change")
    reading.set_defaults(run=_read)

    compiling = commands.add_parser("compile", help="a brief to a model's prompt")
    compiling.add_argument("file", metavar="FILE|-")
    compiling.add_argument("--dialect", choices=("clip", "prose"), default="prose")
    compiling.add_argument("--json", action="store_true", help="the whole shot")
    compiling.set_defaults(run=_compile)

    linting = commands.add_parser("lint", help="what weakens a brief, and the fix")
    linting.add_argument("words", metavar="FILE|TEXT|-")
    linting.add_argument("--json", action="store_true")
    linting.set_defaults(run=_lint)

    showing = commands.add_parser("looks", help="the looks there are")
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(run=_looks)

    lens = commands.add_parser("optics", help="what a lens does to a face")
    lens.add_argument("--focal", type=float, required=True, metavar="MM")
    lens.add_argument("--aperture", type=float, required=True, metavar="F")
    lens.add_argument("--sensor", default="full frame")
    lens.add_argument("--framing", choices=FRAMINGS, default="close-up")
    lens.add_argument("--json", action="store_true")
    lens.set_defaults(run=_optics)
    return parser


def _read(chosen: argparse.Namespace) -> None:
    onto = _brief(chosen.onto) if chosen.onto else None
    found = read(_words(chosen.text), onto)
    _print_json(
        {
            "brief": _data(found.brief),
            "why": [{"path": w.path, "value": w.value, "words": w.words} for w in found.why],
            "unknown": list(found.unknown),
        }
    )


def _compile(chosen: argparse.Namespace) -> None:
    shot = compile_shot(_brief(chosen.file))
    if chosen.json:
        _print_json(_data(shot))
        return
    prompt = shot.clip if chosen.dialect == "clip" else shot.prose
    print(prompt.positive)
    if prompt.negative:
        print(f"Negative: {prompt.negative}")


def _lint(chosen: argparse.Namespace) -> None:
    found = _advice(chosen.words)
    if chosen.json:
        _print_json([_data(each) for each in found])
        return
    for each in found:
        fix = f" Fix: {each.fix}." if each.fix else ""
        print(f'{each.level}: "{each.words}": {each.why}{fix}')
    if not found:
        print("Nothing to mend.")


def _advice(words: str) -> tuple[Advice, ...]:
    """A brief is judged as a brief; words as words, and then as the brief that they read into."""
    if words != "-" and Path(words).suffix in FORMS:
        return lint(_brief(words))
    text = _words(_contents(words) if _is_file(words) else words)
    of_words = lint_text(text)
    known = {(each.rule, each.words.lower()) for each in of_words}
    of_brief = lint(read(text).brief)
    return (*of_words, *(e for e in of_brief if (e.rule, e.words.lower()) not in known))


def _looks(chosen: argparse.Namespace) -> None:
    if chosen.json:
        _print_json([_data(each) for each in looks()])
        return
    for each in looks():
        print(f"{each.id:<16}{each.title}: {each.summary} Good for {', '.join(each.good_for)}.")


def _optics(chosen: argparse.Namespace) -> None:
    reading = measure(chosen.focal, chosen.aperture, chosen.sensor, chosen.framing)
    if chosen.json:
        _print_json(_numbers(reading))
        return
    lens = f"{chosen.focal:g} mm at f/{chosen.aperture:g} on {chosen.sensor}"
    near, far = (metres(limit) for limit in reading.depth)
    print(f"{lens}: a {chosen.framing} is shot from {metres(reading.distance_m)}.")
    print(f"The field of view is {reading.field_of_view_deg:.1f} degrees high.")
    print(f"Everything from {near} to {far} is sharp: {metres(reading.depth.total_m)} deep.")
    print(f"Focused at {metres(reading.hyperfocal_m)}, all is sharp from half of that to infinity.")
    print(
        f"A point {BACKGROUND_M:g} m behind melts to a disc of {reading.blur_share:.1%} of the "
        f"frame's height ({reading.blur_mm:.2f} mm on the sensor)."
    )
    print(
        f"On full frame the same picture takes {reading.equivalent_mm:.0f} mm at "
        f"f/{reading.equivalent_aperture:.1f}."
    )


def _numbers(reading: Reading) -> dict[str, Any]:
    """As JSON, which has no infinity: null is a depth without end."""
    flat = {k: v for k, v in reading._asdict().items() if k != "depth"}
    far = reading.depth.far_m
    endless = far == float("inf")
    return {
        **flat,
        "near_m": reading.depth.near_m,
        "far_m": None if endless else far,
        "depth_m": None if endless else reading.depth.total_m,
    }


def _brief(name: str) -> Brief:
    """A brief of a TOML or JSON file, or of what `read` printed. Raises BriefError."""
    text = _words(name) if name == "-" else _contents(name)
    if not text.lstrip().startswith("{"):
        return loads(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BriefError(f"This is not valid JSON: {error}.") from None
    return from_data(data["brief"] if "why" in data and "brief" in data else data)


def _contents(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BriefError(f"There is no file {name}: check its name.") from None
    except UnicodeDecodeError:
        raise BriefError(f"{name} is not text: a brief is TOML or JSON in UTF-8.") from None
    except OSError as error:
        raise BriefError(f"{name} cannot be read: {error.strerror}.") from None


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a name, or a null in it: it is text
        return False


def _words(text: str) -> str:
    """The text itself, or standard input for "-". Raises BriefError if it is empty."""
    try:
        words = sys.stdin.read() if text == "-" else text
        words.encode()  # a lone surrogate is a byte that was no UTF-8
    except UnicodeError:
        raise BriefError("These words are not text in UTF-8: save them as such.") from None
    if not words.strip():
        raise BriefError("There are no words to read: say who the picture is of.")
    return words


def _data(model: Model) -> dict[str, Any]:
    return model.model_dump(mode="json")


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
