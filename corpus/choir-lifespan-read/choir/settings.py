from functools import lru_cache

from choir.env import optional, required


class Settings:
    def __init__(self) -> None:
        self.name = optional("CHOIR_NAME", "Choir")
        self.token = required("CHOIR_MAIL_TOKEN")


@lru_cache
def get_settings() -> Settings:
    return Settings()
