from fastapi import FastAPI

from mine import settings

app = FastAPI()


@app.get("/health")
def health():
    return {"depth": settings.DEPTH}
