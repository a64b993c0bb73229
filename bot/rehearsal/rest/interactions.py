"""The first answer to an interaction."""

from typing import Any

from bot.rehearsal import answering
from bot.rehearsal.call import Call, Routes
from bot.rehearsal.refusals import unknown_interaction

ROUTES = Routes()


@ROUTES.serve("POST", "/interactions/{interaction}/{token}/callback")
async def callback(call: Call) -> Any:
    it = call.stage.open.get(call.at["token"])
    if it is None or it.id != call.at["interaction"]:
        raise unknown_interaction()
    answer = answering.answer(call.stage, it, call.form, call.uploads)
    return answer if call.query.get("with_response") in ("1", "true") else None
