"""Progress on a terminal and in a pipe."""

import io

from engine.commands.bar import Bar
from tests.fakes import job, take


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO) -> str:
    with Bar(stream) as bar:
        bar.begin()
        for step in range(5):
            bar.move(step / 4)
        bar.take(take(job("one")).model_copy(update={"measures": {"seconds": 12.34}}))
    return stream.getvalue()


def test_a_terminal_shows_one_line_that_moves() -> None:
    said = told(Terminal())
    assert " 50%" in said
    assert "100%" in said
    assert said.count("\n") == 1
    assert said.endswith("take 1: 12.3 s\n\r\x1b[K")


def test_a_pipe_gets_plain_lines_only() -> None:
    assert told(io.StringIO()) == "started\ntake 1: 12.3 s\n"
