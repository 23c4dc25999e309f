"""Who is signed in, by the tokens of the backend: verified here by its public keys, without asking it each time."""

from typing import Optional

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from src.auth.backend_keys import BackendKeys, KeysUnreachable
from src.config.auth_config import AuthConfig

keys = BackendKeys(AuthConfig.jwks_url)
bearer = HTTPBearer(auto_error=False, description="A token from the backend's /api/auth/token")

# The backend's are below 1,000 characters; what is long only costs time.
longest_token = 8192


class User(BaseModel):
    id: str
    email: str
    name: str


def signed_in(credentials: Optional[HTTPAuthorizationCredentials] = Depends(bearer)) -> User:
    """The user of this request; 401 when there is none, 503 when the backend's keys could not be fetched."""
    if credentials is None:
        raise unauthorized("a token is needed: GET /api/auth/token of the backend gives one")
    claims = verified(credentials.credentials)
    try:
        return User(id=claims["sub"], email=claims["email"], name=claims["name"])
    except (KeyError, ValueError) as error:
        raise unauthorized("the token does not say who it is for: sub, email and name are needed") from error


def verified(token: str) -> dict:
    if len(token) > longest_token:
        raise unauthorized("the token is too long")
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = keys.find(kid) if isinstance(kid, str) else None
        if key is None:
            raise unauthorized("the token is signed by a key that the backend does not have")
        return jwt.decode(
            token,
            key.key,
            algorithms=["ES256"],
            issuer=AuthConfig.issuer,
            audience=AuthConfig.audience,
            options={"require": ["exp", "sub"]},
        )
    except KeysUnreachable as error:
        raise unreachable() from error
    # A token is whatever somebody sent: PyJWT raises the last three for parts that are not what it expects.
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise unauthorized(f"the token is not valid here: {error}") from error


def unauthorized(detail: str) -> HTTPException:
    return HTTPException(401, detail, headers={"WWW-Authenticate": "Bearer"})


def unreachable() -> HTTPException:
    return HTTPException(
        503, f"the keys of {AuthConfig.url} could not be fetched: is the backend running there?", headers={"Retry-After": "1"}
    )
