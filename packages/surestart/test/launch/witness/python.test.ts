import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { cleanUp, folderOf, pythonOf, pythons, summary, watched } from "./watched.ts";

afterAll(cleanUp);

const store = `import os
import urllib.request


class Store:
    def __init__(self, url):
        self.url = url
        self.open()

    def open(self):
        urllib.request.Request(self.url)


def need(name):
    value = os.environ.get(name)
    if not value:
        raise ValueError("misconfigured")
    return value
`;

/** What a program does, in a main.py; then what the witness is to say of it. */
const seen: {
  name: string;
  main: string;
  files?: Record<string, string>;
  env?: Record<string, string>;
  expected: object;
}[] = [
  {
    name: "a name in the script that npm runs is no variable, and a piece of a value is not noted",
    main: `import os
os.environ.get("TIDE_MODE"); os.environ.get("secretpart")
`,
    env: { npm_lifecycle_script: "set TIDE_MODE=live && python3 main.py", OTHER: "a-secretpart-b" },
    expected: { reads: [["TIDE_MODE", "missing", 2]] },
  },
  {
    name: "reads in every way",
    main: `import os
os.environ["HAS"]; os.environ.get("NONE"); "NONE" in os.environ
os.getenv("EMPTY")
os.environb.get(b"HAS")
os.environ.setdefault("NEW", "abcde")
os.environ.pop("GONE", None)
getattr(os, "env" + "iron").get("H" + "AS")
`,
    env: { HAS: "value-of-has", EMPTY: "" },
    expected: {
      reads: [
        ["HAS", "set", 2],
        ["NONE", "missing", 2],
        ["EMPTY", "empty", 3],
        ["HAS", "set", 4],
        ["NEW", "missing", 5],
        ["NEW", "set", 5],
        ["GONE", "missing", 6],
        ["HAS", "set", 7],
      ],
      writes: [["NEW", "set", 5]],
    },
  },
  {
    name: "a copy asks for none",
    main: `import os
dict(os.environ)
os.environ.copy()
{k.lower(): v for k, v in os.environ.items()}
[k for k in os.environ]
`,
    expected: { reads: [], copies: [2, 3, 4, 5] },
  },
  {
    name: "a key that is not there",
    main: `import os
os.environ["STORE_KEY"]
`,
    expected: { failure: "KeyError main.py:2", lacks: ["STORE_KEY missing main.py:2 sure"], gave: [] },
  },
  {
    name: "a helper that is given the name",
    main: `from store import need
need("STORE_KEY")
`,
    files: { "store.py": store },
    expected: { failure: "ValueError store.py:17", lacks: ["STORE_KEY missing store.py:15 sure"], gave: [] },
  },
  {
    name: "a helper that had to do without another one before",
    main: `from store import need
try:
    need("STORE_HINT")
except ValueError:
    pass
need("STORE_KEY")
`,
    files: { "store.py": store },
    expected: { lacks: ["STORE_KEY missing store.py:15 sure"] },
  },
  {
    name: "a check below the read",
    main: `import os
OTHER = os.getenv("OTHER")
KEY = os.getenv("STORE_KEY")
MORE = os.getenv("MORE")
if not KEY:
    raise RuntimeError("no key")
`,
    expected: { failure: "RuntimeError main.py:6", lacks: ["STORE_KEY missing main.py:3 sure"] },
  },
  {
    name: "a constant of another module",
    main: `from config import KEY
import hmac
hmac.new(KEY, b"x", "sha256")
`,
    files: { "config.py": 'import os\nKEY = os.environ.get("STORE_KEY")\n' },
    expected: { failure: "TypeError main.py:3", lacks: ["STORE_KEY missing config.py:2 sure"] },
  },
  {
    name: "a value that goes through an object",
    main: `import os
from store import Store
Store(os.getenv("STORE_URL"))
`,
    files: { "store.py": store },
    env: { STORE_URL: "no-url-of-any-kind" },
    expected: {
      failure: "ValueError store.py:11",
      lacks: [],
      gave: ["STORE_URL whole store.py:11 to __init__"],
    },
  },
  {
    name: "a value that another loader keeps to itself",
    main: `import os, urllib.request
from pathlib import Path
settings = dict(line.split("=", 1) for line in Path(".env").read_text().splitlines())
def connect(address):
    return int(address)
connect(settings["STORE_PORT"])
`,
    files: { ".env": "STORE_PORT=sixty-six\n" },
    expected: {
      failure: "ValueError main.py:5",
      gave: ["STORE_PORT whole main.py:6 to connect"],
      opened: [".env true"],
    },
  },
  {
    name: "the host of a URL",
    main: `import os, socket
from urllib.parse import urlparse
host = urlparse(os.environ["STORE_URL"]).hostname
def reach(host):
    raise OSError("unreachable")
reach(host)
`,
    env: { STORE_URL: "redis://me:pass-word@cache:6379/0" },
    expected: { gave: ["STORE_URL host main.py:6 to reach"] },
  },
  {
    name: "an end of its own",
    main: `import os, sys
KEY = os.environ.get("STORE_KEY")
if not KEY:
    sys.exit("the key is not set")
`,
    expected: { failure: "SystemExit main.py:4", lacks: ["STORE_KEY missing main.py:2 sure"] },
  },
  {
    name: "an error that is reported and not raised",
    main: `import os, sys, traceback
try:
    int(os.environ["STORE_PORT"])
except Exception:
    traceback.print_exc()
    os._exit(3)
`,
    expected: { failure: "KeyError main.py:3", lacks: ["STORE_PORT missing main.py:3 sure"] },
  },
  {
    name: "an error that another one takes the place of",
    main: `import os
class Broken(Exception):
    pass
try:
    key = os.environ["STORE_KEY"]
except KeyError as error:
    raise Broken("boot failed") from error
`,
    expected: { failure: "Broken main.py:7", lacks: ["STORE_KEY missing main.py:5 sure"] },
  },
  {
    name: "an error in a thread",
    main: `import os, threading
def work():
    os.environ["STORE_KEY"]
thread = threading.Thread(target=work)
thread.start()
thread.join()
os._exit(1)
`,
    expected: { failure: "KeyError main.py:3", lacks: ["STORE_KEY missing main.py:3 sure"] },
  },
  {
    name: "an error in asyncio",
    main: `import asyncio, os
async def start():
    key = os.environ.get("STORE_KEY")
    await asyncio.sleep(0)
    if key is None:
        raise LookupError("not ready")
asyncio.run(start())
`,
    expected: { failure: "LookupError main.py:6", lacks: ["STORE_KEY missing main.py:3 sure"] },
  },
  {
    name: "an error in a process that was forked",
    main: `import os
if os.fork() == 0:
    os.environ["STORE_KEY"]
os.wait()
`,
    expected: { failure: "KeyError main.py:3", lacks: ["STORE_KEY missing main.py:3 sure"] },
  },
  {
    name: "an error in a process that was spawned",
    main: `import multiprocessing, os
def work():
    os.environ["STORE_KEY"]
if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=work)
    child.start()
    child.join()
`,
    expected: { failure: "KeyError main.py:3", lacks: ["STORE_KEY missing main.py:3 sure"] },
  },
  {
    name: "an optional variable has nothing to do with it",
    main: `import os, urllib.request
url = os.getenv("STORE_URL")
timeout = os.getenv("STORE_TIMEOUT")
urllib.request.urlopen(url, None)
`,
    env: { STORE_URL: "no-url-of-any-kind" },
    expected: { lacks: [], gave: ["STORE_URL whole main.py:4 to urlopen"] },
  },
];

/** A program that does all that might trouble an observer, and prints what it sees. */
const fuzz = readFileSync(new URL("./fuzz.py", import.meta.url), "utf8");

describe.each(pythons())("Python $version", ({ version, python }) => {
  const here = test.skipIf(python === null);
  if (python === null) test.skip(`Python ${version} must be installed`, () => {});

  here.each(seen)("$name", async ({ main, files = {}, env = {}, expected }) => {
    const { facts, left } = await watched({ "main.py": main, ...files }, [python!, "main.py"], { env });
    expect(summary(facts, expected)).toEqual(expected);
    for (const value of Object.values(env)) if (value !== "") expect(left).not.toContain(value);
  });

  here("sees the same as without it", async () => {
    const dir = folderOf({ "fuzz.py": fuzz, "helper.py": "VALUE = 1\n", ".env": "A=1\n" });
    const env = { "BASH_FUNC_x%%": "() { :; }", EMPTY: "" };
    const [bare, inside] = [
      await watched(dir, [python!, "fuzz.py"], { env, plain: true }),
      await watched(dir, [python!, "fuzz.py"], { env }),
    ];
    expect(bare.stdout).toContain("done");
    expect(inside.stdout).toBe(bare.stdout);
    expect(inside.stderr).toBe(bare.stderr);
    expect(inside.status).toBe(bare.status);
  });

  here(
    "who raises and reads all the time is slowed down by a second at most, and its failure is seen",
    async () => {
      const main = `import os, time
def probe(number):
    try:
        return int("x%d" % number)
    except ValueError:
        return len(os.environ["HOME"])
for number in range(60000):
    probe(number % 7)
print(time.process_time())
KEY = os.environ.get("STORE_KEY")
if not KEY:
    raise RuntimeError("no key")
`;
      const bare = await watched({ "main.py": main }, [python!, "main.py"], { plain: true });
      const { facts, stdout } = await watched({ "main.py": main }, [python!, "main.py"]);
      expect(Number(stdout)).toBeLessThan(2 * Number(bare.stdout) + 1);
      expect(summary(facts, { lacks: [] })).toEqual({ lacks: ["STORE_KEY missing main.py:10 sure"] });
    },
  );

  here("an error is printed as without it", async () => {
    const dir = folderOf({ "main.py": 'import os\ndef f():\n    os.environ["NOT_THERE"]\nf()\n' });
    const bare = await watched(dir, [python!, "main.py"], { plain: true });
    const inside = await watched(dir, [python!, "main.py"]);
    expect(inside.stderr).toBe(bare.stderr);
    expect(inside.facts?.failure?.at).toMatchObject({ file: "main.py", line: 3 });
  });

  here("a sitecustomize that was there runs, and one that fails says what it said", async () => {
    const dir = folderOf({
      "site/sitecustomize.py": 'print("customized")\n',
      "broken/sitecustomize.py": 'raise ValueError("not today")\n',
      "main.py": 'import sys\nprint("sitecustomize" in sys.modules)\n',
    });
    for (const folder of ["site", "broken", "nowhere"]) {
      const env = { PYTHONPATH: `${dir}/${folder}` };
      const bare = await watched(dir, [python!, "main.py"], { env, plain: true });
      const inside = await watched(dir, [python!, "main.py"], { env });
      expect([inside.stdout, inside.stderr]).toEqual([bare.stdout, bare.stderr]);
    }
  });

  here.each(["-I", "-E", "-S"])("%s gets nothing", async (flag) => {
    const { notes, status } = await watched({ "main.py": 'import os\nos.environ.get("X")\n' }, [
      python!,
      flag,
      "main.py",
    ]);
    expect({ notes, status }).toEqual({ notes: [], status: 0 });
  });

  here("a program from outside the project leaves no notes", async () => {
    const { notes } = await watched({}, [python!, "-m", "json.tool", "--help"], { env: { X: "1" } });
    expect(notes).toEqual([]);
  });
});

describe.each(["2.7", "3.6", "3.7"])("Python %s", (version) => {
  const python = pythonOf(version);
  if (python === null) test.skip(`Python ${version} must be installed`, () => {});
  test.skipIf(python === null)("is too old for it, and runs as without it", async () => {
    const main =
      'import os, sys\nprint(os.environ.get("X"), sys.path[1:2], "sitecustomize" in sys.modules)\nos.environ["Y"]\n';
    const dir = folderOf({ "main.py": main });
    const bare = await watched(dir, [python!, "main.py"], { plain: true });
    const inside = await watched(dir, [python!, "main.py"]);
    expect([inside.stdout, inside.stderr, inside.notes]).toEqual([bare.stdout, bare.stderr, []]);
  });
});
