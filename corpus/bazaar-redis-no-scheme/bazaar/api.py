import os

import redis
from dotenv import load_dotenv
from fastapi import FastAPI

load_dotenv()
client = redis.Redis.from_url(os.environ["REDIS_URL"])
app = FastAPI()


@app.get("/health")
def health():
    return {"stalls": 31}
