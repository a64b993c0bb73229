"""The conversation: what is written to the bot changes a brief, and gets one short line back."""

import asyncio
import logging

import discord

from bot.errors import SPOKEN, Sentence
from bot.house import House
from bot.records import BriefRecord, Character, Place
from bot.talk.briefs import Briefs, Outcome
from bot.talk.hearing import replied_to, spoken_to, words_of
from bot.talk.opening import Missing, idea_of, open_thread
from bot.talk.pace import Pace
from bot.talk.previs import Lights, Placing
from bot.talk.questions import next_question
from bot.talk.references import References
from bot.talk.replies import opening_line, reply_line
from bot.talk.showing import Cards
from bot.talk.where import channel_of
from bot.words import say
from prompts.brief import Brief
from prompts.intake import LONGEST, Reading

log = logging.getLogger(__name__)


class Talk:
    """All conversations of one bot."""

    def __init__(self, client: discord.Client, house: House, orders: Placing) -> None:
        """Talk with this client about the briefs of this house."""
        self.house = house
        self.orders = orders
        self.briefs = Briefs(house.store)
        self.lights = Lights(house, orders)
        self.cards = Cards(client, house, self.lights)
        self.references = References(client, house, orders, self.cards.refresh)
        self.lights.show = self.cards.refresh
        self.pace = Pace()
        self._client = client
        self._locks: dict[str, asyncio.Lock] = {}

    # ------------------------------------------------------------ messages

    async def hear(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot. Never raises."""
        self.cards.passed(message.channel.id)
        me = self._client.user
        if me is None or not spoken_to(message, me):
            return
        person = message.author.id
        if not self.pace.allows(person):
            if self.pace.should_tell(person):
                await self._tell(message, say("talk.too_fast", _locale(message)))
            return
        try:
            await self._hear(message, words_of(message, me))
        except (Sentence, *SPOKEN) as sentence:
            await self._tell(message, discord.utils.escape_mentions(str(sentence)))
        except discord.HTTPException as error:
            log.warning("message %s in %s: %s", message.id, message.channel.id, error)
        except Exception:
            log.exception("message %s in %s", message.id, message.channel.id)
            await self._tell(message, say("errors.unknown", _locale(message), id=message.id))

    async def _hear(self, message: discord.Message, words: str) -> None:
        locale = _locale(message)
        if len(words) > LONGEST:
            raise Sentence(say("talk.too_long", locale, length=len(words), most=LONGEST))
        record = await self._meant(message)
        if not words and not message.attachments:
            await self._tell(message, say("talk.empty", locale))
        elif record is None:
            await self._begin_from(message, words)
        else:
            if message.attachments:
                await self.references.bring(message, record)
            if words:
                await self._tell(message, await self.say(record, message.author.id, words))
                await self.show(record.id)

    async def language(self, record: BriefRecord) -> str:
        """What everybody reads of a brief is in the language of who began it."""
        return await self.lights.language(record)

    async def say(self, record: BriefRecord, author: int, words: str) -> str:
        """Lay words on a brief, and return the line that answers them.

        Raises ReadingError, RefusalError, Gone.
        """
        async with self._lock(record.id):
            outcome = await self.briefs.say(record.id, author, words)
            question = await self._question(outcome.record)
            return reply_line(outcome, question, await self.language(record))

    async def show(self, brief: str) -> None:
        """Let card and light follow a change."""
        if record := await self.house.store.brief(brief):
            self.lights.changed(record)
            await self.cards.refresh(brief)

    async def changed(self, outcome: Outcome) -> None:
        """Let card and light follow, if anything changed."""
        if outcome.changed:
            await self.show(outcome.record.id)

    # ------------------------------------------------------------ beginning

    async def begin(
        self,
        body: Brief,
        *,
        owner: int,
        place: Place,
        words: str,
        character: Character | None = None,
        face: int | None = None,
        locale: object = None,
    ) -> BriefRecord:
        """Begin a brief in a place; its card is still to be posted. Raises TooMany.

        `face`: the seed of who stands before the camera; without it somebody new does. `locale`:
        what everybody will read of it is in that language.
        """
        record = await self.briefs.begin(
            body, owner=owner, place=place, words=words, character=character, face=face
        )
        self.lights.changed(record, locale)
        return record

    async def welcome(
        self, record: BriefRecord, unknown: tuple[str, ...] = (), locale: object = None
    ) -> str:
        """What the bot says above a new card."""
        new = record.body.model_copy(update={"version": 1})
        said = new != Brief(subject=record.body.subject.__class__())
        parts = [
            say("talk.welcome_idea" if said else "talk.welcome", locale),
            opening_line(record.body, unknown, locale),
        ]
        if question := await self._question(record):
            parts.append(say(f"talk.ask.{question}", locale))
        return " ".join(filter(None, parts))

    async def open(
        self, record: BriefRecord, unknown: tuple[str, ...] = (), locale: object = None
    ) -> None:
        """Say welcome where a new brief lives, and post its card. Raises discord.HTTPException."""
        channel = channel_of(self._client, record.place)
        await channel.send(await self.welcome(record, unknown, locale), suppress_embeds=True)
        await self.cards.post(record)

    async def _begin_from(self, message: discord.Message, words: str) -> None:
        """A first message, with no brief here yet, begins one."""
        locale = _locale(message)
        reading: Reading = idea_of(words)
        if not reading.why:
            await self._tell(message, say("talk.empty", locale))
            return
        guild = message.guild
        record = await self.begin(
            reading.brief,
            owner=message.author.id,
            place=Place(guild=guild.id if guild else None, channel=message.channel.id),
            words=words,
            locale=locale,
        )
        try:
            me = guild.me if guild else None
            if thread := await open_thread(message.channel, reading.brief, me, message):
                place = record.place.model_copy(update={"channel": thread.id})
                record = await self.house.store.move_brief(record.id, place)
        except Missing as missing:
            await self._tell(message, str(missing))
        await self.open(record, reading.unknown, locale)
        if message.attachments:
            await self.references.bring(message, record)

    # ------------------------------------------------------------ small things

    async def _meant(self, message: discord.Message) -> BriefRecord | None:
        """The brief that a message speaks of: of the card it replies to, else the newest here.

        A thread and a direct message have one conversation; in a channel each has their own.
        """
        store = self.house.store
        here = message.channel.id
        if replied := replied_to(message):
            record = await store.brief_of_card(replied)
            if record and record.place.channel == here:
                return record
        shared = message.guild is None or isinstance(message.channel, discord.Thread)
        return await store.brief_at(here, owner=None if shared else message.author.id)

    async def _question(self, record: BriefRecord) -> str | None:
        asked = await self.house.store.asked(record.id)
        question = next_question(record.body, asked)
        if question:
            await self.house.store.ask(record.id, question)
        return question

    async def _tell(self, message: discord.Message, text: str) -> None:
        try:
            await message.reply(text[:2000], mention_author=False, suppress_embeds=True)
        except discord.HTTPException as error:
            log.warning("no reply to message %s: %s", message.id, error)

    def _lock(self, brief: str) -> asyncio.Lock:
        if len(self._locks) > 1000:
            self._locks = {key: lock for key, lock in self._locks.items() if lock.locked()}
        return self._locks.setdefault(brief, asyncio.Lock())

    async def resume(self) -> None:
        """After a restart: what was begun and not finished."""
        await self.lights.resume()

    def close(self) -> None:
        """Stop what waits."""
        self.lights.close()


def _locale(message: discord.Message) -> object:
    """Messages do not say their writer's language; a guild says its own."""
    return message.guild.preferred_locale if message.guild else None


def talk_of(interaction: discord.Interaction) -> Talk:
    """The conversation of the bot that was asked."""
    talk = getattr(interaction.client, "talk", None)
    assert isinstance(talk, Talk), "the client has its talk"
    return talk
