from flask import Flask

from theatre.plays import PLAYS
from theatre.registry import Registry

app = Flask(__name__)
programme = Registry()


@app.get("/health")
def health():
    return {"plays": len(PLAYS)}
