import os


def required(name: str) -> str:
    value = os.getenv(name)
    if value is None or value.strip() == "":
        raise RuntimeError(f"{name} missing")
    return value


def optional(name: str, default: str) -> str:
    return os.getenv(name, default)
