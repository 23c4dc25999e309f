import os

from dotenv import load_dotenv

load_dotenv()

TOKEN = os.environ.get("API_TOKEN") or os.environ.get("SERVICE_TOKEN")
if not TOKEN:
    raise RuntimeError("API_TOKEN or SERVICE_TOKEN must be set")

STORAGE = os.environ.get("STORAGE", "disk")


def bucket() -> str:
    if STORAGE != "s3":
        raise RuntimeError("only with STORAGE=s3")
    return os.environ["S3_BUCKET"]
