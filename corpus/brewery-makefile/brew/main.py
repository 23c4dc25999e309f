import os

from fastapi import FastAPI

YEAST = os.environ["BREW_YEAST"]
app = FastAPI()


@app.get("/health")
def health():
    return {"yeast": YEAST}
