"""The answer to "whose likeness is this?", from who brought the picture and nobody else."""

from collections.abc import Mapping
from datetime import date

from discord import ui

from bot.actions.press import Press
from bot.cards.layout import Card
from bot.consent import today
from bot.errors import Sentence
from bot.forms.modal import Form, answers, label, text_input
from bot.privacy.forget import revoke
from bot.records import Consent, Release
from bot.talk.bringing import answered, bringing_of

LONGEST = 100  # characters of a name, and of a purpose
SAID: dict[str, Consent] = {"own": "own", "nobody": "nobody"}


async def pressed(press: Press) -> None:
    """Write the answer down, or open the form of a release."""
    release = await _asked(press)
    if press.arg == "person":
        await press.interaction.response.send_modal(_form(press))
        return
    if press.arg == "discard":
        await press.interaction.response.defer()
        await revoke(press.interaction.client, press.rooms.house, release.id)
        await _replace(press, press.say("releases.discarded"))
        return
    if press.arg not in SAID:
        raise Sentence(press.say("errors.button_gone"))
    await press.interaction.response.defer()
    granted = await press.rooms.house.store.grant(release.id, SAID[press.arg])
    await _show(press, granted)


async def submitted(press: Press) -> None:
    """Write the release down."""
    release = await _asked(press)
    said = answers(press.interaction)
    person = said.get("person", "").strip()[:LONGEST]
    here = said.get("here", "").split(",")[0]
    if not person:
        raise Sentence(press.say("releases.no_name"))
    if said.get("affirm", "").lower() != "true":
        raise Sentence(press.say("releases.no_affirmation"))
    until = _until(press, said)
    await press.defer()
    granted = await press.rooms.house.store.grant(
        release.id,
        "person",
        person=person,
        consenter=int(here) if here.isdecimal() else None,
        purpose=said.get("purpose", "").strip()[:LONGEST],
        until=until,
    )
    await _show(press, granted)


def _form(press: Press) -> Form:
    here = ui.UserSelect[Form](custom_id="here", required=False, min_values=0, max_values=1)
    return Form(
        press.say("releases.form_title"),
        f"m:release:{press.take.id}:{press.interaction.id}",
        [
            label(press.say("releases.who_consents"), text_input("person", "", most=LONGEST)),
            label(press.say("releases.who_here"), here, press.say("releases.who_here_hint")),
            label(
                press.say("releases.what_for"),
                text_input("purpose", "", most=LONGEST, hint=press.say("releases.what_for_hint")),
            ),
            label(
                press.say("releases.until_when"),
                text_input("until", "", most=10, hint=press.say("releases.until_when_hint")),
            ),
            label(
                press.say("releases.i_affirm"),
                ui.Checkbox[Form](custom_id="affirm"),
                press.say("releases.affirm"),
            ),
        ],
    )


async def _asked(press: Press) -> Release:
    """The release that still waits for this person's answer. Raises Sentence."""
    store = press.rooms.house.store
    release = await store.release(press.take.release) if press.take.release else None
    if release is None:
        raise Sentence(press.say("takes.purged"))
    if release.owner != press.user:
        raise Sentence(press.say("releases.not_yours"))
    if release.kind != "asked":
        raise Sentence(answered(release, press.locale))
    return release


def _until(press: Press, said: Mapping[str, str]) -> str | None:
    """The last day; None until it is revoked. Raises Sentence for a day that is none or past."""
    text = said.get("until", "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day < today():
        raise Sentence(press.say("releases.no_date", said=text))
    return day


async def _show(press: Press, release: Release) -> None:
    bringing = bringing_of(press.interaction)
    await _replace(press, await bringing.show(release, press.take, str(press.locale)))


async def _replace(press: Press, text: str) -> None:
    """The question goes, and this stands in its place."""
    await press.interaction.edit_original_response(view=Card(ui.TextDisplay(text)))
