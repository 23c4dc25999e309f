import hashlib
import hmac

from src.config.auth_config import BETTER_AUTH_SECRET


def signature(user_id: str) -> str:
    return hmac.new(BETTER_AUTH_SECRET.encode(), user_id.encode(), hashlib.sha256).hexdigest()
