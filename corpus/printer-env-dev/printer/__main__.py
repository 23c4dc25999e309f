import os

from flask import Flask

from .config import Config

app = Flask(__name__)


@app.get("/health")
def health():
    return {"queue": Config.queue}


app.run("127.0.0.1", int(os.environ.get("PORT", 5000)))
