from fastapi import FastAPI

from clock.deps import settings

app = FastAPI()


@app.get("/health")
def health():
    return {"tz": settings.timezone}
