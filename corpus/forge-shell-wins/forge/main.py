from fastapi import FastAPI

from forge.modes import MODE

app = FastAPI()


@app.get("/health")
def health():
    return {"mode": MODE.value}
