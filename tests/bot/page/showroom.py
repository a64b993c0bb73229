"""A bot on the real discord.py that has one of everything, to try the page with."""

import asyncio
import io
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str

LESSONS = sorted(Path(__file__).parents[3].joinpath("bot", "lessons").glob("[0-9]*.webp"))
ALT = "A woman in a dark green coat, key light from camera left."
LOOKS = ("Rembrandt", "Butterfly", "Split", "Film noir", "Golden hour")
POEM = """# The brief
## Light
### Key
**Hard**, *camera left*, __3200 K__, ~~soft~~, `1/8 grid` and ***all of it***.
- key
  - hard
  - left
- fill
1. first
2. second
> a quoted line
> and its second
-# small print
```
a fence <b>not bold</b>
```
A [link](https://example.org/a?b=1), https://example.org/x. and ||a spoiler||, <t:1700000000:D>."""


def picture(index: int = 0, name: str | None = None, alt: str | None = ALT) -> discord.File:
    path = LESSONS[index % len(LESSONS)]
    return discord.File(io.BytesIO(path.read_bytes()), name or path.name, description=alt)


class Buttons(ui.ActionRow[Any]):
    @ui.button(label="Press", style=discord.ButtonStyle.primary, custom_id="press")
    async def press(self, i: discord.Interaction, _: Any) -> None:
        await i.response.send_message("**Pressed.** Only for you.", ephemeral=True)

    @ui.button(label="Again", custom_id="again", emoji="🔁")
    async def again(self, i: discord.Interaction, _: Any) -> None:
        await i.response.edit_message(view=Card(2), attachments=[picture(4, "card.webp")])

    @ui.button(label="Fail", style=discord.ButtonStyle.danger, custom_id="fail")
    async def silent(self, *_: Any) -> None:
        await asyncio.sleep(4)  # discord.py answers for a callback that ends without a word

    @ui.button(label="Form", style=discord.ButtonStyle.success, custom_id="form")
    async def form(self, i: discord.Interaction, _: Any) -> None:
        await i.response.send_modal(Form())

    @ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, i: discord.Interaction, _: Any) -> None: ...


class Selects(ui.LayoutView):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        options = [discord.SelectOption(label=x, description=f"{x} light") for x in LOOKS]
        options[0].emoji = discord.PartialEmoji(name="💡")
        one = ui.Select[Any](custom_id="look", placeholder="Choose a look", options=options)
        two = ui.Select[Any](custom_id="two", options=options, min_values=1, max_values=2)
        kinds: list[ui.Item[Any]] = [
            one,
            two,
            ui.UserSelect(custom_id="who", placeholder="Who?"),
            ui.RoleSelect(custom_id="role", placeholder="Which role?"),
            ui.ChannelSelect(custom_id="where", placeholder="Where?"),
        ]
        for select in kinds:
            select.callback = self.chosen  # type: ignore[method-assign]
            self.add_item(ui.ActionRow(select))

    async def chosen(self, i: discord.Interaction) -> None:
        values = (i.data or {}).get("values", [])
        await i.response.send_message(f"Chosen: {', '.join(values)}", ephemeral=True)


class Card(ui.LayoutView):
    """A card as the studio's are: container, section, gallery, separator, buttons."""

    def __init__(self, take: int = 1) -> None:
        super().__init__(timeout=None)
        row = Buttons()
        link = ui.ActionRow[Any](ui.Button(label="Manual", url="https://example.org/manual"))
        link.add_item(ui.Button(emoji="⭐", custom_id="star", style=discord.ButtonStyle.secondary))
        self.add_item(
            ui.Container(
                ui.TextDisplay(f"## Take {take}\n**Who** a captain, 40 · **Light** hard key"),
                ui.Section(
                    "**From the look** Rembrandt, 85 mm, f/2",
                    "-# left to the model: hair",
                    accessory=ui.Thumbnail("attachment://card.webp", description=ALT),
                ),
                ui.Section(
                    "The fill is strong for this look.",
                    accessory=ui.Button(label="Lower it", custom_id="lower"),
                ),
                ui.Separator(spacing=discord.SeparatorSpacing.large),
                ui.MediaGallery(
                    discord.MediaGalleryItem("attachment://card.webp", description=ALT)
                ),
                row,
                link,
                accent_colour=discord.Colour(0xE9B872),
            )
        )


def sheet(many: int) -> tuple[ui.LayoutView, list[discord.File]]:
    """A contact sheet of `many` takes."""
    files = [picture(n, f"A{n + 1}.webp", f"Take A{n + 1}. {ALT}") for n in range(many)]
    view = ui.LayoutView(timeout=None)
    items = [
        discord.MediaGalleryItem(f"attachment://{f.filename}", description=f.description)
        for f in files
    ]
    view.add_item(
        ui.Container(ui.TextDisplay(f"### Sheet A · {many} takes"), ui.MediaGallery(*items))
    )
    return view, files


class Form(ui.Modal, title="Light the captain"):
    note = ui.TextDisplay[Any]("Change what you like; the **rest** stays.")
    name = ui.Label[Any](
        text="Name",
        description="As it will be on the slate.",
        component=ui.TextInput(custom_id="name", min_length=3, max_length=20),
    )
    light = ui.Label[Any](
        text="Light",
        component=ui.Select(
            custom_id="light",
            options=[discord.SelectOption(label=x, value=x.lower()) for x in LOOKS],
        ),
    )
    side = ui.Label[Any](
        text="Side",
        component=ui.RadioGroup(
            custom_id="side",
            options=[
                discord.RadioGroupOption(
                    label="Camera left", value="left", description="As painted."
                ),
                discord.RadioGroupOption(label="Camera right", value="right"),
            ],
        ),
    )
    reference = ui.Label[Any](
        text="Reference", component=ui.FileUpload(custom_id="file", required=False, max_values=2)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        said = [c["component"] for c in data["components"] if "component" in c]
        lines = [f"{c['custom_id']} = {c.get('value', c.get('values'))}" for c in said]
        files = len(data.get("resolved", {}).get("attachments", {}))
        await interaction.response.send_message(
            "\n".join([*lines, f"files = {files}"]), ephemeral=True
        )


class Details(ui.Modal, title="Details"):
    words = ui.Label[Any](
        text="Words",
        component=ui.TextInput(
            custom_id="words", style=discord.TextStyle.paragraph, required=False, max_length=300
        ),
    )
    props = ui.Label[Any](
        text="Props",
        component=ui.CheckboxGroup(
            custom_id="props",
            min_values=1,
            max_values=2,
            options=[discord.CheckboxGroupOption(label=x, value=x) for x in ("hat", "pipe", "map")],
        ),
    )
    sure = ui.Label[Any](text="Keep the person", component=ui.Checkbox(custom_id="sure"))
    who = ui.Label[Any](text="Who", component=ui.UserSelect(custom_id="who", required=False))

    on_submit = Form.on_submit


class German(app_commands.Translator):
    """Knows one word."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: Any
    ) -> str | None:
        _ = context
        return "notiz" if (string.message, locale) == ("note", discord.Locale.german) else None


class Showroom(discord.Client):
    """The client; `here` is set when it is up."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.here = asyncio.Event()
        self.said: list[Any] = []
        _briefs(self)
        _commands(self)
        _menus(self)

    async def setup_hook(self) -> None:
        await self.tree.set_translator(German())
        await self.tree.sync()
        self.add_view(Card())
        self.add_view(Selects())

    async def on_ready(self) -> None:
        self.here.set()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.said.append(interaction.data)


def _briefs(bot: Showroom) -> None:
    brief = app_commands.Group(name="brief", description="Briefs")

    @brief.command(name="new", description="Begin a brief")
    @app_commands.describe(idea="What you see", look="A look to begin with", reference="A picture")
    @app_commands.choices(look=[app_commands.Choice(name=x, value=x.lower()) for x in LOOKS])
    async def new(
        i: discord.Interaction,
        idea: str,
        look: str | None = None,
        reference: discord.Attachment | None = None,
    ) -> None:
        await i.response.defer(thinking=True)
        await asyncio.sleep(0.3)
        name = reference.filename if reference else "no file"
        await i.followup.send(f"{idea} / {look} / {name}")

    @brief.command(name="resume", description="Go on with a brief")
    @app_commands.describe(brief="Which one")
    async def resume(i: discord.Interaction, brief: str) -> None:
        await i.response.send_message(f"Resumed {brief}", ephemeral=True)

    @resume.autocomplete("brief")
    async def briefs(_: discord.Interaction, now: str) -> list[app_commands.Choice[str]]:
        known = {
            "captain": "The captain",
            "lighthouse": "The lighthouse keeper",
            "diver": "A diver",
        }
        return [app_commands.Choice(name=v, value=k) for k, v in known.items() if now in v.lower()]

    bot.tree.add_command(brief)
    _ = new, briefs


def _commands(bot: Showroom) -> None:
    @bot.tree.command(name="shoot", description="Shoot a contact sheet")
    @app_commands.describe(takes="How many", quick="A draft?", witness="Who watches")
    async def shoot(
        i: discord.Interaction,
        takes: app_commands.Range[int, 1, 8],
        quick: bool = False,  # noqa: FBT001, FBT002 - this is how discord.py reads an option
        witness: discord.Member | None = None,
    ) -> None:
        who = witness.display_name if witness else "nobody"
        await i.response.send_message(f"{takes} takes, quick={quick}, {who}")

    @bot.tree.command(name="card", description="Show a card")
    async def card(i: discord.Interaction) -> None:
        await i.response.send_message(view=Card(), files=[picture(2, "card.webp")])

    @bot.tree.command(name="details", description="Open the other form")
    async def details(i: discord.Interaction) -> None:
        await i.response.send_modal(Details())

    @bot.tree.command(name=locale_str("note"), description="Note something")
    @app_commands.describe(words="What")
    async def note(i: discord.Interaction, words: str | None = None) -> None:
        await i.response.send_message(f"noted: {words}")

    @bot.tree.command(name="silence", description="Is never answered")
    async def silence(i: discord.Interaction) -> None:
        """Nothing."""

    _ = shoot, card, details, note, silence


def _menus(bot: Showroom) -> None:
    @bot.tree.context_menu(name="Use as reference")
    async def reference(i: discord.Interaction, message: discord.Message) -> None:
        await i.response.send_message(f"Kept: {message.id}", ephemeral=True)

    @bot.tree.context_menu(name="Open take")
    async def take(i: discord.Interaction, message: discord.Message) -> None:
        await i.response.send_message(f"No take in {message.id}.", ephemeral=True)

    _ = reference, take


def text_file(name: str = "notes.txt") -> discord.File:
    return discord.File(io.BytesIO(b"Key: hard.\n"), name)
