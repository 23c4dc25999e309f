from typing import List, Optional

from pydantic import BaseModel, BaseSettings, Field, SecretStr


class Database(BaseModel):
    host: str
    port: int = 5432


class Settings(BaseSettings):
    token: SecretStr
    db: Database
    locks: List[str] = Field(default_factory=list, env=["CANAL_LOCKS", "LOCKS"])
    proxy: Optional[str]

    class Config:
        env_prefix = "CANAL_"
        env_nested_delimiter = "__"
        env_file = ".env", ".env.local"


settings = Settings()
