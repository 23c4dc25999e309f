"""Who is signed in, by the tokens of the backend: verified here by its public keys, without asking it each time."""

from typing import Optional
from urllib.error import URLError

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from src.config.auth_config import AuthConfig

# The keys are fetched at the first token and kept for five minutes; a key that is not among them is looked for at once.
keys = jwt.PyJWKClient(AuthConfig.jwks_url)
bearer = HTTPBearer(auto_error=False, description="A token from the backend's /api/auth/token")


class User(BaseModel):
    id: str
    email: str
    name: str


def signed_in(credentials: Optional[HTTPAuthorizationCredentials] = Depends(bearer)) -> User:
    """The user of this request; 401 when there is none, 503 when the backend's keys cannot be had."""
    if credentials is None:
        raise unauthorized("a token is needed: GET /api/auth/token of the backend gives one")
    claims = verified(credentials.credentials)
    return User(id=claims["sub"], email=claims["email"], name=claims["name"])


def verified(token: str) -> dict:
    try:
        key = keys.get_signing_key_from_jwt(token)
        return jwt.decode(
            token,
            key.key,
            algorithms=["ES256"],
            issuer=AuthConfig.issuer,
            audience=AuthConfig.audience,
            options={"require": ["exp", "sub"]},
        )
    except jwt.PyJWKClientError as error:
        if isinstance(error.__context__, (URLError, TimeoutError)):
            raise unreachable() from error
        raise unauthorized("the token is signed by a key that the backend does not have") from error
    except (URLError, TimeoutError) as error:
        raise unreachable() from error
    except jwt.PyJWTError as error:
        raise unauthorized(f"the token is not valid here: {error}") from error


def unauthorized(detail: str) -> HTTPException:
    return HTTPException(401, detail, headers={"WWW-Authenticate": "Bearer"})


def unreachable() -> HTTPException:
    return HTTPException(503, f"the keys of {AuthConfig.url} cannot be had: is the backend running there?")
