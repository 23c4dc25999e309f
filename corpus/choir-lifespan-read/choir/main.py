from fastapi import FastAPI

from choir.settings import get_settings

app = FastAPI()


@app.on_event("startup")
async def prepare() -> None:
    app.state.settings = get_settings()


@app.get("/health")
def health():
    return {"choir": app.state.settings.name}
