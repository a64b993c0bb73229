"""The studio as a whole: which programs it needs, and how they begin and end together."""

import asyncio
import contextlib
import fcntl
import os
import socket
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.supervisor.child import Child, RefusedError

HOST = "127.0.0.1"
PORT = 8799  # of the rehearsal's page, where it is free
LOOPBACK_TOKEN = "rehearsal"  # noqa: S105 - our own Discord lets this one in
BEHIND = 10  # niceness of the worker: an answer to a person comes before a picture
LOOK = 0.1  # seconds between two looks


class AlreadyRunning(Exception):  # noqa: N818 - no error
    """Another studio holds the same data folder."""


@dataclass(frozen=True)
class Studio:
    """Where it works, and how it speaks to the person who started it."""

    data: Path
    environment: Mapping[str, str]
    tell: Callable[[str], None]
    port: int = PORT

    @property
    def rehearsing(self) -> bool:
        """Without a token the bot speaks on our own Discord."""
        return not self.environment.get("DISCORD_TOKEN")

    def children(self, port: int) -> tuple[Child, ...]:
        """The programs, in the order in which they begin; they end in the opposite one."""
        settings = {**self.environment, "CHIAROSCURO_DATA_DIR": str(self.data)}
        python = (sys.executable, "-m")
        worker = self._child("worker", (*python, "engine", "worker"), settings, BEHIND)
        if not self.rehearsing:
            return worker, self._child("bot", (*python, "bot"), settings)
        base = f"http://{HOST}:{port}"
        stage = self._child(
            "rehearsal",
            (*python, "bot.rehearsal", "--port", str(port), "--data", str(self.data / "rehearsal")),
            settings,
        )
        loopback = {
            "DISCORD_TOKEN": LOOPBACK_TOKEN,
            "DISCORD_API_BASE": f"{base}/api/v10",
            "DISCORD_GATEWAY": f"ws://{HOST}:{port}/gateway",
            "DISCORD_CDN": base,
        }
        return stage, worker, self._child("bot", (*python, "bot"), settings | loopback)

    def _child(
        self, name: str, arguments: tuple[str, ...], settings: Mapping[str, str], nice: int = 0
    ) -> Child:
        return Child(name, arguments, settings, self.data / "logs", self.tell, nice)


async def run(studio: Studio, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """Keep everything running until `stop`. `ready` gets the page's address, or "" on Discord.

    Raises RefusedError with the sentence of a program that cannot run, and AlreadyRunning.
    """
    with _alone(studio.data):
        port = _free(studio.port) if studio.rehearsing else 0
        children = studio.children(port)
        keeping = [asyncio.create_task(child.keep()) for child in children]
        stopping = asyncio.create_task(stop.wait())
        announcing = asyncio.create_task(_announce(studio, port, ready))
        try:
            done, _ = await asyncio.wait({*keeping, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopping}:
                task.result()  # only a refusal ends a keeper
        finally:
            announcing.cancel()
            stopping.cancel()
            for child in reversed(children):
                await child.stop()
            await asyncio.wait({*keeping, announcing, stopping})


async def _announce(studio: Studio, port: int, ready: Callable[[str], None]) -> None:
    if not studio.rehearsing:
        ready("")
        return
    page = f"http://{HOST}:{port}/"
    async with aiohttp.ClientSession() as session:
        while not await _on_stage(session, page):  # noqa: ASYNC110 - another process
            await asyncio.sleep(LOOK)
    ready(page)


async def _on_stage(session: aiohttp.ClientSession, page: str) -> bool:
    """Is the bot connected to our Discord?"""
    with contextlib.suppress(aiohttp.ClientError, ValueError):
        async with session.get(f"{page}rehearsal/health") as answer:
            return answer.status == 200 and (await answer.json(content_type=None))["bot"]
    return False


def _free(wanted: int) -> int:
    """The wanted port, or any other where somebody has it."""
    for port in (wanted, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return probe.getsockname()[1]
    raise RefusedError("No port is free on this machine. Close a program and try again.")


@contextmanager
def _alone(data: Path) -> Generator[None]:
    """Hold the data folder: two bots with one archive would both answer."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(data / "studio.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise RefusedError(
            f"The data folder {data} cannot be used ({error.strerror}). Give this user "
            "permission, or choose another one with --data."
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield
    finally:
        os.close(handle)
