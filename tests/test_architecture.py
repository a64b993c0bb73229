"""The shape holds: imports, the map, and one op for every order."""

import subprocess
import sys
from pathlib import Path
from typing import get_args

from engine import protocol

ROOT = Path(__file__).parent.parent
LONG = 300  # lines; a longer file says why at its top


def sources() -> list[Path]:
    return [p for room in ("bot", "engine", "prompts") for p in sorted((ROOT / room).rglob("*.py"))]


def test_imports_keep_to_their_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_every_file_is_on_the_map() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

    assert [
        str(p.relative_to(ROOT)) for p in sources() if f"`{p.relative_to(ROOT)}`" not in page
    ] == []


def test_no_file_outgrows_one_idea() -> None:
    over = [p.name for p in sources() if len(p.read_text(encoding="utf-8").splitlines()) > LONG]

    # The protocol is read as one page: splitting it would hide half of what the two sides say.
    assert sorted(over) in ([], ["protocol.py"]), over


def test_every_order_is_a_case_of_the_dispatch() -> None:
    dispatch = (ROOT / "engine" / "ops" / "__init__.py").read_text(encoding="utf-8")
    (union, _) = get_args(protocol.Order)

    assert [o.__name__ for o in get_args(union) if f"{o.__name__}(" not in dispatch] == []
