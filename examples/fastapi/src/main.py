"""A todo service that trusts the tokens of the backend."""

from time import monotonic

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from src.config.auth_config import AuthConfig
from src.todos.routes import router as todos

started = monotonic()
app = FastAPI(title="Todos", version="0.1.0", docs_url=None, redoc_url=None)
app.include_router(todos)


class Health(BaseModel):
    status: str
    version: str
    uptime: int


@app.get("/health", tags=["Service"])
def health() -> Health:
    return Health(status="pass", version=app.version, uptime=int(monotonic() - started))


@app.get("/docs", include_in_schema=False)
def docs() -> HTMLResponse:
    # FastAPI's own page takes these files from a CDN; the backend has them, so the page works without internet.
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title=app.title,
        swagger_js_url=f"{AuthConfig.url}/docs/swagger-ui-bundle.js",
        swagger_css_url=f"{AuthConfig.url}/docs/swagger-ui.css",
        swagger_favicon_url=f"{AuthConfig.url}/docs/favicon-32x32.png",
    )
