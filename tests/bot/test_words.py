import ast
import re
from pathlib import Path

import discord
import pytest

from bot import words
from bot.commands import add_all
from bot.words import Plural, fields_of, language_of, say, table
from bot.words.translator import Tables, about, slug

ROOT = Path(__file__).parents[2]
OTHERS = [language for language in words.LANGUAGES if language != words.ENGLISH]
NAME = re.compile(r"^[-_'\w]{1,32}$")  # Discord's own rule, without the scripts nobody uses here
LIMITS = (  # what is on buttons and in forms, and how long Discord lets it be
    (r"cards\.form\.(title|\w+)\.label|cards\.form\.title\.\w+|takes\.\w+_title", 45),
    (r"cards\.form\.leave|.*[._]hint|takes\.(which|what|how|keep)_\w+", 100),
    (r"cards\.button\.\w+|cards\.character\.use|help\.(begin|back|next|try)", 80),
    (r"privacy\.(confirm|keep)|takes\.(refine|eyes|region|regrade|animate|select|unselect)", 80),
    (r"takes\.(keep|master|again|more_like|newer|older)|jobs\.(stop|retry)", 80),
    (r"takes\.(which_(eyes|gaze|part|place|file|layers)|what_\w+|how_(much|long|large|sharp))", 45),
    (r"releases\.(who_consents|who_here|what_for|until_when|i_affirm|form_title)", 45),
    (r"takes\.(gaze|stays|strength|scale|move|part)\.\w+|releases\.affirm", 100),
    (r"takes\.(finish|review|undo|branch|layers|(mend|slider|tone)\.\w+)", 80),
    (r"releases\.(revoke|keep)", 80),
    (r"releases\.button\.\w+", 32),
    (r"help\.jump|takes\.which_(look|reference|branch)", 150),
)


def calls():
    """Every say("key") and the beginning of every say(f"key.{...}") in the bot."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "say" and node.args:
                yield path.relative_to(ROOT), node


def _name(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def texts(text):
    return list(text) if isinstance(text, Plural) else [text]


# ---------------------------------------------------------------- say


def test_a_locale_is_served_by_its_own_language_or_a_near_one():
    assert language_of("de") == "de"
    assert language_of(discord.Locale.brazil_portuguese) == "pt-BR"
    assert language_of(discord.Locale.latin_american_spanish) == "es-ES"
    assert language_of(discord.Locale.british_english) == "en"
    assert language_of("ko") == "en"
    assert language_of(None) == "en"


def test_a_plural_chooses_by_n():
    assert say("privacy.count.takes", n=1) == "1 take"
    assert say("privacy.count.takes", n=0) == "0 takes"


def test_an_unknown_key_and_a_missing_field_are_errors():
    with pytest.raises(KeyError):
        say("help.nothing_of_the_kind")
    with pytest.raises(KeyError, match=r"help\.heading needs the field"):
        say("help.heading", number=1)


def test_what_somebody_typed_is_never_read_as_a_template():
    assert "{id} {0} {" in say("errors.wrong_value", value="{id} {0} {")


# ---------------------------------------------------------------- English is whole


def test_every_key_that_is_said_is_written():
    english = table(words.ENGLISH)
    missing = []
    for path, call in calls():
        match call.args[0]:
            case ast.Constant(value=str(key)) if key not in english:
                missing.append((str(path), key))
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                if not any(key.startswith(start) for key in english):
                    missing.append((str(path), start))
            case _:
                pass

    assert missing == []


def test_every_field_that_a_sentence_needs_is_given_where_it_is_said():
    english = table(words.ENGLISH)
    missing = []
    for path, call in calls():
        if any(keyword.arg is None for keyword in call.keywords):
            continue  # **fields: only a run can tell
        match call.args[0]:
            case ast.Constant(value=str(key)) if key in english:
                text = english[key]
                needs = fields_of(text) | ({"n"} if isinstance(text, Plural) else set())
                if absent := needs - {keyword.arg for keyword in call.keywords}:
                    missing.append((str(path), key, absent))
            case _:
                pass

    assert missing == []


def test_no_sentence_is_left_that_nobody_says():
    starts, whole = set(), set()
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(key)):
                    whole.add(key)
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                    starts.add(start)
                case _:
                    pass
    starts = {start for start in starts if re.match(r"^[a-z]+\.", start)}
    stray = [
        key
        for key in table(words.ENGLISH)
        if key not in whole
        and not key.startswith(("commands.", *starts))
        and not key.startswith("permissions.")
    ]

    assert stray == []


# ---------------------------------------------------------------- every language is whole


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language):
    assert sorted(table(language)) == sorted(table(words.ENGLISH))


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_asks_for_the_same_fields(language):
    english = table(words.ENGLISH)
    wrong = {
        key: (fields_of(text), fields_of(english[key]))
        for key, text in table(language).items()
        if fields_of(text) != fields_of(english[key])
        or isinstance(text, Plural) != isinstance(english[key], Plural)
    }

    assert wrong == {}


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language):
    """Short words may be the same; so are examples of what to type, which is read in English."""
    english = table(words.ENGLISH)
    same = [
        key
        for key, text in table(language).items()
        if text == english[key]
        and not re.search(r"[._]hint$", key)
        and any(len(re.findall(r"[a-z]+", re.sub(r"{.*?}", "", p))) > 3 for p in texts(text))
    ]

    assert same == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_names_and_descriptions_obey_discord(language):
    for key, text in table(language).items():
        if not key.startswith("commands."):
            continue
        assert isinstance(text, str), key
        if key.endswith(".name"):
            assert NAME.match(text), (key, text)
            assert text == text.lower(), (key, text)
        elif key.endswith(".about"):
            assert 1 <= len(text) <= 100, (key, len(text))
        else:
            assert 1 <= len(text) <= (32 if ".menu." in key else 100), key


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_siblings_have_different_names(language):
    names = {}
    for key, text in table(language).items():
        if key.startswith("commands.") and key.endswith(".name"):
            parent = key.rsplit(".", 2)[0]
            assert names.setdefault((parent, text), key) == key, key


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(("keys", "most"), LIMITS)
def test_labels_fit_their_buttons(language, keys, most):
    found = {key: text for key, text in table(language).items() if re.fullmatch(keys, key)}

    assert found
    assert {key for key, text in found.items() if any(len(p) > most for p in texts(text))} == set()


COMMANDS = {  # by how they are called in English
    key.removeprefix("commands.").removesuffix(".name").replace(".", " "): key
    for key in table(words.ENGLISH)
    if key.startswith("commands.") and key.endswith(".name") and ".options." not in key
}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_command_is_called_as_its_language_shows_it(language):
    english, own = table(words.ENGLISH), table(language)
    called = {name: f"/{_called(own, name)}" for name in COMMANDS}
    wrong = []
    for key, text in english.items():
        if key.startswith("commands."):
            continue
        said = " ".join(texts(text))
        for name in sorted(COMMANDS, key=len, reverse=True):
            if re.search(rf"(?<!\w)/{name}\b", said):
                said = re.sub(rf"(?<!\w)/{name}\b", "", said)
                wrong += [(key, name)] * any(called[name] not in p for p in texts(own[key]))

    assert wrong == []


def _called(own, name):
    first, _, second = name.partition(" ")
    group = own[f"commands.{first}.name"]
    return f"{group} {own[f'commands.{first}.{second}.name']}" if second else group


# ---------------------------------------------------------------- the translator


def test_a_description_comes_from_the_table():
    assert str(about("brief new")).startswith("Begin a brief")
    assert str(about("brief new", "look"))
    with pytest.raises(KeyError):
        about("brief", "nothing")


async def test_the_translator_finds_names_and_descriptions_by_where_they_are():
    group = discord.app_commands.Group(name="brief", description=about("brief"))

    @group.command(name="new", description=about("brief new"))
    @discord.app_commands.describe(idea=about("brief new", "idea"))
    async def new(interaction: discord.Interaction, idea: str | None = None) -> None:
        pass

    async with discord.Client(intents=discord.Intents.none()) as client:
        tree = discord.app_commands.CommandTree(client)
        tree.add_command(group)
        await tree.set_translator(Tables())
        payload = await group.get_translated_payload(tree, Tables())

    german, command = table("de"), payload["options"][0]
    assert payload["name"] == "brief"
    assert payload["name_localizations"]["de"] == german["commands.brief.name"]
    assert command["description_localizations"]["de"] == german["commands.brief.new.about"]
    assert (
        command["options"][0]["name_localizations"]["de"]
        == (german["commands.brief.new.options.idea.name"])
    )
    assert payload["name_localizations"]["es-419"] == table("es-ES")["commands.brief.name"]
    assert "en-GB" not in payload["name_localizations"]


@pytest.fixture
async def tree():
    async with discord.Client(intents=discord.Intents.none()) as client:
        found = discord.app_commands.CommandTree(client)
        add_all(found)
        yield found


async def test_every_command_has_its_words_in_every_language(tree):
    tables = Tables()
    asked = set()
    for command in tree.get_commands(type=None):
        for payload in _payloads(await command.get_translated_payload(tree, tables)):
            asked.add(payload["name"])
            for locale in ("de", "fr", "es-ES", "es-419", "pt-BR", "ja"):
                assert locale in payload["name_localizations"], payload["name"]
                assert locale in payload.get("description_localizations", locale), payload["name"]

    bring = next(command for command in tree.get_commands() if command.name == "bring")
    payload = await bring.get_translated_payload(tree, tables)
    own = payload["options"][1]["choices"][0]
    assert own["name_localizations"]["de"] == table("de")["releases.button.own"]
    assert {"brief", "shoot", "help", "privacy", "Open take", "Use as reference"} <= asked


async def test_no_words_are_left_of_a_command_that_is_gone(tree):
    wanted = set()
    for command in _every(tree):
        name = command.qualified_name.replace(" ", ".")
        if isinstance(command, discord.app_commands.ContextMenu):
            wanted.add(f"commands.menu.{slug(name.replace('.', ' '))}")
            continue
        wanted |= {f"commands.{name}.name", f"commands.{name}.about"}
        for option in getattr(command, "parameters", ()):
            stem = f"commands.{name}.options.{option.name}"
            wanted |= {f"{stem}.name", f"{stem}.about"}

    there = {key for key in table(words.ENGLISH) if key.startswith("commands.")}
    assert there == wanted


def _every(tree):
    for command in tree.get_commands(type=None):
        yield command
        if isinstance(command, discord.app_commands.Group):
            yield from command.walk_commands()


def _payloads(payload):
    yield payload
    for option in payload.get("options", ()):
        yield from _payloads(option)
