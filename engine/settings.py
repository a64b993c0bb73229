"""What the owner of a machine may set: in `studio.toml`, or over it in the environment."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from engine.protocol import StudioError

FILE = Path("studio.toml")  # in the folder where the program is started
NAME = "chiaroscuro"


class Settings(BaseSettings):
    """Read once, in `__main__`, and passed in."""

    model_config = SettingsConfigDict(
        env_prefix="CHIAROSCURO_", toml_file=FILE, frozen=True, extra="forbid"
    )

    data_dir: Path = Path(platformdirs.user_data_dir(NAME, appauthor=False))
    cache_dir: Path = Path(platformdirs.user_cache_dir(NAME, appauthor=False))
    lease_seconds: Annotated[float, Field(gt=0)] = 30.0  # a silent worker counts as dead after it
    warm: tuple[str, ...] = ("maquette",)  # families that a worker loads before its first job
    bot: dict[str, Any] = {}  # the bot's own table; not read here

    @property
    def queue_file(self) -> Path:
        """The embedded queue."""
        return self.data_dir / "queue.db"

    @property
    def vault_dir(self) -> Path:
        """The local vault."""
        return self.data_dir / "vault"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """In order of weight."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(data_dir: Path | None = None, cache_dir: Path | None = None) -> Settings:
    """Read the settings; what the command line said goes first. Raises StudioError."""
    said: dict[str, Any] = {"data_dir": data_dir, "cache_dir": cache_dir}
    try:
        return Settings(**{key: value for key, value in said.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StudioError(
            f"The setting {where!r} in {FILE} or the environment is wrong: {first['msg']}."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise StudioError(f"{FILE} is not valid TOML: {error}.") from error
