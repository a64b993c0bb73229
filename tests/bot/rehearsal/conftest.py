import asyncio
import contextlib
import dataclasses
import io
import json
from typing import Any

import aiohttp
import pytest
import yarl

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


class Api:
    """The bot's side without discord.py: what it never sends can be sent."""

    def __init__(self, rehearsal, session):
        self._base = rehearsal.api
        self._session = session

    async def __call__(self, method, path, body=None, *, files=(), token="rehearsal"):  # noqa: S107
        headers = {"Authorization": f"Bot {token}"}
        if files:
            form = aiohttp.FormData(quote_fields=False)
            form.add_field("payload_json", json.dumps(body), content_type="application/json")
            for n, (name, data) in enumerate(files):
                kind = "application/octet-stream"
                form.add_field(f"files[{n}]", io.BytesIO(data), filename=name, content_type=kind)
            sent = {"data": form}
        else:
            sent = {"json": body} if body is not None else {}
        url = yarl.URL(self._base + path, encoded="%" in path)
        async with self._session.request(method, url, headers=headers, **sent) as answer:
            said = await answer.json() if answer.status != 204 else None
            return Reply(answer.status, said, answer.headers)


@dataclasses.dataclass(frozen=True)
class Reply:
    status: int
    body: Any
    headers: Any

    @property
    def code(self):
        return self.body["code"]

    def faults(self, path=""):
        """The codes of a form's faults at a path."""
        here = self.body["errors"]
        for step in path.split("."):
            here = here[step]
        return [e["code"] for e in here["_errors"]]


@pytest.fixture
async def api(rehearsal):
    async with aiohttp.ClientSession() as session:
        yield Api(rehearsal, session)
