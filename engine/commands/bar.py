"""How far a job is: a bar on a terminal, plain lines in a pipe. All of it goes to stderr."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

from engine.protocol import TakeReady

WIDTH = 30
CLEAR = "\r\x1b[K"


class Bar:
    """Knows one job."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._live = self._stream.isatty()
        self._start = time.monotonic()
        self._first: tuple[float, float] | None = None  # seconds and share: loading is over

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._say(CLEAR)

    def begin(self) -> None:
        """A worker has the job."""
        self._start = time.monotonic()
        if self._live:
            self.move(0.0)
        else:
            self._say("started\n")

    def move(self, share: float) -> None:
        """`share` of the work is done, 0..1."""
        if not self._live:
            return
        full = round(WIDTH * share)
        gone = time.monotonic() - self._start
        left = self._left(gone, share)
        self._say(f"{CLEAR}{'█' * full}{'░' * (WIDTH - full)} {share:4.0%}  {gone:.0f} s{left}")

    def _left(self, gone: float, share: float) -> str:
        if self._first is None:
            self._first = (gone, share) if share > 0 else None
            return ""
        began, already = self._first
        if share <= already:
            return ""
        return f", about {(1 - share) * (gone - began) / (share - already):.0f} s left"

    def take(self, take: TakeReady) -> None:
        """A take is there."""
        before = CLEAR if self._live else ""
        self._say(f"{before}take {take.index + 1}: {take.measures.get('seconds', 0):.1f} s\n")

    def _say(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
