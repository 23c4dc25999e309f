import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCrash } from "../../src/launch/crash.ts";

interface Shown {
  /** Language and name of the error. */
  name: string;
  message: string;
  code: string | null;
  /** file:line:column of the innermost frame of the project. */
  at: string | null;
  causes?: string[];
}

// Each is what a real program printed: CPython 3.11 and Node 24 and 20 (node20-…), Deno 2.9, uvicorn, gunicorn, flask, npm, dash and bash.
const recorded: [string, Shown | null][] = [
  ["bash-not-found", { name: "other command not found", message: "no-such-tool", code: "ENOENT", at: null }],
  [
    "py-fastapi-command",
    { name: "python KeyError", message: "'pro'", code: null, at: "settings_that_fail.py:2" },
  ],
  ["py-json-traceback", { name: "python KeyError", message: "'lamp'", code: null, at: "main.py:3" }],
  ["py-loguru", { name: "python KeyError", message: "'lamp'", code: null, at: "main.py:4" }],
  ["py-rich", { name: "python KeyError", message: "'lamp'", code: null, at: "main.py:4" }],
  ["py-rich-log", { name: "python KeyError", message: "'lamp'", code: null, at: "main.py:5" }],
  ["py-structlog-json", { name: "python KeyError", message: "'lamp'", code: null, at: "main.py:5" }],
  [
    "bash-script",
    { name: "other command not found", message: "no-such-tool", code: "ENOENT", at: "run.sh:3" },
  ],
  [
    "deno-cause",
    {
      name: "node Error",
      message: "no seat",
      code: null,
      at: "row.ts:2:9",
      causes: ["TypeError: row is undefined"],
    },
  ],
  [
    "deno-throw",
    { name: "node RangeError", message: "seats must be positive\n(was NaN)", code: null, at: "hall.ts:2:25" },
  ],
  ["env-not-found", { name: "other command not found", message: "no-such-tool", code: "ENOENT", at: null }],
  [
    "node-aggregate",
    {
      name: "node AggregateError",
      message: "",
      code: "ECONNREFUSED",
      at: "agg.mjs:2:21",
      causes: ["Error: connect ECONNREFUSED ::1:5432", "Error: connect ECONNREFUSED 127.0.0.1:5432"],
    },
  ],
  ["node-bad-option", { name: "node Error", message: "bad option: --no-such-flag", code: null, at: null }],
  [
    "node-bad-port",
    {
      name: "node RangeError",
      message: "options.port should be >= 0 and < 65536. Received type number (NaN).",
      code: "ERR_SOCKET_BAD_PORT",
      at: "badport.js:1:37",
    },
  ],
  [
    "node-bind",
    {
      name: "node Error",
      message: "listen EADDRINUSE: address already in use 127.0.0.1:17999",
      code: "EADDRINUSE",
      at: null,
    },
  ],
  [
    "node-cause",
    {
      name: "node Error",
      message: "could not open the database",
      code: null,
      at: "cause.mjs:4:9",
      causes: ["Error: connect ECONNREFUSED 127.0.0.1:5432"],
    },
  ],
  [
    "node-cjs",
    { name: "node Error", message: "NO_SUCH_DSN is undefined", code: null, at: "cjs/store.js:3:19" },
  ],
  ["node-env-file", { name: "node Error", message: ".env: not found", code: "ENOENT", at: null }],
  [
    "node-esm",
    {
      name: "node ConfigError",
      message: "STATION is required\nset it in .env",
      code: null,
      at: "lib/need.mjs:6:21",
    },
  ],
  [
    "node-imports-syntax",
    { name: "node SyntaxError", message: "Unexpected token '='", code: null, at: "syntax.js:2:7" },
  ],
  [
    "node-json-log",
    { name: "node Error", message: "cannot reach store", code: "ESTORE", at: "pino.js:1:11" },
  ],
  [
    "node-logged",
    {
      name: "node SyntaxError",
      message: "Expected property name or '}' in JSON at position 1 (line 1 column 2)",
      code: null,
      at: "logged.js:2:8",
    },
  ],
  ["node-message", null],
  [
    "node-missing-build",
    {
      name: "node Error",
      message: "Cannot find module './dist/server.js'\nRequire stack:\n- /app/missing-build.js",
      code: "MODULE_NOT_FOUND",
      at: "missing-build.js:1:1",
    },
  ],
  [
    "node-missing-local",
    {
      name: "node Error",
      message: "Cannot find module '/app/lib/nope' imported from /app/missing-local.mjs",
      code: "ERR_MODULE_NOT_FOUND",
      at: "missing-local.mjs",
    },
  ],
  [
    "node-missing-package-cjs",
    {
      name: "node Error",
      message: "Cannot find module 'nanoid-nope'\nRequire stack:\n- /app/missing-package.js",
      code: "MODULE_NOT_FOUND",
      at: "missing-package.js:1:11",
    },
  ],
  [
    "node-missing-package-esm",
    {
      name: "node Error",
      message: "Cannot find package 'nanoid-nope' imported from /app/missing-package.mjs",
      code: "ERR_MODULE_NOT_FOUND",
      at: "missing-package.mjs",
    },
  ],
  [
    "node-no-entry",
    {
      name: "node Error",
      message: "Cannot find module '/app/nosuch.js'",
      code: "MODULE_NOT_FOUND",
      at: null,
    },
  ],
  [
    "node-oom",
    {
      name: "node FATAL ERROR",
      message: "Reached heap limit Allocation failed - JavaScript heap out of memory",
      code: null,
      at: null,
    },
  ],
  [
    "node-rejection-string",
    {
      name: "node UnhandledPromiseRejection",
      message:
        'This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "just a string".',
      code: "ERR_UNHANDLED_REJECTION",
      at: null,
    },
  ],
  ["node-renamed", { name: "node TypeError", message: "no name in /*", code: null, at: "renamed.js:9:23" }],
  ["node-rejection", { name: "node TypeError", message: "bad thing", code: null, at: "rejection.js:3:9" }],
  [
    "node-require-in-esm",
    {
      name: "node ReferenceError",
      message: "require is not defined in ES module scope, you can use import instead",
      code: null,
      at: "lib/left.js:1:11",
    },
  ],
  [
    "node-syntax",
    { name: "node SyntaxError", message: "Unexpected token '='", code: null, at: "syntax.js:2:7" },
  ],
  [
    "node-throw-string",
    { name: "node Uncaught", message: "a string", code: null, at: "throw-string.js:1:1" },
  ],
  [
    "node20-cjs",
    { name: "node Error", message: "NO_SUCH_DSN is undefined", code: null, at: "cjs/store.js:3:19" },
  ],
  [
    "node20-missing-builtin",
    {
      name: "node Error",
      message: "No such built-in module: node:sqlite",
      code: "ERR_UNKNOWN_BUILTIN_MODULE",
      at: "sqlite.js:1:1",
    },
  ],
  ["npm-not-found", { name: "other command not found", message: "no-such-tool", code: "ENOENT", at: null }],
  [
    "npm-start",
    { name: "node Error", message: "NO_SUCH_DSN is undefined", code: null, at: "cjs/store.js:3:19" },
  ],
  [
    "py-bind",
    {
      name: "python OSError",
      message: "[Errno 98] Address already in use",
      code: "EADDRINUSE",
      at: "bind.py:2",
    },
  ],
  [
    "py-cannot-open",
    {
      name: "python FileNotFoundError",
      message: "can't open file '/app/nosuch.py': [Errno 2] No such file or directory",
      code: "ENOENT",
      at: null,
    },
  ],
  [
    "py-chained",
    {
      name: "python KeyError",
      message: "'fallback'",
      code: null,
      at: "chained.py:20",
      causes: [
        "ConfigError: cannot read /nonexistent/config.json",
        "FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent/config.json'",
      ],
    },
  ],
  [
    "py-circular",
    {
      name: "python ImportError",
      message:
        "cannot import name 'b' from partially initialized module 'circ_b' (most likely due to a circular import) (/app/circ_b.py)",
      code: null,
      at: "circ_a.py:1",
    },
  ],
  ["py-exit-message", null],
  [
    "py-flask-import",
    {
      name: "python ModuleNotFoundError",
      message: "No module named 'missing_thing'",
      code: null,
      at: "flaskapp.py:1",
    },
  ],
  [
    "py-flask-no-app",
    { name: "python NoAppException", message: "Could not import 'nope'.", code: null, at: null },
  ],
  [
    "py-flask-usage",
    {
      name: "python UsageError",
      message: "No such option: --bogus Did you mean --host?",
      code: null,
      at: null,
    },
  ],
  [
    "py-group",
    {
      name: "python ExceptionGroup",
      message: "startup failed (2 sub-exceptions)",
      code: null,
      at: "group.py:15",
      causes: ["ValueError: first thing", "KeyError: 'second'"],
    },
  ],
  [
    "py-gunicorn-attribute",
    {
      name: "python AppImportError",
      message: "Failed to find attribute 'nope' in 'wsgi'.",
      code: null,
      at: null,
    },
  ],
  [
    "py-gunicorn-bind",
    {
      name: "python OSError",
      message: "Connection in use: ('127.0.0.1', 17999)",
      code: "EADDRINUSE",
      at: null,
    },
  ],
  ["py-gunicorn-keyerror", { name: "python KeyError", message: "'WIKI_KEY'", code: null, at: "gapp.py:2" }],
  [
    "py-gunicorn-module",
    { name: "python ModuleNotFoundError", message: "No module named 'nope'", code: null, at: null },
  ],
  [
    "py-gunicorn-two-workers",
    { name: "python RuntimeError", message: "the vault stays shut", code: null, at: "vault.py:8" },
  ],
  [
    "py-imports-syntax",
    { name: "python SyntaxError", message: "invalid syntax", code: null, at: "syntax.py:3" },
  ],
  [
    "py-lifespan",
    {
      name: "python ConnectionError",
      message: "Error 111 connecting to 127.0.0.1:1. Connection refused.",
      code: "ECONNREFUSED",
      at: "lifespan.py:9",
      causes: ["ConnectionRefusedError: [Errno 111] Connection refused"],
    },
  ],
  [
    "py-logged",
    {
      name: "python ValueError",
      message: "invalid literal for int() with base 10: 'abc'",
      code: null,
      at: "logged.py:3",
    },
  ],
  [
    "py-no-module",
    { name: "python ModuleNotFoundError", message: "No module named nosuchmodule", code: null, at: null },
  ],
  [
    "py-plain-valueerror",
    {
      name: "python ValueError",
      message: "AUTH_SECRET environment variable is not set",
      code: null,
      at: "src/config/auth_config.py:7",
    },
  ],
  [
    "py-pydantic",
    {
      name: "python ValidationError",
      message:
        "2 validation errors for Settings\napi_key\n  field required (type=value_error.missing)\ndatabase_url\n  field required (type=value_error.missing)",
      code: null,
      at: "settings.py:13",
    },
  ],
  [
    "py-recursion",
    {
      name: "python RecursionError",
      message: "maximum recursion depth exceeded",
      code: null,
      at: "deep.py:2",
    },
  ],
  [
    "py-relative",
    {
      name: "python ImportError",
      message: "attempted relative import with no known parent package",
      code: null,
      at: "rel.py:1",
    },
  ],
  [
    "py-sqlalchemy",
    {
      name: "python OperationalError",
      message:
        "(sqlite3.OperationalError) unable to open database file\n(Background on this error at: https://sqlalche.me/e/14/e3q8)",
      code: null,
      at: "sql.py:3",
      causes: ["OperationalError: unable to open database file"],
    },
  ],
  ["py-syntax", { name: "python SyntaxError", message: "invalid syntax", code: null, at: "syntax.py:3" }],
  [
    "py-tabs",
    {
      name: "python TabError",
      message: "inconsistent use of tabs and spaces in indentation",
      code: null,
      at: "tabs.py:5",
    },
  ],
  ["py-thread", { name: "python RuntimeError", message: "in a thread", code: null, at: "thread.py:3" }],
  [
    "py-uvicorn-bind",
    {
      name: "python OSError",
      message:
        "[Errno 98] error while attempting to bind on address ('127.0.0.1', 17999): address already in use",
      code: "EADDRINUSE",
      at: null,
    },
  ],
  [
    "py-uvicorn-format",
    {
      name: "python Error loading ASGI app",
      message: 'Import string "src.ok" must be in format "<module>:<attribute>".',
      code: null,
      at: null,
    },
  ],
  [
    "py-uvicorn-no-attribute",
    {
      name: "python Error loading ASGI app",
      message: 'Attribute "application" not found in module "src.ok".',
      code: null,
      at: null,
    },
  ],
  [
    "py-uvicorn-no-module",
    { name: "python ModuleNotFoundError", message: "No module named 'nope'", code: null, at: null },
  ],
  [
    "py-uvicorn-valueerror",
    {
      name: "python ValueError",
      message: "AUTH_SECRET environment variable is not set",
      code: null,
      at: "src/config/auth_config.py:7",
    },
  ],
  ["sh-not-found", { name: "other command not found", message: "no-such-tool", code: "ENOENT", at: null }],
  ["sh-script", { name: "other command not found", message: "no-such-tool", code: "ENOENT", at: "run.sh:3" }],
];

const read = (file: string): string[] =>
  readFileSync(new URL(`../fixtures/launch/crashes/${file}.txt`, import.meta.url), "utf8").split("\n");
const shown = (lines: string[], dir = "/app"): Shown | null => {
  const crash = readCrash(lines, { dir });
  if (!crash) return null;
  const { language, name, message, code, at, causes } = crash;
  return {
    name: `${language} ${name}`,
    message,
    code,
    at: at && [at.file, at.line, at.column].filter((part) => part !== undefined).join(":"),
    ...(causes.length > 0 ? { causes: causes.map((c) => `${c.name}: ${c.message.split("\n")[0]}`) } : {}),
  };
};

describe("a program's own error", () => {
  test.each(recorded)("as it was printed: %s", (file, wanted) => {
    expect(shown(read(file))).toEqual(wanted);
  });

  test.each(recorded)("between lines of a log: %s", (file, wanted) => {
    const lines = [
      "INFO:     Started server process [1]",
      "GET /x 200",
      ...read(file),
      "INFO:     bye",
      "[2026-11-22 13:52:15 +0000] [1] [INFO] Shutting down",
    ];
    expect(shown(lines)).toEqual(wanted);
  });

  test("frames: innermost last, the project's own are known, source lines stand with them", () => {
    const crash = readCrash(read("py-uvicorn-valueerror"), { dir: "/app" });
    expect(crash?.frames.slice(-3)).toEqual([
      {
        file: "src/main.py",
        line: 3,
        function: "<module>",
        own: true,
        text: "from src.config.auth_config import SECRET",
      },
      {
        file: "src/config/auth_config.py",
        line: 11,
        function: "<module>",
        own: true,
        text: "SECRET = load()",
      },
      {
        file: "src/config/auth_config.py",
        line: 7,
        function: "load",
        own: true,
        text: 'raise ValueError("AUTH_SECRET environment variable is not set")',
      },
    ]);
    expect(crash?.frames.filter((f) => f.own)).toHaveLength(3);
    expect(crash?.frames[0]).toMatchObject({ own: false });
  });

  test("frames of Node: innermost last too, its own files are nobody's", () => {
    const frames = readCrash(read("node-cjs"), { dir: "/app" })?.frames ?? [];
    expect(frames.at(-1)).toEqual({
      file: "cjs/store.js",
      line: 3,
      column: 19,
      function: "open",
      own: true,
      text: 'if (!dsn) throw new Error("NO_SUCH_DSN is undefined");',
    });
    expect(frames.filter((f) => f.own).map((f) => f.file)).toEqual([
      "cjs.js",
      "cjs/store.js",
      "cjs/store.js",
    ]);
  });

  test.each([
    [
      "installed in the project's folder",
      "/app/node_modules/pkg/index.js",
      false,
      "node_modules/pkg/index.js",
    ],
    [
      "in the project's virtual environment",
      "/app/.venv/lib/python3.11/site-packages/x.py",
      false,
      ".venv/lib/python3.11/site-packages/x.py",
    ],
    ["in a folder with the same beginning", "/app-two/x.js", false, "/app-two/x.js"],
    ["a file of Windows", "C:\\src\\api\\x.js", false, "C:/src/api/x.js"],
    ["of the project by its other name", "/private/app/x.js", true, "x.js"],
  ])("whose frame it is: %s", (_name, path, own, file) => {
    const lines = ["Error: boom", `    at f (${path}:3:7)`];
    const crash = readCrash(lines, { dir: "/app", alias: ["/private/app"] });
    expect(crash?.frames[0]).toMatchObject({ own, file });
    expect(crash?.at).toEqual(own ? { file, line: 3, column: 7 } : null);
  });

  test.each(["C:\\src\\my api", "c:\\src\\my api"])(
    "Windows: file URLs, and drive letters in any case: %s",
    (dir) => {
      const lines = [
        "TypeError: no",
        "    at f (file:///C:/src/my%20api/x.mjs:3:7)",
        "    at C:\\src\\my api\\y.js:1:2",
      ];
      const crash = readCrash(lines, { dir });
      expect(crash?.frames.map((f) => [f.file, f.own])).toEqual([
        ["y.js", true],
        ["x.mjs", true],
      ]);
    },
  );

  test.each([
    [
      ["'uvicorn' is not recognized as an internal or external command,", "operable program or batch file."],
      "uvicorn",
    ],
    [
      [
        "Python was not found; run without arguments to install from the Microsoft Store, or disable this shortcut.",
      ],
      "python",
    ],
    [["No suitable Python runtime found"], "python"],
    [["No installed Python found!"], "python"],
  ])("Windows: a command that is not there: %j", (lines, name) => {
    expect(shown(lines)).toMatchObject({ name: "other command not found", message: name, code: "ENOENT" });
  });

  test("Windows: a path with blanks before what python says", () => {
    const lines = [String.raw`C:\Users\Ada Lovelace\app\.venv\Scripts\python.exe: No module named uvicorn`];
    expect(shown(lines)).toMatchObject({
      name: "python ModuleNotFoundError",
      message: "No module named uvicorn",
    });
  });

  test("of two errors the last one counts, and a trace counts more than the line behind it", () => {
    const lines = [
      ...read("py-logged"),
      ...read("py-chained"),
      'ERROR:    Error loading ASGI app. Attribute "x" not found in module "y".',
    ];
    expect(shown(lines)?.name).toBe("python KeyError");
  });

  test("a warning with a stack is no error", () => {
    const lines = ["(node:12) Warning: something old", "    at f (/app/x.js:1:1)", "ready"];
    expect(readCrash(lines, { dir: "/app" })).toBeNull();
  });

  test.each<[string, string[], string | null]>([
    ["the message of sys.exit", read("py-exit-message"), "other REGION must be one of eu, us"],
    ["a message before process.exit", read("node-message"), "other FATAL: REGION is missing"],
    [
      "the line before a list that is printed as data",
      ["ready?", "Settings refused:", "{", '  "REGION": [', '    "is missing"', "  ]", "}"],
      "other Settings refused:",
    ],
    [
      "a text in a frame",
      [
        "Usage: shop [OPTIONS] COMMAND",
        "╭─ Error ─────────╮",
        "│ Missing command. │",
        "╰──────────────────╯",
      ],
      "other Missing command.",
    ],
    ["data alone", ["{", '  "REGION": 1', "}"], null],
    ["a traceback is better", [...read("py-plain-valueerror"), "bye"], "python ValueError"],
    ["a line that only informs", ["server stopped", "INFO:     bye"], null],
    ["nothing", ["", ""], null],
  ])("the last words of a program that failed: %s", (_name, lines, wanted) => {
    const crash = readCrash(lines, { dir: "/app", failed: true });
    expect(crash && `${crash.language} ${crash.name}`).toBe(wanted);
  });

  test("whatever is printed, it never throws", () => {
    const pieces = [...new Set(recorded.flatMap(([file]) => read(file)))];
    const line = fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: "grapheme" }),
      fc.string().map((s) => `    at ${s}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const crash = readCrash(lines, { dir: "/app" });
        for (const cause of crash?.causes ?? []) expect(typeof cause.message).toBe("string");
      }),
      { numRuns: 300 },
    );
  });

  test("500 long lines are read in no time", () => {
    const lines = Array.from({ length: 500 }, (_, i) =>
      i % 2 ? `    at ${"a.b ".repeat(1000)}` : `${"x: ".repeat(1300)}`,
    );
    const began = performance.now();
    readCrash(lines, { dir: "/app" });
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
