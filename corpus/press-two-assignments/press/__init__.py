import os

from flask import Flask

INK = os.environ["PRESS_INK"]
PLATES = int(os.environ["PRESS_PLATES"])
app = Flask(__name__)


@app.get("/health")
def health():
    return {"plates": PLATES}
