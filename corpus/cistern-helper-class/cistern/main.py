from fastapi import FastAPI

from cistern import config

app = FastAPI()


@app.get("/health")
def health():
    return {"depth": config.DEPTH}
