import os

from dotenv import load_dotenv

load_dotenv()


def flag(name: str) -> bool:
    return os.getenv(name, "").lower() in ("1", "true", "yes")


def number(name: str, default: int) -> int:
    try:
        return int(os.environ.get(name, default))
    except ValueError:
        return default


TIMEOUT = os.getenv("MILL_TIMEOUT", "30s")
DEBUG = flag("MILL_DEBUG")
LIMIT = int(os.getenv("MILL_LIMIT") or 100)
WORKERS = number("MILL_WORKERS", 2)
LEVEL = number("MILL_LEVEL", 3)
URL = os.environ["MILL_URL"]


class Mailer:
    def __init__(self) -> None:
        self.host = os.environ["MAIL_HOST"]


def mailer() -> Mailer:
    return Mailer()
