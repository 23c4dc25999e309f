from fastapi import FastAPI
from .config import GROUPS, MOTTO

app = FastAPI(description=MOTTO)


@app.get("/health")
def health():
    return {"groups": GROUPS}
