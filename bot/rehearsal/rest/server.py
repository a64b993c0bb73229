"""Takes every request of the bot: token, faults, rate limits, the route; and keeps a record."""

import asyncio
import time
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
        body, uploads, failure = None, list[Upload](), None
        headers: dict[str, str] = {}
        try:
            body, uploads = await read(request)
            failure = self._stage.faults.next(request.method, path)
            if failure and not failure.after:
                return await self._fail(failure, request, path, body, uploads, began)
            status, answer, headers = await self._answer(request, path, body, uploads)
            if failure:
                return await self._fail(failure, request, path, body, uploads, began)
        except Refused as refused:
            status, answer = refused.status, refused.body()
            self._note(request.method, path, refused)
        self._record(request, path, body, uploads, status, answer, began)
        return reply(status, answer, headers)

    async def _answer(
        self, request: web.Request, path: str, body: Any, uploads: list[Upload]
    ) -> tuple[int, Any, dict[str, str]]:
        found = TABLE.find(request.method, path)
        if found is None:
            raise Refused(404, 0, "404: Not Found")
        route, at = found
        self._admit(route, request)
        headers, wait, everywhere = self._rates.take(
            request.method, route.template, at, free=route.open
        )
        if wait:
            limited = {"message": "You are being rate limited.", "retry_after": round(wait, 3)}
            more = {"Via": "1.1 rehearsal", "Retry-After": str(int(wait) + 1)}
            return 429, limited | {"global": everywhere}, headers | more
        query = dict(request.rel_url.query)
        call = Call(self._stage, request.method, path, at, query, body, uploads)
        try:
            answer = await route.handler(call)
        except Refused as refused:
            self._note(request.method, path, refused)
            return refused.status, refused.body(), headers
        return route.status if answer is not None else 204, answer, headers

    def _admit(self, route: Route, request: web.Request) -> None:
        said = request.headers.get("Authorization")
        if not route.open and said != f"Bot {self._stage.token}":
            raise Refused(401, 0, "401: Unauthorized")

    async def _fail(
        self,
        failure: Failure,
        request: web.Request,
        path: str,
        body: Any,
        uploads: list[Upload],
        began: float,
    ) -> web.Response:
        """Answer as somebody wished; 0: say nothing and hang up."""
        answer = failure.body
        headers: dict[str, str] = {}
        if failure.status == 429:
            wait = failure.retry_after or 0.5
            headers = {"Via": "1.1 rehearsal", "Retry-After": str(int(wait) + 1)}
            limited = {"message": "You are being rate limited.", "retry_after": wait}
            answer = answer or limited | {"global": False}
        elif failure.status == 413:
            answer = answer or {"message": "Request entity too large", "code": 40005}
        answer = answer or {"message": f"{failure.status}: a rehearsed failure", "code": 0}
        self._record(request, path, body, uploads, failure.status, answer, began, injected=True)
        if not failure.status and request.transport:
            request.transport.abort()
            await asyncio.sleep(0)
        return reply(failure.status or 500, answer, headers)

    def _note(self, method: str, path: str, refused: Refused) -> None:
        if refused.status in RACES and refused.code not in (0, 10062):
            return
        self._records.violations.append(
            Violation(method, path, refused.status, refused.code, refused.message, refused.errors)
        )

    def _record(
        self,
        request: web.Request,
        path: str,
        body: Any,
        uploads: list[Upload],
        status: int,
        answer: Any,
        began: float,
        *,
        injected: bool = False,
    ) -> None:
        self._records.requests.append(
            Request(
                method=request.method,
                path=path,
                body=body,
                files=tuple((u.name, len(u.data)) for u in uploads),
                multipart=request.content_type == "multipart/form-data",
                status=status,
                answer=answer,
                seconds=time.monotonic() - began,
                injected=injected,
            )
        )
