"""👤 Save as character: the person of this take comes back under a name."""

from bot.actions.press import Press
from bot.cards.pieces import harmless
from bot.commands.character import keep_from_take
from bot.errors import Sentence
from bot.forms.modal import Form, answers, label, text_input
from bot.recipes import shot_of
from bot.talk.conversation import talk_of

LONGEST = 50  # characters of a name


async def pressed(press: Press) -> None:
    """Ask for the name in a form."""
    if shot_of(press.take.recipe) is None:
        raise Sentence(press.say("takes.brought"))
    form = Form(
        press.say("takes.keep_title", slate=press.take.slate),
        f"m:keep:{press.take.id}:{press.interaction.id}",
        [label(press.say("takes.keep_name"), text_input("name", "", most=LONGEST))],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Save the person."""
    name = answers(press.interaction).get("name", "").strip()
    if not name:
        raise Sentence(press.say("takes.no_name"))
    kept = await keep_from_take(talk_of(press.interaction), press.user, name, press.take)
    key = "talk.saved" if kept.revision == 1 else "talk.saved_again"
    text = press.say(key, name=harmless(kept.name, 60), revision=kept.revision)
    await press.interaction.response.send_message(text, ephemeral=True)
