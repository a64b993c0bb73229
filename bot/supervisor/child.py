"""One process under supervision: started, watched, started again, and ended cleanly."""

import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

WRONG = 2  # the exit code of a program that said a sentence: starting it again would say it again
PATIENCE = 10.0  # seconds that a child gets to end by itself
STEADY = 30.0  # seconds after which a start counts as a success
WAITS = (0.5, 1.0, 2.0, 5.0, 10.0)  # seconds before each new start in a row
LOG_LIMIT = 5_000_000  # bytes after which a log is begun anew; one old one is kept
PR_SET_PDEATHSIG = 1  # prctl(2)

log = logging.getLogger(__name__)


class RefusedError(Exception):
    """A child ended with a sentence that a person must act on."""


@dataclass
class Child:
    """A program that should always run. Its output goes to a log of its own."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    logs: Path
    tell: Callable[[str], None]
    nice: int = 0  # how far it steps back when the processor is wanted by others too
    waits: Sequence[float] = WAITS
    starts: int = 0
    _process: asyncio.subprocess.Process | None = None
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def log_file(self) -> Path:
        """Where it writes."""
        return self.logs / f"{self.name}.log"

    @property
    def pid(self) -> int | None:
        """Its process, if it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def keep(self) -> None:
        """Run it until `stop`. Raises RefusedError with the child's own sentence."""
        failures = 0
        while not self._stopping.is_set():
            begun = time.monotonic()
            code = await self._run()
            if self._stopping.is_set():
                return
            if code == WRONG:
                raise RefusedError(f"The {self.name} cannot run: {self._last_line()}")
            failures = 0 if time.monotonic() - begun > STEADY else failures + 1
            wait = self.waits[min(failures, len(self.waits) - 1)]
            self.tell(f"The {self.name} ended ({_cause(code)}); it starts again in {wait:g} s.")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), wait)

    async def stop(self) -> None:
        """Ask it to end; kill it if it does not."""
        self._stopping.set()
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            self.tell(f"The {self.name} did not end within {PATIENCE:g} s and was killed.")
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _run(self) -> int:
        self.logs.mkdir(parents=True, exist_ok=True)
        _turn(self.log_file)
        with self.log_file.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *self.arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=dict(self.environment),
                start_new_session=True,  # Ctrl-C is for us alone; we end our children in order
                preexec_fn=partial(_become_child, os.getpid(), self.nice),
            )
            self.starts += 1
            return await self._process.wait()

    def _last_line(self) -> str:
        """The last thing it said."""
        lines = self.log_file.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"its log at {self.log_file} is empty."


def _cause(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _turn(file: Path) -> None:
    """Begin a new log when the old one is long."""
    with contextlib.suppress(FileNotFoundError):
        if file.stat().st_size > LOG_LIMIT:
            file.replace(file.with_suffix(".old.log"))


def _become_child(parent: int, nice: int) -> None:
    """Between fork and exec: end when the supervisor dies, however it dies."""
    os.nice(nice)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)
