"""The settings: environment variables SUJIE_… first, then sujie.toml beside the program, then these defaults."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: where routing_table.csv and tables/ lie."""


class Settings(BaseSettings):
    """Paths, and what the office may change besides its tables. Limits are in tables/limits.csv."""

    model_config = SettingsConfigDict(env_prefix="SUJIE_", toml_file=ROOT / "sujie.toml", extra="forbid")

    data: Path = ROOT / "data"
    database: str = ""
    routing_table: Path = ROOT / "routing_table.csv"
    tables: Path = ROOT / "tables"
    examples: Path = ROOT / "classifier" / "examples.csv"
    precision: float = Field(default=0.96, gt=0.5, lt=1.0)
    reviewed_weight: float = Field(default=2.0, ge=1.0, le=100.0)
    reviewed_half_life: int = Field(default=180, ge=1)
    retrain_hour: int = Field(default=3, ge=0, le=23)
    retrain_after: int = Field(default=20, ge=0)
    asks_in_rooms: Literal["speaker", "office", "nobody"] = "speaker"
    attachment_mb: int = Field(default=20, ge=1)
    file_mb: int = Field(default=2048, ge=1)
    workbook_mb: int = Field(default=256, ge=1)
    unpacked_mb: int = Field(default=400, ge=1)
    file_rows: int = Field(default=2_000_000, ge=1)
    file_cells: int = Field(default=8_000_000, ge=1)
    cell_characters: int = Field(default=32_767, ge=100)
    reading_mb: int = Field(default=2048, ge=256)
    reading_seconds: int = Field(default=120, ge=1)
    quiet: str = "20:00-08:00, 12:00-13:30"
    send_gap: float = Field(default=1.0, ge=0.0)
    send_per_minute: int = Field(default=40, ge=1)
    deaf_minutes: float = Field(default=5.0, gt=0.0)
    group_robot: str = Field(default="", repr=False, pattern=r"^(https?://\S+)?$")
    group_robots: dict[str, Annotated[str, Field(pattern=r"^https?://\S+$")]] = Field(default_factory=dict, repr=False)
    accept_rooms: Literal["office", "anyone", "nobody"] = "office"
    accept_friends: bool = True
    friend_word: str = ""
    marks_friends: bool = True
    campaign_from: date = date(2021, 8, 27)
    campaign_to: date = date(2021, 9, 10)
    campaign_plan: Path | None = None
    publicity_leads: int = Field(default=5, ge=0)
    publicity_others: int = Field(default=3, ge=0)
    publicity_reprints: bool = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then sujie.toml."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database_url(self) -> str:
        """The database: the one that is set, or SQLite in the data folder."""
        return self.database or f"sqlite:///{self.data / 'sujie.db'}"

    @property
    def plan(self) -> Path | None:
        """The campaign's plan: the one that is set, or the one among the tables if there is one."""
        usual = self.tables / "campaign.csv"
        return self.campaign_plan or (usual if usual.exists() else None)

    @property
    def mappings(self) -> Path:
        """Where saved mappings of unusual files lie."""
        return self.data / "mappings"

    @property
    def models(self) -> Path:
        """Where trained models lie."""
        return self.data / "models"
