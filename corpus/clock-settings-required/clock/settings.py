from functools import lru_cache

from pydantic import BaseSettings


class Settings(BaseSettings):
    timezone: str
    ntp_server: str
    drift_ms: int = 50

    class Config:
        env_file = ".env"


@lru_cache()
def get_settings():
    return Settings()
