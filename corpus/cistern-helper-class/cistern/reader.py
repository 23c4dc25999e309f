import os


class ConfigurationError(RuntimeError):
    pass


class Reader:
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def require(self, name: str) -> str:
        full = f"{self.prefix}_{name}"
        value = os.environ.get(full)
        if not value:
            raise ConfigurationError(full)
        return value

    def integer(self, name: str, default: int) -> int:
        return int(os.environ.get(f"{self.prefix}_{name}", default))
