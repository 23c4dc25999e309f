import os

OVEN = int(os.environ["GLASS_OVEN"])
