import os

from dotenv import load_dotenv

load_dotenv()

STONE = os.environ["MILL_STONE"]
