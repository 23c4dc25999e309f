"""Links by which a user shows the own todos to somebody who is not signed in: signed with BETTER_AUTH_SECRET."""

import hashlib
import hmac

from src.config.auth_config import AuthConfig


def signature(user_id: str) -> str:
    # The purpose stands in what is signed, so that a signature is good for nothing else.
    return hmac.new(AuthConfig.secret.encode(), f"share-todos:{user_id}".encode(), hashlib.sha256).hexdigest()


def is_signed(user_id: str, given: str) -> bool:
    return hmac.compare_digest(signature(user_id).encode(), given.encode())
