import os

from flask import Flask

GATES = int(os.environ["WEIR_GATES"])
app = Flask(__name__)


@app.get("/health")
def health():
    return {"gates": GATES}
