"""What this service needs to know of authentication: read once, when it starts."""

import os
from pathlib import Path

from dotenv import load_dotenv

# By an absolute path: the .env beside requirements.txt is found from any working directory.
# What the environment has already comes first, so a deployment needs no .env at all.
load_dotenv(Path(__file__).resolve().parents[2] / ".env")


def required(name: str) -> str:
    value = os.getenv(name, "").strip()
    if not value:
        raise ValueError(f"{name} is not set. Set it in .env (.env.example shows how), or in the environment.")
    return value


class AuthConfig:
    """The backend that signs people in, and the secret with which this service signs its own share links."""

    secret: str = required("BETTER_AUTH_SECRET")
    url: str = required("BETTER_AUTH_URL").rstrip("/")

    # The backend names itself as the issuer of its tokens and as those that they are for.
    issuer: str = url
    audience: str = url
    jwks_url: str = f"{url}/api/auth/jwks"


if len(AuthConfig.secret) < 32:
    raise ValueError("BETTER_AUTH_SECRET has fewer than 32 characters. Make one with: openssl rand -base64 32")
