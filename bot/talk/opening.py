"""How a brief begins: read from an idea, in a thread of its own, or where no thread may be."""

import discord

from bot import permissions
from bot.errors import Sentence
from bot.talk.titles import title_of
from prompts.brief import Brief, Subject
from prompts.intake import Reading, read

WEEK = 10080  # minutes without a word after which Discord archives a thread
EMPTY = Brief(subject=Subject())


def idea_of(words: str, onto: Brief = EMPTY) -> Reading:
    """Read an idea, if there is one. Raises ReadingError for one too long, and RefusalError."""
    if not words.strip():
        return Reading(brief=onto)
    return read(words, onto if onto != EMPTY else None)


def from_form(who: str, where: str, light: str, mood: str, use: str) -> Reading:
    """Read the opening form: each answer in the light of what it answers.

    Raises ReadingError and RefusalError.
    """
    answers = (("who", who), ("where", where), ("", light), ("mood", mood), ("use", use))
    brief, unknown = EMPTY, list[str]()
    for kind, words in answers:
        if not words.strip():
            continue
        reading = read(words, brief)
        if kind and not _answered(kind, brief, reading.brief):
            # The words are the answer, whether or not a lexicon knows them.
            reading = reading.model_copy(
                update={"brief": _as_said(kind, words, brief, reading.brief), "unknown": ()}
            )
        brief = reading.brief
        unknown += reading.unknown
    return Reading(brief=brief, unknown=tuple(unknown))


def _answered(kind: str, before: Brief, after: Brief) -> bool:
    match kind:
        case "who":
            return after.subject != before.subject
        case "where":
            return after.setting != before.setting
        case "mood":
            return (after.mood, after.subject.emotion, after.look) != (
                before.mood,
                before.subject.emotion,
                before.look,
            )
        case _:
            return after.use is not None or after.aspect is not None


def _as_said(kind: str, words: str, before: Brief, after: Brief) -> Brief:
    text = " ".join(words.split())[:200]
    match kind:
        case "who":
            said = {"subject": after.subject.model_copy(update={"role": text})}
        case "where":
            said = {"setting": after.setting.model_copy(update={"place": text})}
        case "mood":
            said = {"mood": text}
        case _:
            said = {"use": text}
    return after.model_copy(update={**said, "notes": before.notes})


async def open_thread(
    channel: object, brief: Brief, me: discord.Member | None, message: discord.Message | None = None
) -> discord.Thread | None:
    """A public thread named from the brief, off a message if there is one.

    None where a thread cannot be: in a thread, in a direct message. Raises Missing where the bot
    lacks the permission.
    """
    if not isinstance(channel, discord.TextChannel):
        return None
    if absent := permissions.missing(channel, me, *permissions.THREAD):
        raise Missing(absent)
    name = title_of(brief)
    try:
        if message:
            return await message.create_thread(name=name, auto_archive_duration=WEEK)
        return await channel.create_thread(
            name=name,
            type=discord.ChannelType.public_thread,
            auto_archive_duration=WEEK,
        )
    except discord.Forbidden:
        raise Missing(permissions.THREAD[1:2]) from None


class Missing(Sentence):
    """A permission that a thread needs; `names` are those of discord.Permissions."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Say what is done instead."""
        super().__init__(permissions.sentence(names, instead="channel"))
        self.names = names
