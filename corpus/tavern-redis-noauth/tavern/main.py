import os

import redis
from dotenv import load_dotenv
from fastapi import FastAPI

load_dotenv()
app = FastAPI()
store = redis.from_url(os.environ["REDIS_URL"])


@app.on_event("startup")
def warm():
    store.set("tables", 12)


@app.get("/health")
def health():
    return {"tables": store.get("tables")}
