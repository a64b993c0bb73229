"""Filled-in forms of a brief, read from what was sent: a restart in between loses nothing."""

import re
from typing import Any

import discord

from bot.errors import Sentence, answer
from bot.forms import brief as forms
from bot.forms.modal import answers
from bot.talk.beginning import begin_by_form
from bot.talk.buttons import brief_here
from bot.talk.conversation import Talk, talk_of
from bot.talk.spoken import announce
from bot.talk.understood import understood
from bot.words import say

_CHANGE = re.compile(r"m:(?P<form>[a-z]+):(?P<brief>[a-z2-7]{10}):(?P<version>\d{1,9}):\d+")
_NEW = re.compile(r"m:new:(?P<look>[a-z-]+):\d+:(?P<character>.*)", re.DOTALL)

Interaction = discord.Interaction[Any]


async def submitted(interaction: Interaction) -> bool:
    """Answer a form of ours. False: it is somebody else's, or nobody's."""
    data: Any = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    new, change = _NEW.fullmatch(custom_id), _CHANGE.fullmatch(custom_id)
    try:
        if new:
            look = new["look"].strip("-")
            await begin_by_form(interaction, answers(interaction), look, new["character"])
        elif change and change["form"] == "more":
            await _more(talk_of(interaction), interaction, change)
        elif change and change["form"] in forms.FORMS:
            await _changed(talk_of(interaction), interaction, change)
        else:
            return False
    except Exception as error:  # noqa: BLE001 - the last one to hear of it
        await answer(interaction, error)
    return True


async def _more(talk: Talk, interaction: Interaction, form: re.Match[str]) -> None:
    record = await brief_here(talk, interaction, form["brief"])
    words = answers(interaction).get("words", "").strip()
    if not words:
        raise Sentence(say("talk.nothing_new", interaction.locale))
    line = await talk.say(record, interaction.user.id, words)
    await announce(talk, interaction, await brief_here(talk, interaction, record.id), line)
    await talk.show(record.id)


async def _changed(talk: Talk, interaction: Interaction, form: re.Match[str]) -> None:
    """Lay what differs from how the form was opened on the brief as it stands now."""
    record = await brief_here(talk, interaction, form["brief"])
    number = int(form["version"])
    opened = await talk.house.store.version(record.id, number)
    if opened is None:
        raise Sentence(say("talk.modal_gone", interaction.locale))
    change = forms.change(form["form"], opened.body, answers(interaction), interaction.locale)
    title = say(f"cards.form.title.{form['form']}")
    outcome = await talk.briefs.lay(record.id, interaction.user.id, title, change)
    if not outcome.changed:
        raise Sentence(say("talk.nothing_new", interaction.locale))
    locale = await talk.language(record)
    what = understood(outcome.before, outcome.record.body, locale) or say("talk.noted", locale)
    await announce(talk, interaction, outcome.record, what)
    await talk.changed(outcome)
