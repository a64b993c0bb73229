"""What the owner of a machine may set: in `studio.toml`, or over it in the environment."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from engine.protocol import StudioError

FILE = Path("studio.toml")  # in the folder where the program is started
NAME = "chiaroscuro"
BUILT_IN = ("maquette", "retouch")  # families that are models by themselves

Dtype = Literal["auto", "float32", "float16", "bfloat16"]
Offload = Literal["none", "model", "sequential"]
Share = Annotated[float, Field(ge=0, le=1)]
ModelName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]


class Table(BaseModel):
    """A table of the file: frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Adapter(Table):
    """Weights that change a model: a LoRA, or an IP-Adapter with its image encoder beside it."""

    path: Path  # a safetensors file, or the folder that holds it
    file: str = ""  # its name there
    weight: Annotated[float, Field(ge=-4, le=4)] = 1.0


class Named(Table):
    """One model as the operator names it: `[models.NAME]`."""

    family: str
    path: Path | None = None  # a folder in diffusers' format
    hub: str | None = None  # or "org/name"; neither: what the family's card says
    revision: str | None = None  # a commit; a branch may change under a recipe
    dtype: Dtype = "auto"
    offload: Offload = "none"
    steps: Annotated[int, Field(ge=1, le=200)] | None = None  # None: the card's
    guidance: Annotated[float, Field(ge=0, le=30)] | None = None
    side: Annotated[int, Field(ge=32, le=4096)] | None = None  # pixels of the square it was made on
    loras: tuple[Adapter, ...] = ()
    controlnet: Path | None = None  # for depth
    ip_adapter: Adapter | None = None
    preview: Path | None = None  # a tiny autoencoder for previews
    guided: Share = 0.6  # how far it obeys the maquette's depth; 0 is off
    accept_license: bool = False  # of a non-commercial one, read and accepted

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.path and self.hub:
            raise ValueError("say either path or hub, not both")
        return self


class Defaults(Table):
    """Which model does what where nobody says: `[defaults]`. None: whichever can and fits."""

    shoot: str | None = None
    inpaint: str | None = None
    edit: str | None = None
    animate: str | None = None


class Settings(BaseSettings):
    """Read once, in `__main__`, and passed in."""

    model_config = SettingsConfigDict(
        env_prefix="CHIAROSCURO_", toml_file=FILE, frozen=True, extra="forbid"
    )

    data_dir: Path = Path(platformdirs.user_data_dir(NAME, appauthor=False))
    cache_dir: Path = Path(platformdirs.user_cache_dir(NAME, appauthor=False))
    lease_seconds: Annotated[float, Field(gt=0)] = 30.0  # a silent worker counts as dead after it
    warm: tuple[str, ...] = ("maquette",)  # families that a worker loads before its first job
    models: dict[ModelName, Named] = {}
    defaults: Defaults = Defaults()
    memory_gb: Annotated[float, Field(gt=0)] | None = None  # that models may fill; None: the card's
    bot: dict[str, Any] = {}  # the bot's own table; not read here

    @field_validator("models")
    @classmethod
    def _own_names(cls, named: dict[str, Named]) -> dict[str, Named]:
        for name in BUILT_IN:
            if name in named:
                raise ValueError(f"{name!r} is built in; give your model another name")
        return named

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


def load(
    data_dir: Path | None = None, cache_dir: Path | None = None, file: Path | None = None
) -> Settings:
    """Read the settings; what the command line said goes first. Raises StudioError."""
    said: dict[str, Any] = {"data_dir": data_dir, "cache_dir": cache_dir}
    if file is not None and not file.is_file():
        raise StudioError(f"There is no file {file}. Name the studio.toml that you mean.")

    class Here(Settings):
        model_config = SettingsConfigDict(toml_file=file or FILE)

    try:
        return Here(**{key: value for key, value in said.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StudioError(
            f"The setting {where!r} in {file or FILE} or the environment is wrong: {first['msg']}."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise StudioError(f"{file or FILE} is not valid TOML: {error}.") from error
