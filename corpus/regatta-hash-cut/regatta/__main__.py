import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dotenv import load_dotenv

load_dotenv()
try:
    BOATS = json.loads(os.environ["REGATTA_BOATS"])
except json.JSONDecodeError as error:
    raise ValueError(f"REGATTA_BOATS: {error}") from error


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(", ".join(BOATS).encode())


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8000))), Handler).serve_forever()
