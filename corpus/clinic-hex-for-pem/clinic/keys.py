import os

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from dotenv import load_dotenv

load_dotenv()


def signing_key():
    pem = os.environ["CLINIC_SIGNING_KEY"].replace("\\n", "\n")
    return load_pem_private_key(pem.encode(), password=None)


KEY = signing_key()
