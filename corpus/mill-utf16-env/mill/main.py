from fastapi import FastAPI

from mill.config import STONE

app = FastAPI()


@app.get("/health")
def health():
    return {"stone": STONE}
