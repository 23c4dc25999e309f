from os import environ

CURRENCY = environ["SHOP_CURRENCY"]


def price(cents: int) -> str:
    return f"{cents / 100:.2f} {CURRENCY}"
