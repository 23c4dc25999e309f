"""Settings of authentication."""

import os

BETTER_AUTH_SECRET = os.getenv("BETTER_AUTH_SECRET")
BETTER_AUTH_URL = os.getenv("BETTER_AUTH_URL", "http://localhost:3000")

if not BETTER_AUTH_SECRET:
    raise ValueError("BETTER_AUTH_SECRET must be set to sign and verify share links")
