"""The public keys of the backend: fetched at the first token, and looked for again when a token names another one."""

import json
from threading import Lock, Thread
from time import monotonic
from typing import Dict, Optional
from urllib.request import urlopen

import jwt


class KeysUnreachable(Exception):
    """Whether the backend has such a key could not be found out now."""


class BackendKeys:
    """
    Anybody can send a token that names a key which does not exist. So the backend is asked at most once in `pause`
    seconds, however many such tokens come, and the last good keys stay when it does not answer.
    """

    def __init__(self, url: str, fresh_for: float = 300, pause: float = 5, timeout: float = 2):
        self.url = url
        self.fresh_for = fresh_for
        self.pause = pause
        self.timeout = timeout
        self._keys: Dict[str, jwt.PyJWK] = {}
        self._fetched = self._asked = float("-inf")
        self._answered = False
        self._asking = Lock()

    def find(self, kid: str) -> Optional[jwt.PyJWK]:
        """The key of this id; None when the backend has no such key. Raises KeysUnreachable."""
        if kid in self._keys:
            if monotonic() - self._fetched > self.fresh_for and not self._paused():
                # A key that was withdrawn disappears here, and nobody waits for that.
                Thread(target=self._refresh, daemon=True).start()
            return self._keys.get(kid)
        if not self._refresh():
            raise KeysUnreachable
        return self._keys.get(kid)

    def _paused(self) -> bool:
        return monotonic() - self._asked < self.pause

    def _refresh(self) -> bool:
        """Whether the keys are those of a moment ago."""
        # With keys at hand nobody waits while they are fetched: a flood of forged tokens would hold every thread.
        if not self._asking.acquire(blocking=not self._keys):
            return False
        try:
            if not self._paused():
                self._asked = monotonic()
                self._answered = self._fetch()
            return self._answered
        finally:
            self._asking.release()

    def _fetch(self) -> bool:
        try:
            with urlopen(self.url, timeout=self.timeout) as response:
                found = json.loads(response.read(1_000_000))["keys"]
            keys = {key["kid"]: jwt.PyJWK.from_dict(key) for key in found if key.get("alg") == "ES256"}
        except (OSError, ValueError, LookupError, TypeError, AttributeError, jwt.PyJWTError):
            return False
        if keys:
            self._keys = keys
            self._fetched = monotonic()
        return bool(keys)
