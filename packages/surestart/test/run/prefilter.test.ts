import { mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { commandMayLoad, mayLoadEnv } from "../../src/run/prefilter.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { cleanUp, project } from "../cli/run-surestart.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  cleanUp();
});

describe("may anything here load a .env?", () => {
  // What counts in a source is tested with the loader tables: test/source/may-load.test.ts.
  test.each<[string, Record<string, string>, boolean]>([
    ["a loader in JavaScript", { "src/a.js": 'import "dotenv/config"' }, true],
    ["a loader in Python", { "app/main.py": "from dotenv import load_dotenv\nload_dotenv()" }, true],
    ["its own lines", { "a.js": 'fs.readFileSync(".env")' }, true],
    ["a folder called env that is no virtual environment", { "src/env/index.ts": 'read(".env")' }, true],
    ["a word in a comment", { "a.js": "// dotenv.config() is not used here" }, false],
    ["reads alone", { "a.js": "process.env.PORT", "b.py": "os.environ['X']" }, false],
    [
      "what is installed",
      { "node_modules/dotenv/main.js": 'read(".env")', ".venv/lib/x.py": 'open(".env")' },
      false,
    ],
    ["a virtual environment", { "env/pyvenv.cfg": "", "env/lib/x.py": 'open(".env")' }, false],
    ["tests", { "tests/conftest.py": "load_dotenv()" }, false],
    ["what is no source", { "README.md": 'read(".env")', ".env": "A=1" }, false],
  ])("%s", (_name, files, wanted) => {
    expect(mayLoadEnv(project(files)) !== null).toBe(wanted);
  });

  test("a package of the same repository that is linked, and one that it uses", () => {
    const dir = project({
      "apps/api/package.json": '{"dependencies":{"@shop/config":"workspace:*"}}',
      "apps/api/src/main.ts": 'import "@shop/config"',
      "packages/config/package.json": '{"dependencies":{"@shop/env":"workspace:*"}}',
      "packages/env/index.ts": 'import { config } from "dotenv"; config()',
      "packages/unused/index.ts": 'import "dotenv/config"',
    });
    const api = join(dir, "apps/api");
    expect(mayLoadEnv(api)).toBeNull();
    for (const [from, name] of [
      ["apps/api", "config"],
      ["packages/config", "env"],
    ] as const) {
      mkdirSync(join(dir, from, "node_modules/@shop"), { recursive: true });
      symlinkSync(join(dir, "packages", name), join(dir, from, "node_modules/@shop", name));
    }
    expect(mayLoadEnv(api)).toEqual({ file: join(dir, "packages/env/index.ts") });
  });

  test("a large project is read once, and what has changed since is read again", () => {
    vi.stubEnv("XDG_STATE_HOME", project({}));
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, at) => [`src/m${at}.${at % 2 ? "js" : "py"}`, `x = ${at}\n`]),
    );
    const dir = project(many);
    const file = join(dir, "src/m7.js");
    expect(mayLoadEnv(dir)).toBeNull();
    // What cannot be read any more is not read: its time and size are as before.
    const { atime, mtime, size } = statSync(file);
    writeFileSync(file, 'import"dotenv/config"'.slice(0, size).padEnd(size));
    utimesSync(file, atime, mtime);
    expect(mayLoadEnv(dir)).toBeNull();
    writeFileSync(file, 'import "dotenv/config"');
    expect(mayLoadEnv(dir)).toEqual({ file });
    writeFileSync(file, "x = 7");
    expect(mayLoadEnv(dir)).toBeNull();
    // One module imports the loader, another one that was there before calls it.
    writeFileSync(join(dir, "src/m8.py"), "from .m10 import start\nstart()\n");
    expect(mayLoadEnv(dir)).toBeNull();
    writeFileSync(join(dir, "src/m10.py"), "from dotenv import load_dotenv as start\n");
    expect(mayLoadEnv(dir)).not.toBeNull();
    writeFileSync(join(dir, "src/m10.py"), "x = 10\n");
    expect(mayLoadEnv(dir)).toBeNull();
  });

  test.each<[string[], boolean]>([
    [["next", "dev"], true],
    [["vite"], true],
    [["react-scripts", "start"], true],
    [["npx", "wrangler", "dev"], true],
    [["node", "-r", "dotenv-flow/config", "server.js"], true],
    [["bun", "run", "index.ts"], true],
    [["flask", "--app", "hello", "run"], true],
    [["node", "server.js"], false],
    [["python3", "main.py"], false],
  ])("the command %j", async (argv, wanted) => {
    const dir = project({});
    expect(commandMayLoad(await readCommand(argv, { cwd: dir, environment: {}, dir }))).toBe(wanted);
  });
});
