"""Chooses Mitsuba's variant: compiled with LLVM 16 or newer, else scalar."""

import ctypes.util
import json
import logging
import os
import subprocess
import sys
import zlib
from glob import glob
from pathlib import Path

LLVM = "llvm_ad_rgb"
SCALAR = "scalar_rgb"
PROBE_SECONDS = 60.0
# Dr.Jit aborts the whole process on LLVM older than 16: only a child may try a library. Small
# kernels still compile there, so one must know LLVMGetVersion, which came with 16, and render.
PROBE = f"""
import ctypes, os
ctypes.CDLL(os.environ["DRJIT_LIBLLVM_PATH"]).LLVMGetVersion
import mitsuba as mi
mi.set_variant({LLVM!r})
film = {{"type": "hdrfilm", "width": 8, "height": 8}}
mi.render(mi.load_dict({{
    "type": "scene", "integrator": {{"type": "path"}}, "light": {{"type": "constant"}},
    "sensor": {{"type": "perspective", "film": film}}, "shape": {{"type": "sphere"}},
}}), spp=1).numpy()
"""
PLACES = (
    "/usr/lib/*/libLLVM*.so*",
    "/usr/lib/llvm-*/lib/libLLVM*.so*",
    "/usr/lib64/libLLVM*.so*",
    "/usr/local/lib/libLLVM*.so*",
    "/opt/homebrew/opt/llvm*/lib/libLLVM*.dylib",
    "/usr/local/opt/llvm*/lib/libLLVM*.dylib",
)

log = logging.getLogger(__name__)


def choose(cache_dir: Path) -> str:
    """Set the variant for this thread (Mitsuba's variants are bound to threads) and name it."""
    library = find(cache_dir)
    import drjit as dr  # noqa: PLC0415 - reads its environment when it is first imported
    import mitsuba as mi  # noqa: PLC0415

    if library is None:
        log.warning(
            "No LLVM 16 or newer was found, so the maquette renders several times slower. "
            "Install it (Debian: libllvm19) to speed it up."
        )
        mi.set_variant(SCALAR)
        return SCALAR
    mi.set_variant(LLVM)
    dr.set_thread_count(os.cpu_count() or 1)
    return LLVM


def find(cache_dir: Path) -> Path | None:
    """Return the first library that works, and make Dr.Jit use it. None: there is none."""
    known = _verdicts(cache_dir)
    fresh = dict(known)
    found = next((path for path in candidates() if _works(path, fresh)), None)
    if fresh != known:
        cache_dir.mkdir(parents=True, exist_ok=True)
        (cache_dir / "llvm.json").write_text(json.dumps(fresh, indent=1))
    if found is not None:
        os.environ["DRJIT_LIBLLVM_PATH"] = str(found)
        kernels = cache_dir / "kernels"
        kernels.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("DRJIT_CACHE_DIR", str(kernels))
    return found


def candidates() -> list[Path]:
    """Libraries worth a probe: the one that is asked for, then the newest first."""
    asked = os.environ.get("DRJIT_LIBLLVM_PATH")
    if asked:
        return [Path(asked)]
    named = ctypes.util.find_library("LLVM")
    seen = {Path(p).resolve() for place in PLACES for p in glob(place)}  # noqa: PTH207
    found = sorted((p for p in seen if p.is_file()), key=version_of, reverse=True)
    if named and Path(named).is_file():
        found.append(Path(named))
    return found


def version_of(path: Path) -> tuple[int, ...]:
    """The numbers in a library's name."""
    digits = "".join(c if c.isdigit() else " " for c in path.name).split()
    return tuple(map(int, digits))


def _works(path: Path, verdicts: dict[str, bool]) -> bool:
    try:
        key = f"{path}@{path.stat().st_mtime_ns}#{zlib.crc32(PROBE.encode())}"
    except OSError:
        return False
    if key not in verdicts:
        environment = {**os.environ, "DRJIT_LIBLLVM_PATH": str(path)}
        try:
            child = subprocess.run(  # noqa: S603 - our own interpreter and a constant program
                [sys.executable, "-c", PROBE],
                env=environment,
                capture_output=True,
                timeout=PROBE_SECONDS,
                check=False,
            )
            verdicts[key] = child.returncode == 0
        except subprocess.TimeoutExpired:
            verdicts[key] = False
    return verdicts[key]


def _verdicts(cache_dir: Path) -> dict[str, bool]:
    try:
        return dict(json.loads((cache_dir / "llvm.json").read_text()))
    except (OSError, ValueError):
        return {}
