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
        title: "The program starts its child processes when it is imported",
        fix: 'Put the call under if __name__ == "__main__"',
      },
      {
        words: /(?:signal|set_wakeup_fd) only works in main thread/,
        title: "A server that sets signal handlers is started outside the main thread",
        fix: "Start it in the main thread, or turn off its reloader and its signal handlers",
      },
      {
        words: /There is no current event loop in thread/,
        title: "A thread asks for an event loop but has none",
        fix: "Use asyncio.run in the thread, or set a new event loop there",
      },
      {
        words:
          /asyncio\.run\(\) cannot be called from a running event loop|This event loop is already running/,
        title: "An event loop is started inside a running one",
        fix: "Await the coroutine instead, or start the loop outside async code",
      },
    ],
  },
  // "What's New in Python", tried with 3.7 to 3.13.
  ages: {
    since: {
      "3.8":
        "importlib.metadata functools.cached_property typing.TypedDict typing.Protocol typing.Literal typing.Final math.prod",
      "3.9": "zoneinfo graphlib typing.Annotated functools.cache asyncio.to_thread",
      "3.10":
        "itertools.pairwise typing.TypeAlias typing.ParamSpec typing.Concatenate typing.TypeGuard types.UnionType types.NoneType " +
        "contextlib.aclosing",
      "3.11":
        "tomllib enum.StrEnum enum.member datetime.UTC typing.Self typing.NotRequired typing.Required typing.assert_never " +
        "typing.LiteralString typing.Never typing.reveal_type typing.dataclass_transform asyncio.TaskGroup asyncio.timeout " +
        "asyncio.Runner contextlib.chdir http.HTTPMethod",
      "3.12": "itertools.batched typing.override typing.TypeAliasType",
      "3.13": "warnings.deprecated typing.TypeIs typing.ReadOnly copy.replace queue.ShutDown",
    },
    until: {
      "3.8": "time.clock cgi.escape platform.linux_distribution",
      "3.9": "base64.encodestring base64.decodestring fractions.gcd",
      "3.10":
        "collections.Mapping collections.MutableMapping collections.Iterable collections.Callable collections.Sequence " +
        "collections.Hashable collections.MutableSet collections.MutableSequence collections.Iterator collections.Set",
      "3.11": "asyncio.coroutine inspect.getargspec inspect.formatargspec binhex",
      "3.12":
        "distutils imp asyncore asynchat smtpd pkgutil.ImpImporter configparser.SafeConfigParser ssl.wrap_socket ssl.match_hostname",
      "3.13":
        "cgi cgitb crypt audioop aifc chunk imghdr mailcap nntplib pipes sndhdr spwd sunau telnetlib uu xdrlib lib2to3 " +
        "unittest.makeSuite locale.resetlocale typing.io",
    },
    says: [
      {
        line: /^TypeError: '(?:type|ABCMeta)' object is not subscriptable/m,
        what: "list[…] and dict[…] as types",
        since: "3.9",
      },
      {
        line: /^TypeError: unsupported operand type\(s\) for \|: '(?:type|types\.GenericAlias|[\w.]*(?:Alias|Meta\w*|_GenericAlias))' and '(?:NoneType|type|types\.GenericAlias)'/m,
        what: "X | None as a type",
        since: "3.10",
      },
      {
        line: /ForwardRef\._evaluate\(\) missing 1 required keyword-only argument: 'recursive_guard'/,
        what: "the inner call by which an old pydantic reads types",
        until: "3.12.4",
      },
      {
        line: /directly inherits TypingOnly but has additional attributes/,
        what: "the classes that an old SQLAlchemy is made for",
        until: "3.13",
      },
      {
        line: /^RuntimeError: There is no current event loop in thread 'MainThread'/m,
        what: "an event loop that is made when it is asked for",
        until: "3.14",
      },
    ],
    lacks: [
      /ImportError: cannot import name '(?<name>\w+)' from '(?<module>[\w.]+)' \((?![^)\n]*(?:site|dist)-packages)/,
      /AttributeError: module '(?<module>[\w.]+)' has no attribute '(?<name>\w+)'/,
      /No module named '(?<module>[\w.]+)'/,
    ],
  },
  variables: ["PYTHON"],
});
