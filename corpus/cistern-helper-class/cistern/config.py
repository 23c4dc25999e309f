from dotenv import load_dotenv

from cistern.reader import Reader

load_dotenv()
reader = Reader("CISTERN")

DEPTH = reader.integer("DEPTH", 2)
PUMP = reader.require("PUMP")
