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
    meant: [
      {
        words: /An attempt has been made to start a new process before the/,
        title: "The program starts its processes again when it is imported",
        fix: 'Put the call under if __name__ == "__main__"',
      },
      {
        words: /(?:signal|set_wakeup_fd) only works in main thread/,
        title: "A server is started outside the main thread, and sets signal handlers",
        fix: "Start it in the main thread, or without its reloader and its signal handlers",
      },
      {
        words: /There is no current event loop in thread/,
        title: "A thread asks for an event loop, and has none",
        fix: "Make one in the thread with asyncio.run, or set a new one there",
      },
      {
        words:
          /asyncio\.run\(\) cannot be called from a running event loop|This event loop is already running/,
        title: "An event loop is started inside one that runs",
        fix: "Await the coroutine there, or start it outside async code",
      },
    ],
  },
  variables: ["PYTHON"],
});
