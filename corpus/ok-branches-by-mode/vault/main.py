from fastapi import FastAPI

from vault import config

app = FastAPI()
if config.STORAGE == "s3":
    bucket = config.bucket()


@app.get("/health")
def health():
    return {"storage": config.STORAGE}
