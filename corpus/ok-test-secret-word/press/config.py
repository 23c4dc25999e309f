import os
from functools import cache

from dotenv import load_dotenv

load_dotenv()

HINT = os.environ["PASSWORD_HINT"]
TOKEN_URL = os.environ["TOKEN_URL"]
MODE = os.environ["EXAMPLE_MODE"]
KEY_ID = os.environ["PUBLIC_KEY_ID"]
PREFIX = os.environ["KEY_PREFIX"]
ALGORITHM = os.environ["JWT_ALGORITHM"]


@cache
def engine():
    from sqlalchemy import create_engine

    return create_engine(os.environ["DATABASE_URL"])
