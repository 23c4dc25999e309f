from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

app = FastAPI()
# the built pages
app.mount("/pages", StaticFiles(directory="web/dist"), name="pages")


@app.get("/health")
def health():
    return {}
