from fastapi import FastAPI

from lockers.settings import settings

app = FastAPI(title=settings.title)


@app.get("/health")
def health():
    return {"rows": settings.rows}
