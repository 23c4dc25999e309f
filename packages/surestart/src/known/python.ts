import { defineTool } from "./_define.ts";

/** https://docs.python.org/3/library/ */
export default defineTool({
  name: "python",
  language: "python",
  takes: [{ calls: ["hmac.new"], value: "0 key", usedAs: "hmac", refuses: "nothing" }],
  listens: [
    { calls: ["wsgiref.simple_server.make_server"], port: "1 port", host: "0 host" },
    { calls: ["asyncio.start_server"], port: "2 port", host: "1 host" },
    {
      calls: [
        "http.server.HTTPServer",
        "http.server.ThreadingHTTPServer",
        "socketserver.TCPServer",
        "socketserver.ThreadingTCPServer",
        "socketserver.ForkingTCPServer",
        "xmlrpc.server.SimpleXMLRPCServer",
        "socket.socket().bind",
        "socket.create_server",
      ],
      address: "0",
    },
  ],
  modes: ["PYTHON_ENV"],
  // argparse, and the interpreter itself.
  says: {
    refuses: /error: unrecognized arguments: (?<flag>--?[\w-]+)|^unknown option (?<option>--?[\w-]+)$/im,
  },
  variables: ["PYTHON"],
});
