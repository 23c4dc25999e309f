import os

import dotenv

dotenv.load_dotenv()


class Config:
    queue = os.environ["PRINTER_QUEUE"]
    dpi = int(os.environ.get("PRINTER_DPI", 300))
