import os
from enum import Enum

from dotenv import load_dotenv

load_dotenv()


class Mode(str, Enum):
    FURNACE = "furnace"
    ANVIL = "anvil"


MODE = Mode(os.environ.get("FORGE_MODE", "anvil"))
