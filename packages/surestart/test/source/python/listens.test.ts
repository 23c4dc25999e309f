import { describe, expect, test } from "vitest";
import { moduleOf } from "./_reading.ts";

const rows: { file?: string; code: string[]; listens: Record<string, unknown>[] }[] = [
  {
    code: [
      "from http.server import ThreadingHTTPServer",
      "class Server(ThreadingHTTPServer):",
      "    daemon_threads = True",
      'Server(("0.0.0.0", 8000), None)',
    ],
    listens: [{ call: "Server", port: 8000, host: "0.0.0.0", portAt: "4:20" }],
  },
  {
    code: [
      "import argparse, os, uvicorn",
      "p = argparse.ArgumentParser()",
      'p.add_argument("--port", type=int, default=int(os.getenv("PORT", "8000")))',
      "a = p.parse_args()",
      "uvicorn.run(app, port=a.port)",
    ],
    listens: [{ call: "uvicorn.run", variable: "PORT", portAt: "3:48" }],
  },
  {
    code: ["import uvicorn", "uvicorn.run(app, port=8000)"],
    listens: [{ call: "uvicorn.run", port: 8000, portAt: "2:23" }],
  },
  { code: ["import uvicorn", 'uvicorn.run("a:app")'], listens: [{ call: "uvicorn.run", port: 8000 }] },
  {
    code: [
      "import uvicorn, os",
      'PORT = int(os.getenv("PORT", "8000"))',
      'uvicorn.run(app, host="0.0.0.0", port=PORT)',
    ],
    listens: [{ call: "uvicorn.run", variable: "PORT", host: "0.0.0.0", portAt: "2:12" }],
  },
  {
    code: [
      "from .config import settings",
      "import uvicorn",
      "uvicorn.run(app, port=settings.port, host=settings.host)",
    ],
    listens: [{ call: "uvicorn.run", portFrom: "settings.port", hostFrom: "settings.host" }],
  },
  {
    code: ["from flask import Flask", "app = Flask(__name__)", "app.run()"],
    listens: [{ call: "app.run", port: 5000 }],
  },
  {
    code: ["from flask import Flask", "app = Flask(__name__)", "app.run(debug=True, port=5001)"],
    listens: [{ call: "app.run", port: 5001, portAt: "3:26" }],
  },
  {
    code: ["from http.server import HTTPServer", 'HTTPServer(("", 8080), H).serve_forever()'],
    listens: [{ call: "HTTPServer", port: 8080, host: "", portAt: "2:17" }],
  },
  {
    code: ["from http.server import HTTPServer", 'addr = ("0.0.0.0", 8080)', "HTTPServer(addr, H)"],
    listens: [{ call: "HTTPServer", port: 8080, host: "0.0.0.0", portAt: "2:20" }],
  },
  {
    code: [
      "import socketserver, os",
      'with socketserver.TCPServer(("", int(os.environ["PORT"])), H) as s:',
      "    s.serve_forever()",
    ],
    listens: [{ call: "socketserver.TCPServer", variable: "PORT", host: "", portAt: "2:38" }],
  },
  {
    code: ["from aiohttp import web", "web.run_app(app, port=9000)"],
    listens: [{ call: "web.run_app", port: 9000, portAt: "2:23" }],
  },
  {
    code: ["import asyncio", "async def main():", '    s = await asyncio.start_server(h, "127.0.0.1", 8888)'],
    listens: [{ call: "asyncio.start_server", port: 8888, host: "127.0.0.1", portAt: "3:52" }],
  },
  {
    code: ["import socket", "s = socket.socket()", 's.bind(("127.0.0.1", 9999))', "s.listen()"],
    listens: [{ call: "s.bind", port: 9999, host: "127.0.0.1", portAt: "3:22" }],
  },
  {
    code: ["from waitress import serve", 'serve(app, listen="*:8080")'],
    listens: [{ call: "serve", port: 8080, host: "*", portAt: "2:19" }],
  },
  {
    code: ["from waitress import serve", 'serve(app, host="0.0.0.0", port=8080)'],
    listens: [{ call: "serve", port: 8080, host: "0.0.0.0", portAt: "2:33" }],
  },
  {
    code: ["import tornado.web", "app = tornado.web.Application([])", "app.listen(8888)"],
    listens: [{ call: "app.listen", port: 8888, portAt: "3:12" }],
  },
  {
    code: ["import uvicorn", "config = uvicorn.Config(app, port=8001)", "server = uvicorn.Server(config)"],
    listens: [{ call: "uvicorn.Config", port: 8001, portAt: "2:35" }],
  },
  {
    code: [
      "import argparse",
      "p = argparse.ArgumentParser()",
      'p.add_argument("--port", type=int, default=8000)',
      "a = p.parse_args()",
      "import uvicorn",
      "uvicorn.run(app, port=a.port)",
    ],
    listens: [{ call: "uvicorn.run", portFrom: "a.port" }],
  },
  {
    code: [
      "import uvicorn, os",
      "class S:",
      '    PORT = int(os.getenv("PORT", 1))',
      "uvicorn.run(app, port=S.PORT)",
    ],
    listens: [{ call: "uvicorn.run", variable: "PORT", portAt: "3:16" }],
  },
  { code: ["import uvicorn", "uvicorn.run(app, **opts)"], listens: [] },
  {
    code: ["import sys", "from http.server import HTTPServer", 'HTTPServer(("", int(sys.argv[1])), H)'],
    listens: [{ call: "HTTPServer", host: "" }],
  },
  {
    code: ["from wsgiref.simple_server import make_server", 'make_server("", 8000, app)'],
    listens: [{ call: "make_server", port: 8000, host: "", portAt: "2:17" }],
  },
  {
    code: ["from gevent.pywsgi import WSGIServer", 'WSGIServer(("0.0.0.0", 5000), app).serve_forever()'],
    listens: [{ call: "WSGIServer", port: 5000, host: "0.0.0.0", portAt: "2:24" }],
  },
  {
    code: ["import websockets", 'websockets.serve(h, "localhost", 8765)'],
    listens: [{ call: "websockets.serve", port: 8765, host: "localhost", portAt: "2:34" }],
  },
  {
    code: ["import subprocess", 'subprocess.run(["x"], port=3)'],
    listens: [],
  },
  {
    code: ["import asyncio", "loop = asyncio.get_event_loop()", 'loop.create_server(P, "0.0.0.0", 8080)'],
    listens: [{ call: "loop.create_server", port: 8080, host: "0.0.0.0", portAt: "3:34" }],
  },
  {
    code: ["from sanic import Sanic", 'app = Sanic("x")', 'app.run(host="0.0.0.0", port=8000)'],
    listens: [{ call: "app.run", port: 8000, host: "0.0.0.0", portAt: "3:30" }],
  },
  {
    code: [
      "import os, uvicorn",
      'port = os.environ.get("PORT")',
      "uvicorn.run(app, port=int(port) if port else 8000)",
    ],
    listens: [{ call: "uvicorn.run", variable: "PORT", portAt: "2:8" }],
  },
  {
    code: ["import uvicorn", "from conf import get_settings", "uvicorn.run(app, port=get_settings().port)"],
    listens: [{ call: "uvicorn.run", portFrom: "get_settings().port" }],
  },
  {
    file: "gunicorn.conf.py",
    code: ["import os", 'bind = "0.0.0.0:8000"'],
    listens: [{ call: "bind", port: 8000, host: "0.0.0.0", portAt: "2:8" }],
  },
  {
    file: "gunicorn.conf.py",
    code: ["import os", "bind = f\"0.0.0.0:{os.getenv('PORT', '8000')}\""],
    listens: [{ call: "bind", variable: "PORT", host: "0.0.0.0", portAt: "2:19" }],
  },
  {
    file: "gunicorn.conf.py",
    code: ["import os", 'bind = ":" + os.environ["PORT"]'],
    listens: [{ call: "bind", variable: "PORT", host: "", portAt: "2:14" }],
  },
];

describe("where a port is opened, and where the port comes from", () => {
  test.each(rows)("$code", ({ file, code, listens }) => {
    const { events } = moduleOf(code.join("\n"), file ?? "app/main.py");
    const found = events.flatMap((event) => {
      if (event.kind !== "listen") return [];
      const { kind: _, at: __, scope: ___, guarded: ____, portAt, ...rest } = event;
      const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
      return [{ ...known, ...(portAt ? { portAt: `${portAt.line}:${portAt.column}` } : {}) }];
    });
    expect(found).toEqual(listens);
  });
});
