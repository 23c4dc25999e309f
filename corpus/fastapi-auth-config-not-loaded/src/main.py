from fastapi import FastAPI, HTTPException

from src.links import signature

app = FastAPI(title="Shared todos")


@app.get("/health")
def health():
    return {"status": "pass"}


@app.get("/shared/{user_id}")
def shared(user_id: str, given: str):
    if given != signature(user_id):
        raise HTTPException(404)
    return []
