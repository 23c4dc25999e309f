from dataclasses import dataclass, field
import os

from dotenv import load_dotenv

load_dotenv()


@dataclass
class Settings:
    rows: int = field(default_factory=lambda: int(os.environ.get("LOCKER_ROWS", "4")))
    title: str = field(default_factory=lambda: os.environ.get("LOCKER_TITLE", "Lockers"))
    key: str = field(default_factory=lambda: os.environ["LOCKER_API_KEY"])


settings = Settings()
