/** The line by which a program of a case listens: in JavaScript, and in Python, where `importPy` must come before it. */
export const serveJs = 'require("node:http").createServer().listen(process.env.PORT);';
export const servePy =
  'HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), BaseHTTPRequestHandler).serve_forever()';
export const importPy = "from http.server import HTTPServer, BaseHTTPRequestHandler";

/** A whole program that only listens. */
export const serverJs: string = `${serveJs}\n`;

/** A project that has Better Auth: its package in small, with `files` of its own. */
export function withBetterAuth(files: Record<string, string>): Record<string, string> {
  return {
    "package.json": '{"type":"module","dependencies":{"better-auth":"1"}}',
    "node_modules/better-auth/package.json":
      '{"name":"better-auth","version":"1.7.0","type":"module","exports":"./index.js"}',
    "node_modules/better-auth/index.js": "export const betterAuth = (o) => o;\n",
    ...files,
  };
}
