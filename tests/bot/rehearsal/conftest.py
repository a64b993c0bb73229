import asyncio
import contextlib
import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py imports audioop
    import discord as _  # noqa: F401

from bot.rehearsal.server import Rehearsal
from tests.bot.rehearsal.client import Bot, point


@pytest.fixture
async def rehearsal():
    r = Rehearsal()
    await r.start()
    point(r.base, r.gateway)
    yield r
    await r.stop()


@pytest.fixture
async def bot(rehearsal):
    async with running(Bot(), rehearsal) as client:
        yield client


@contextlib.asynccontextmanager
async def running(client, rehearsal):
    task = asyncio.create_task(client.start(rehearsal.stage.token))
    waiting = asyncio.create_task(client.here.wait())
    await asyncio.wait({task, waiting}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        waiting.cancel()
        task.result()
    yield client
    await client.close()
    await asyncio.wait_for(task, 5)
    assert client.errors == []


@pytest.fixture
def ada(rehearsal):
    return rehearsal.people["Ada"]


@pytest.fixture
def briefs(rehearsal):
    return rehearsal.channels["briefs"]


@pytest.fixture
def channel(bot, briefs):
    return bot.get_channel(int(briefs))
