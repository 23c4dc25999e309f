from dataclasses import dataclass
from os import environ
from zoneinfo import ZoneInfo

from dotenv import load_dotenv

load_dotenv()


@dataclass(frozen=True)
class Config:
    zone: ZoneInfo
    harbour: str


def from_environment() -> Config:
    return Config(zone=ZoneInfo(environ.get("TIDE_ZONE", "UTC")), harbour=environ["TIDE_HARBOUR"])
