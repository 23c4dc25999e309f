import os

from dotenv import dotenv_values
from fastapi import FastAPI

from glass.oven import OVEN

for key, value in dotenv_values(".env").items():
    os.environ.setdefault(key, value)

app = FastAPI()


@app.get("/health")
def health():
    return {"oven": OVEN}
