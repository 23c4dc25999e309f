import os
from dotenv import load_dotenv

load_dotenv(override=True)

MOTTO = os.environ["SCHOOL_MOTTO"]
GROUPS = int(os.environ.get("SCHOOL_GROUPS", "1"))
