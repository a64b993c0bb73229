"""What follows the first answer: the interaction's own webhook."""

from typing import Any

from bot.rehearsal import answering, posts
from bot.rehearsal.call import Call, Routes
from bot.rehearsal.refusals import Json, unknown_message
from bot.rehearsal.rendering import message_for
from bot.rehearsal.world import Post

ROUTES = Routes()
MESSAGE = "/webhooks/{app}/{token}/messages/{message}"


def _shown(call: Call, post: Post) -> Json:
    return message_for(call.stage.world, post, call.bot)


@ROUTES.serve("POST", "/webhooks/{app}/{token}")
async def follow(call: Call) -> Any:
    it = answering.token(call.stage, call.at["app"], call.at["token"])
    return _shown(call, answering.follow(call.stage, it, call.form, call.uploads))


@ROUTES.serve("GET", MESSAGE)
async def read(call: Call) -> Any:
    it = answering.token(call.stage, call.at["app"], call.at["token"])
    return _shown(call, answering.message(call.stage, it, call.at["message"]))


@ROUTES.serve("PATCH", MESSAGE)
async def change(call: Call) -> Any:
    it = answering.token(call.stage, call.at["app"], call.at["token"])
    post = answering.message(call.stage, it, call.at["message"])
    if it.thinking and post.id == it.original:
        return _shown(call, answering.fill(call.stage, it, call.form, call.uploads))
    return _shown(call, posts.change(call.stage, post, call.form, call.uploads))


@ROUTES.serve("DELETE", MESSAGE)
async def delete(call: Call) -> Any:
    it = answering.token(call.stage, call.at["app"], call.at["token"])
    post = answering.message(call.stage, it, call.at["message"])
    if post.payload["author"]["id"] != call.bot:
        raise unknown_message()
    posts.remove(call.stage, post)
