import discord
import pytest

from bot import permissions
from bot.words import table


def test_what_is_lacking_is_told_in_the_order_asked():
    allowed = discord.Permissions(send_messages=True)

    assert permissions.lacking(allowed, *permissions.PICTURE) == ("view_channel", "attach_files")


def test_permissions_have_the_names_that_discords_settings_show():
    assert permissions.named(["create_public_threads"]) == "Create Public Threads"
    assert permissions.named(["send_messages", "attach_files", "add_reactions"]) == (
        "Send Messages, Attach Files and Add Reactions"
    )


def test_the_fallback_is_said():
    said = permissions.sentence(["create_public_threads"], instead="channel")

    assert said == (
        "I need Create Public Threads here, so we talk in the channel itself, without a thread."
    )
    assert permissions.sentence(["attach_files"]) == "I need Attach Files here."


@pytest.mark.parametrize("name", {*permissions.THREAD, *permissions.PICTURE})
def test_every_permission_that_is_asked_for_has_a_name(name):
    assert f"permissions.{name}" in table("en")
    assert name in discord.Permissions.VALID_FLAGS


def test_a_direct_message_lacks_nothing():
    assert permissions.missing(discord.Object(1), None, *permissions.THREAD) == ()  # type: ignore[arg-type]
