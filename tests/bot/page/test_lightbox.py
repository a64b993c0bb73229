"""Pictures full size, and clips."""

import io
import re

import av
import discord
import pytest
from playwright.sync_api import Page, expect

from tests.bot.page.showroom import ALT, sheet
from tests.bot.page.stage import Stage

UNTIL_IT_PLAYS = """node => new Promise(done => node.addEventListener(
  'timeupdate', () => node.currentTime > 0.1 && done(true)))"""


def clip(seconds: int = 1) -> bytes:
    """A small H.264 clip that turns from dark to light."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as box:
        stream = box.add_stream("libx264", rate=12)
        stream.width, stream.height, stream.pix_fmt = 128, 160, "yuv420p"
        for n in range(12 * seconds):
            frame = av.VideoFrame(128, 160, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([16 + 15 * n % 220]) * plane.buffer_size)
            box.mux(stream.encode(frame))
        box.mux(stream.encode())
    return out.getvalue()


@pytest.fixture
def four(page: Page, stage: Stage, channel: str) -> Page:
    view, files = sheet(4)
    stage.post(channel, view=view, files=files)
    page.get_by_role("button", name="Open Take A2").click()
    return page


def test_arrows_turn_and_escape_closes(four: Page):
    box = four.get_by_role("dialog", name="Picture")
    picture = box.get_by_role("img", name="Take A2")
    expect(picture).to_be_visible()
    expect(box.locator(".counter")).to_have_text("2 of 4")
    expect(box.locator(".caption")).to_have_text(f"Take A2. {ALT}")
    for _ in range(3):
        four.keyboard.press("ArrowRight")
    expect(box.locator(".counter")).to_have_text("1 of 4")
    four.keyboard.press("ArrowLeft")
    expect(box.locator(".caption")).to_contain_text("Take A4")
    four.keyboard.press("Escape")

    expect(box).to_be_hidden()
    expect(four.get_by_role("button", name="Open Take A2")).to_be_focused()


def test_a_click_shows_every_pixel_and_beside_it_closes(four: Page):
    box = four.get_by_role("dialog", name="Picture")
    box.get_by_role("img").click()
    expect(box.locator(".stage.pixels")).to_be_visible()
    box.get_by_role("img").click()
    box.locator(".stage").click(position={"x": 4, "y": 4})

    expect(box).to_be_hidden()


def test_the_original_opens_apart(four: Page, stage: Stage):
    link = four.get_by_role("link", name="Open the original")

    home = re.escape(stage.rehearsal.base)
    expect(link).to_have_attribute("href", re.compile(f"{home}/attachments/.*A2.webp"))


def test_a_clip_plays_in_its_message(page: Page, stage: Stage, channel: str):
    stage.post(channel, file=discord.File(io.BytesIO(clip()), "turn.mp4"))
    video = page.locator(".message video")
    expect(video).to_have_attribute("controls", "")
    video.evaluate("node => { node.muted = true; return node.play() }")

    expect(video).to_have_js_property("paused", value=False)
    assert video.evaluate(UNTIL_IT_PLAYS)
    assert video.evaluate("node => node.videoWidth") == 128


def test_a_clip_plays_on_while_its_message_is_edited(page: Page, stage: Stage, channel: str):
    message = stage.post(channel, "one", file=discord.File(io.BytesIO(clip(3)), "turn.mp4"))
    video = page.locator(".message video")
    video.evaluate("node => { node.muted = true; return node.play() }")
    expect(video).to_have_js_property("paused", value=False)
    assert video.evaluate(UNTIL_IT_PLAYS)
    stage.edit(channel, message, content="two")
    expect(page.locator(".message .words")).to_contain_text("two")

    assert video.evaluate("node => !node.paused && node.currentTime > 0.1")
