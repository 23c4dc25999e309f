import os

import redis
from flask import Flask

client = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3)
client.ping()
app = Flask(__name__)


@app.get("/health")
def health():
    return {"bees": 1}
