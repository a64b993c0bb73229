"""Takes every request of the bot: token, faults, rate limits, the route; and keeps a record."""

import logging
import time
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from bot.rehearsal.call import Call, Route, Table, read, reply
from bot.rehearsal.faults import Failure
from bot.rehearsal.files import Upload
from bot.rehearsal.rates import Rates
from bot.rehearsal.records import Records, Request, Violation
from bot.rehearsal.refusals import Refused
from bot.rehearsal.rest import (
    boot,
    channels,
    commands,
    interactions,
    messages,
    reactions,
    threads,
    webhooks,
)
from bot.rehearsal.stage import Stage

API = "/api/v10"
TABLE = Table(
    module.ROUTES
    for module in (
        boot,
        channels,
        commands,
        interactions,
        messages,
        reactions,
        threads,
        webhooks,
    )
)
RACES = (404, 413, 429)  # nobody's fault: something was deleted, or is found out by trying
TO_BLAME = (0, 10062)  # but these are: a path that is not there, an answer that came too late
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict[str, str])


class Rest:
    """The REST API, version 10."""

    def __init__(self, stage: Stage, records: Records, rates: Rates) -> None:
        self._stage = stage
        self._records = records
        self._rates = rates

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request."""
        began = time.monotonic()
        path = unquote(request.rel_url.raw_path.removeprefix(API))
        body, uploads = None, list[Upload]()
        failure = self._stage.faults.next(request.method, path)
        try:
            body, uploads = await read(request)
            if failure is None or failure.after:
                answer = await self._answer(request, path, body, uploads)
            else:
                answer = _failed(failure)
        except Refused as refused:
            answer = self._refused(request.method, path, refused)
        if failure and failure.after:
            answer = _failed(failure)
        self._records.requests.append(
            Request(
                method=request.method,
                path=path,
                body=body,
                files=tuple((u.name, len(u.data)) for u in uploads),
                multipart=request.content_type == "multipart/form-data",
                status=answer.status,
                answer=answer.body,
                seconds=time.monotonic() - began,
                injected=failure is not None,
            )
        )
        if not answer.status and request.transport:
            request.transport.abort()
        return reply(answer.status or 500, answer.body, answer.headers)

    async def _answer(
        self, request: web.Request, path: str, body: Any, uploads: list[Upload]
    ) -> Answer:
        found = TABLE.find(request.method, path)
        if found is None:
            raise Refused(404, 0, "404: Not Found")
        route, at = found
        self._admit(route, request)
        headers, wait, everywhere = self._rates.take(
            request.method, route.template, at, free=route.open
        )
        if wait:
            return _limited(wait, headers, everywhere=everywhere)
        query = dict(request.rel_url.query)
        call = Call(self._stage, request.method, path, at, query, body, uploads)
        try:
            answer = await route.handler(call)
        except Refused as refused:
            return replace(self._refused(request.method, path, refused), headers=headers)
        except UNREADABLE:
            log.exception("%s %s cannot be understood", request.method, path)
            unread = Refused(400, 50035, "Invalid Form Body")
            return replace(self._refused(request.method, path, unread), headers=headers)
        return Answer(204 if answer is None else route.status, answer, headers)

    def _admit(self, route: Route, request: web.Request) -> None:
        said = request.headers.get("Authorization")
        if not route.open and said != f"Bot {self._stage.token}":
            raise Refused(401, 0, "401: Unauthorized")

    def _refused(self, method: str, path: str, refused: Refused) -> Answer:
        if refused.status not in RACES or refused.code in TO_BLAME:
            self._records.violations.append(
                Violation(
                    method, path, refused.status, refused.code, refused.message, refused.errors
                )
            )
        return Answer(refused.status, refused.body())


def _limited(wait: float, headers: dict[str, str], *, everywhere: bool) -> Answer:
    """A 429. discord.py waits only if somebody is named who passed it on."""
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(wait, 3),
        "global": everywhere,
    }
    more = {"Via": "1.1 rehearsal", "Retry-After": str(int(wait) + 1)}
    return Answer(429, body, headers | more)


def _failed(failure: Failure) -> Answer:
    """What somebody wished for; status 0 hangs up."""
    if failure.status == 429:
        limited = _limited(failure.retry_after or 0.5, {}, everywhere=False)
        return replace(limited, body=failure.body or limited.body)
    plain = {"message": f"{failure.status}: a rehearsed failure", "code": 0}
    if failure.status == 413:
        plain = {"message": "Request entity too large", "code": 40005}
    return Answer(failure.status, failure.body or plain)
