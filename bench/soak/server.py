"""The same server in Python: see server.mjs for its words. Its child makes a process group of its own in the same session."""
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

words = json.loads(sys.argv[1] if len(sys.argv) > 1 else "{}")


def tell(**more):
    with open(os.environ["SOAK_LEDGER"], "a") as ledger:
        ledger.write(json.dumps({"pid": os.getpid(), "parent": os.getppid(), "session": os.getsid(0), **more}) + "\n")


def leave():
    if "exit" in words:
        threading.Timer(words["exit"]["after"] / 1000, os._exit, [words["exit"]["code"]]).start()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path in ("/health", "/whoami") else 404)
        self.end_headers()
        self.wfile.write(os.environ["SOAK_RUN"].encode())

    def log_message(self, *_):
        pass


tell()
if words.get("deaf"):
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(name, signal.SIG_IGN)
if words.get("child"):
    subprocess.Popen(["sleep", "600"], preexec_fn=lambda: os.setpgid(0, 0))
if words.get("crash"):
    raise RuntimeError("it crashes on purpose")
until = time.monotonic() + words.get("burn", 0) / 1000
while time.monotonic() < until:
    pass
port = int(os.environ["PORT"] if len(sys.argv) < 3 else sys.argv[2])
if words.get("listen") is False:
    leave()
    while True:
        time.sleep(600)
time.sleep(words.get("boot", 0) / 1000)
with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
    tell(port=port)
    leave()
    server.serve_forever()
