"""Pictures of people's own, brought to be worked on like takes; consent comes first."""

import asyncio
import logging
from typing import Any

import discord
from discord import ui

from bot.cards.layout import Card, button, row
from bot.cards.releases import said
from bot.delivery.listening import Delivery
from bot.delivery.trouble import unreachable
from bot.house import House
from bot.records import Consent, JobRecord, Place, Release, TakeRecord
from bot.talk.previs import Placing
from bot.talk.recent import Recent
from bot.talk.references import File, checked
from bot.words import say
from engine.protocol import Bring

ANSWERS = ("own", "person", "nobody")
SIGNS = {"own": "👤", "person": "📄", "nobody": "🎨"}
WAITING = 200  # people who look at the answer of their own

Interaction = discord.Interaction[Any]

log = logging.getLogger(__name__)


class Bringing:
    """From a file to a take that every edit works on."""

    def __init__(
        self, client: discord.Client, house: House, orders: Placing, delivery: Delivery
    ) -> None:
        """Bring for this client's house."""
        self._client = client
        self._house = house
        self._orders = orders
        self._delivery = delivery
        self._answers: Recent[str, tuple[Interaction, str]] = Recent(WAITING)

    async def bring(self, interaction: Interaction, file: File, choice: str, place: Place) -> None:
        """Have it checked. `choice`: one of ANSWERS, or nothing. Raises Sentence, TooMany."""
        locale, person = str(interaction.locale), interaction.user.id
        checked(file, locale)
        kind: Consent = "own" if choice == "own" else "nobody" if choice == "nobody" else "asked"
        store = self._house.store
        release = await store.begin_release(owner=person, kind=kind, place=place)
        try:
            coming = Card(ui.TextDisplay(say("releases.on_its_way", locale)))
            await interaction.edit_original_response(view=coming)
            blob = await asyncio.to_thread(self._house.blobs.put, await file.read())
            self._answers.put(release.id, (interaction, choice))
            await self._orders.place(
                Bring(blob=blob),
                asker=person,
                place=place,
                brief=await store.brief_at(place.channel),
                parent=None,
                locale=locale,
                quiet=True,
                release=release.id,
            )
        except BaseException:
            await store.revoke(release.id)
            raise

    async def landed(self, job: JobRecord, take: TakeRecord | None, error: str) -> None:
        """It was checked: it is shown, or somebody is asked whose likeness it is."""
        release = await self._house.store.release(job.release) if job.release else None
        if release is None:
            return
        interaction, choice = self._answers.get(release.id) or (None, "")
        if take is None:
            await self._house.store.revoke(release.id)
            text = error or job.error or say("jobs.failed", job.locale, what=_what(job))
            await self._tell(job, interaction, Card(ui.TextDisplay(text[:2000])))
            return
        if release.kind == "asked":
            faceless = take.measures.get("faces") == 0 and choice != "person"
            if not faceless:
                alone = interaction is not None and not interaction.is_expired()
                card = question(take, choice, job.locale, public=not alone)
                await self._tell(job, interaction, card)
                return
            release = await self._house.store.grant(release.id, "faceless")
        text = await self.show(release, take, job.locale)
        if interaction:
            await self._tell(job, interaction, Card(ui.TextDisplay(text)))

    async def show(self, release: Release, take: TakeRecord, locale: object) -> str:
        """Let it be a take among takes, post its card, and say what to say. Raises Gone."""
        store = self._house.store
        await store.grant(release.id, release.kind)
        self._answers.drop(release.id)
        listed = await store.take(take.id) or take
        try:
            await self._delivery.open(listed, press=release.id, place=listed.place, locale=locale)
        except discord.HTTPException as error:
            if not unreachable(error):
                raise
            log.info("take %s cannot be shown in %s: %s", take.id, take.place.channel, error)
        return say("releases.there", locale, slate=listed.slate)

    async def _tell(self, job: JobRecord, interaction: Interaction | None, card: Card) -> None:
        """Tell who brought it, alone while that is possible."""
        if interaction and not interaction.is_expired():
            await interaction.edit_original_response(view=card)
            return
        channel = self._delivery.routes.channel(job.place)
        await channel.send(view=card, allowed_mentions=discord.AllowedMentions.none())


def question(
    take: TakeRecord, choice: str = "", locale: object = None, *, public: bool = False
) -> Card:
    """Whose likeness is it? The buttons are for who brought it alone, also where all see them."""
    if choice == "person":
        answers, text = ("person",), say("releases.ask_release", locale)
    else:
        answers, text = ANSWERS, say("releases.ask", locale)
    if public:
        text = say("releases.ask_in_public", locale, who=f"<@{take.owner}>")
    buttons = [
        button(say(f"releases.button.{each}", locale), f"t:release:{take.id}:{each}",
               discord.ButtonStyle.primary, emoji=SIGNS[each])
        for each in answers
    ]  # fmt: skip
    back = button(say("releases.button.discard", locale), f"t:release:{take.id}:discard")
    return Card(ui.Container(ui.TextDisplay(text), row([*buttons, back])))


def answered(release: Release, locale: object = None) -> str:
    """Why a second answer does nothing."""
    return say("releases.answered", locale, said=said(release, locale))


def _what(job: JobRecord) -> str:
    return say("jobs.kind.bring", job.locale)


def bringing_of(interaction: Interaction) -> Bringing:
    """Of the bot that was asked."""
    bringing = getattr(interaction.client, "bringing", None)
    assert isinstance(bringing, Bringing), "the client has its bringing"
    return bringing
