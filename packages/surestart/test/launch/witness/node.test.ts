import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { cleanUp, folderOf, nodes, summary, watched } from "./watched.ts";

afterAll(cleanUp);

const store = `exports.need = (name) => {
  const value = process.env[name];
  if (!value) {
    throw new Error("misconfigured");
  }
  return value;
};
exports.Store = class Store {
  constructor(options) {
    this.options = options;
    this.open();
  }
  open() {
    const target = this.options.url;
    return new URL(target);
  }
};
`;

/** What a program does, in a main.cjs (or the file that is named); then what the witness is to say of it. */
const seen: {
  name: string;
  file?: string;
  main: string;
  files?: Record<string, string>;
  env?: Record<string, string>;
  expected: object;
}[] = [
  {
    name: "reads in every way",
    main: `const { env } = process;
env.HAS; env["NO" + "NE"]; "NONE" in env;
const { EMPTY, NONE = 5 } = process.env;
Object.hasOwn(env, "OTHER"); env?.HAS;
env.NEW = "abcde"; env.NEW;
delete env.NEW;
Reflect.get(env, "HAS");
`,
    env: { HAS: "value-of-has", EMPTY: "" },
    expected: {
      reads: [
        ["HAS", "set", 2],
        ["NONE", "missing", 2],
        ["NONE", "missing", 2],
        ["EMPTY", "empty", 3],
        ["NONE", "missing", 3],
        ["OTHER", "missing", 4],
        ["HAS", "set", 4],
        ["NEW", "set", 5],
        ["HAS", "set", 7],
      ],
      writes: [
        ["NEW", "set", 5],
        ["NEW", "missing", 6],
      ],
    },
  },
  {
    name: "a name in the script that npm runs is no variable, and a piece of a value is not noted",
    main: `const { env } = process;
env.TIDE_MODE; env.secretpart;
`,
    env: { npm_lifecycle_script: "set TIDE_MODE=live && node main.cjs", OTHER: "a-secretpart-b" },
    expected: { reads: [["TIDE_MODE", "missing", 2]] },
  },
  {
    name: "a library's stack is deeper than its print, and its error is not called like its class",
    main: `const { route } = require("tide");
route("north");
`,
    files: {
      "node_modules/tide/index.js": `exports.route = (name) => deeper(12, name);
const deeper = (n, name) => (n > 0 ? deeper(n - 1, name) : refuse(name));
class TideError extends TypeError {
  tide = "none";
}
function refuse(name) {
  throw new TideError("no such tide: " + name);
}
`,
    },
    expected: { failure: "TypeError main.cjs:2" },
  },
  {
    name: "a copy asks for none",
    main: `({ ...process.env });
Object.assign({}, process.env);
Object.entries(process.env);
for (const name in process.env) name.length;
structuredClone(process.env);
JSON.stringify(process.env);
`,
    expected: { reads: [], copies: [1, 2, 3, 4, 6] },
  },
  {
    name: "the module of the process",
    file: "main.mjs",
    main: `import { env } from "node:process";
import process2 from "process";
env.ONE;
process2.env.TWO;
`,
    expected: {
      reads: [
        ["ONE", "missing", 3],
        ["TWO", "missing", 4],
      ],
    },
  },
  {
    name: "a helper that is given the name",
    main: `const { need } = require("./store.cjs");
try {
  need("STORE_HINT");
} catch {}
need("STORE_KEY");
`,
    files: { "store.cjs": store },
    expected: { failure: "Error store.cjs:4", lacks: ["STORE_KEY missing store.cjs:2 sure"], gave: [] },
  },
  {
    name: "an ES module that checks what it took apart",
    file: "main.mjs",
    main: `const { PORT, STORE_KEY: key } = process.env;
if (!key) {
  throw new TypeError("no key");
}
`,
    expected: { failure: "TypeError main.mjs:3", lacks: ["STORE_KEY missing main.mjs:1 sure"] },
  },
  {
    name: "an end of its own",
    file: "main.mjs",
    main: `const { PORT, STORE_KEY } = process.env;
if (!STORE_KEY) {
  console.error("no key");
  process.exit(3);
}
`,
    expected: { failure: "exit main.mjs:4", lacks: ["STORE_KEY missing main.mjs:1 sure"] },
  },
  {
    name: "a value that goes through an object",
    main: `const { Store } = require("./store.cjs");
const config = { store: { url: process.env.STORE_URL } };
new Store(config.store);
`,
    files: { "store.cjs": store },
    env: { STORE_URL: "no-url-of-any-kind" },
    expected: { failure: "TypeError store.cjs:15", lacks: [], gave: ["STORE_URL whole store.cjs:15 to URL"] },
  },
  {
    name: "a value that another loader keeps to itself",
    main: `const text = require("node:fs").readFileSync(".env", "utf8");
const settings = Object.fromEntries(text.trim().split("\\n").map((line) => line.split("=")));
function connect(address) {
  return new URL(address);
}
connect(settings.STORE_URL);
`,
    files: { ".env": "STORE_URL=no-url-of-any-kind\n" },
    expected: { gave: ["STORE_URL whole main.cjs:4 to URL"] },
  },
  {
    name: "a rejection that nobody catches",
    file: "main.mjs",
    main: `async function connect(address) {
  await null;
  throw new RangeError("unreachable");
}
await connect(process.env.STORE_URL);
`,
    env: { STORE_URL: "redis://me:pass-word@cache.internal:6379/0" },
    expected: { failure: "RangeError main.mjs:3" },
  },
  {
    name: "Node's own loader",
    main: `if (process.loadEnvFile) process.loadEnvFile();
else process.env.STORE_KEY = "from-the-file";
process.env.STORE_KEY;
`,
    files: { ".env": "STORE_KEY=from-the-file\n" },
    expected: { reads: [["STORE_KEY", "set", 3]] },
  },
  {
    name: "what was made from TypeScript",
    file: "dist/main.js",
    main: `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const key = process.env.STORE_KEY;
if (!key) {
    throw new Error("no key");
}
//# sourceMappingURL=main.js.map
`,
    files: {
      "src/main.ts": `export {};

const key: string | undefined = process.env.STORE_KEY;
if (!key) {
  // A comment that is gone in what was made.
  throw new Error("no key");
}
`,
      // From tsc.
      "dist/main.js.map": JSON.stringify({
        version: 3,
        file: "main.js",
        sourceRoot: "",
        sources: ["../src/main.ts"],
        names: [],
        mappings:
          ";;AAEA,MAAM,GAAG,GAAuB,OAAO,CAAC,GAAG,CAAC,SAAS,CAAC;AACtD,IAAI,CAAC,GAAG,EAAE,CAAC;IAET,MAAM,IAAI,KAAK,CAAC,QAAQ,CAAC,CAAC;AAC5B,CAAC",
      }),
    },
    expected: { failure: "Error src/main.ts:6", lacks: ["STORE_KEY missing src/main.ts:3 sure"] },
  },
  {
    name: "an optional variable has nothing to do with it",
    main: `const url = process.env.STORE_URL;
const timeout = process.env.STORE_TIMEOUT;
new URL(url, timeout);
`,
    env: { STORE_URL: "no-url-of-any-kind" },
    expected: { gave: ["STORE_URL whole main.cjs:3 to URL"] },
  },
];

/** Of an error its stack: the excerpt above it is of another line when a debugger has asked for the stack of a rejection. */
function told({ stderr }: { stderr: string }): string {
  return stderr.slice(Math.max(0, stderr.indexOf("Error: ")));
}

/** A program that does all that might trouble an observer, and prints what it sees. */
const fuzz = readFileSync(new URL("./fuzz.cjs", import.meta.url), "utf8");

describe.each(nodes())("Node $version", ({ version, node }) => {
  const here = test.skipIf(node === null);
  if (node === null) test.skip(`Node ${version} is brought by npm run loaders`, () => {});

  here.each(seen)("$name", async ({ file = "main.cjs", main, files = {}, env = {}, expected }) => {
    const { facts, left } = await watched({ [file]: main, "package.json": "{}", ...files }, [node!, file], {
      env,
    });
    expect(summary(facts, expected)).toEqual(expected);
    for (const value of Object.values(env)) if (value !== "") expect(left).not.toContain(value);
  });

  here("sees the same as without it", async () => {
    const dir = folderOf({
      "fuzz.cjs": fuzz,
      "package.json": "{}",
      ".env": "A=1\n",
      "worker.cjs": fuzzWorker,
    });
    const env = { "BASH_FUNC_x%%": "() { :; }", EMPTY: "", SECRET: "canary-of-the-fuzz" };
    const bare = await watched(dir, [node!, "fuzz.cjs"], { env, plain: true });
    const inside = await watched(dir, [node!, "fuzz.cjs"], { env });
    expect(bare.stdout).toContain("done");
    expect(inside.stdout).toBe(bare.stdout);
    expect(inside.stderr).toBe(bare.stderr);
    expect(inside.status).toBe(bare.status);
    expect(inside.left).not.toContain(env.SECRET);
  });

  here(
    "who throws and reads all the time is slowed down by two seconds at most, and its failure is seen",
    async () => {
      const main = `function probe(number) {
  try {
    JSON.parse("{" + number);
  } catch {
    return process.env.HOME.length;
  }
}
for (let number = 0; number < 20000; number++) probe(number % 7);
const { user, system } = process.cpuUsage();
console.log((user + system) / 1e6);
const key = process.env.STORE_KEY;
if (!key) throw new Error("no key");
`;
      const bare = await watched({ "main.cjs": main }, [node!, "main.cjs"], { plain: true });
      const { facts, stdout } = await watched({ "main.cjs": main }, [node!, "main.cjs"]);
      expect(Number(stdout)).toBeLessThan(2 * Number(bare.stdout) + 2);
      expect(summary(facts, { lacks: [] })).toEqual({ lacks: ["STORE_KEY missing main.cjs:11 sure"] });
    },
  );

  here.each([
    ["an error that is thrown", "main.cjs", 'function f() { throw new Error("x"); }\nf();\n'],
    ["a rejection", "main.mjs", 'await Promise.reject(new Error("x"));\n'],
    ["a server that cannot listen", "main.cjs", 'require("node:net").createServer().listen(-1);\n'],
    [
      "an end with a status",
      "main.cjs",
      'process.on("exit", (c) => console.log("exit", c));\nprocess.exit(7);\n',
    ],
    [
      "an end by itself",
      "main.cjs",
      'process.on("exit", (c) => console.log("exit", c));\nprocess.exitCode = 4;\n',
    ],
    ["a module that is not there", "main.cjs", 'require("./nowhere.cjs");\n'],
    ["a signal", "main.cjs", 'process.kill(process.pid, "SIGTERM");\nsetTimeout(() => {}, 9000);\n'],
  ])("%s is told as without it", async (_what, file, main) => {
    const dir = folderOf({ [file]: main, "package.json": "{}" });
    const bare = await watched(dir, [node!, file], { plain: true });
    const inside = await watched(dir, [node!, file]);
    expect([inside.status, inside.stdout, told(inside)]).toEqual([bare.status, bare.stdout, told(bare)]);
  });

  here("a child whose output the program reads does not hang, and is as it was", async () => {
    const main = `const { execFileSync, spawnSync } = require("node:child_process");
console.log(JSON.stringify(execFileSync(process.execPath, ["-e", "console.log(1); console.error(2)"], { encoding: "utf8", stdio: "pipe" })));
const child = spawnSync(process.execPath, ["-e", "throw new Error('child')"], { encoding: "utf8" });
console.log(child.status, child.stderr);
`;
    const dir = folderOf({ "main.cjs": main, "package.json": "{}" });
    const bare = await watched(dir, [node!, "main.cjs"], { plain: true });
    const inside = await watched(dir, [node!, "main.cjs"]);
    expect([inside.status, inside.stdout, inside.stderr]).toEqual([bare.status, bare.stdout, bare.stderr]);
  });

  here("no debugger can be reached", async () => {
    const main = `const { url } = require("node:inspector");
console.log(url(), process.execArgv.join(), require("node:net").createServer().listen(0, function () {
  console.log(process.getActiveResourcesInfo().filter((one) => /Server/.test(one)).length);
  this.close();
}) && 1);
`;
    const { stdout, notes } = await watched({ "main.cjs": `process.env.ONE;\n${main}` }, [node!, "main.cjs"]);
    expect(notes.length).toBeGreaterThan(1);
    expect(stdout).toBe("undefined  1\n1\n");
  });

  here("what is installed, and tools, leave no notes", async () => {
    const reads = "process.env.ONE; try { null.x; } catch {}\n";
    const files = {
      "node_modules/.bin/serve.js": reads,
      "node_modules/nodemon/bin/nodemon.js": reads,
      ".yarn/releases/yarn.cjs": reads,
    };
    for (const file of Object.keys(files))
      expect((await watched(files, [node!, file])).notes, file).toEqual([]);
  });

  here("an older Node gets nothing", async () => {
    const preload = new URL("../../../src/launch/witness/node/preload.cjs", import.meta.url).pathname;
    const main = `Object.defineProperty(process.versions, "node", { value: "16.20.2" });
const { env } = process;
require(${JSON.stringify("PRELOAD")});
console.log(env === process.env);
`;
    const text = main.replace("PRELOAD", preload);
    const env = { SURESTART_WITNESS: "/nowhere" };
    expect((await watched({ "main.cjs": text }, [node!, "main.cjs"], { env, plain: true })).stdout).toBe(
      "true\n",
    );
  });

  here("options that NODE_OPTIONS has already still count", async () => {
    const dir = folderOf({
      "main.cjs": "console.log(globalThis.first, process.execArgv, Error.stackTraceLimit);\n",
      "with space/first.cjs": 'globalThis.first = "was here";\n',
      "package.json": "{}",
    });
    const env = { NODE_OPTIONS: `--require "${dir}/with space/first.cjs" --stack-trace-limit=3` };
    const { stdout } = await watched(dir, [node!, "main.cjs"], { env });
    expect(stdout).toBe("was here [] 3\n");
  });
});

const fuzzWorker = `const { parentPort, workerData, isMainThread } = require("node:worker_threads");
parentPort.postMessage({ isMainThread, home: typeof process.env.HOME, data: typeof workerData.HOME, none: process.env.NONE });
`;
