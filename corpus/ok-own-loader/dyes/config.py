import os

COLOUR = os.environ["DYE_COLOUR"]
VATS = int(os.environ["DYE_VATS"])
