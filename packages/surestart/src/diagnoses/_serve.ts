/** The line by which a program of a case listens: in JavaScript, and in Python, where `importPy` must come before it. */
export const serveJs = 'require("node:http").createServer().listen(process.env.PORT);';
export const servePy =
  'HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), BaseHTTPRequestHandler).serve_forever()';
export const importPy = "from http.server import HTTPServer, BaseHTTPRequestHandler";

/** A whole program that only listens. */
export const serverJs: string = `${serveJs}\n`;
