from flask import Blueprint

from .prices import price

bp = Blueprint("shop", __name__)


@bp.get("/health")
def health():
    return {"card": price(120)}
