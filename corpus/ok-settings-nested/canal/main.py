from fastapi import FastAPI

from canal.settings import settings

app = FastAPI()


@app.get("/health")
def health():
    return {"locks": settings.locks, "host": settings.db.host}
