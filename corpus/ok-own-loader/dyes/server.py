import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from dyes import config


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(config.COLOUR.encode())


def main() -> None:
    HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
