from decouple import Csv, config

KEY = config("MINE_KEY")
DEPTH = config("MINE_DEPTH", cast=int)
SHAFTS = config("MINE_SHAFTS", default="a,b", cast=Csv())
