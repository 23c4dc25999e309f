import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { canType, ctrlC, enter, typed } from "./_terminal.ts";
import { cleanUp, freePort, project, ran, server } from "./run-surestart.ts";

afterEach(cleanUp);

const node = process.execPath;
const bin = fileURLToPath(new URL("../../bin/surestart.cjs", import.meta.url));
const demands = `if (!process.env.TIDE_SECRET) throw new Error("TIDE_SECRET is not set");${server()}`;

/** Runs it with `--fix`, and tells what became of its .env. */
async function fixing(
  files: Record<string, string>,
  {
    options = [],
    command = ["server.js"],
    env = {},
  }: Partial<Record<"options" | "command", string[]>> & { env?: Record<string, string> } = {},
) {
  const dir = project(files);
  const args = [
    "run",
    "--format",
    "json",
    "--fix",
    "--exit-when-healthy",
    ...options,
    "--",
    node,
    ...command,
  ];
  const state = { XDG_STATE_HOME: join(dir, "state"), PORT: String(await freePort()), ...env };
  const run = await ran(args, { dir, env: state });
  const undo = (): Promise<unknown> => ran(["doctor", "--undo"], { dir, env: state });
  return { ...run, undo, dotenv: (): string => readFileSync(join(dir, ".env"), "utf8") };
}

describe("surestart run --fix", () => {
  test("starts first, mends what failed, and starts again; undo gives the same bytes back", async () => {
    const files = { "server.js": demands, ".env": "OTHER=1\n" };
    const { status, report, dotenv, undo, stderr } = await fixing(files, { options: ["--yes"] });
    expect(status).toBe(0);
    expect(stderr.indexOf("Error: TIDE_SECRET is not set")).toBeLessThan(stderr.indexOf("starting again"));
    expect(dotenv()).toMatch(/^OTHER=1\nTIDE_SECRET=\S{30,}\n$/);
    expect(report).toMatchObject({
      outcome: "healthy",
      fixed: [{ code: "env/missing-variable", files: [".env"] }],
    });
    expect(stderr).toContain("surestart doctor --undo undoes it");
    await undo();
    expect(dotenv()).toBe(files[".env"]);
  });

  test("one after the other, as each start brings them to light", async () => {
    const both = `if (!process.env.MOON_SECRET) throw new Error("MOON_SECRET is not set");${demands}`;
    const { status, report, dotenv, undo } = await fixing(
      { "server.js": both, ".env": "OTHER=1\n" },
      { options: ["--yes"] },
    );
    expect(status).toBe(0);
    expect(report?.fixed).toHaveLength(2);
    await undo();
    expect(dotenv()).toBe("OTHER=1\n");
  });

  test("mends what only the program's own words tell, and is offered for it in place of doctor's", async () => {
    const files = {
      "server.js": `process.loadEnvFile();
        const { Pool } = require("pg");
        new Pool({ password: process.env.STORE_PASS }).query();${server()}`,
      ".env": "STORE_PWD=k8Jd0sLq2\n",
      "node_modules/pg/package.json": '{ "name": "pg", "version": "8.0.0" }',
      "node_modules/pg/index.js": `exports.Pool = class {
        constructor(options) { this.options = options; }
        query() {
          if (typeof this.options.password !== "string")
            throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string");
        }
      };`,
    };
    const dir = project(files);
    const { stderr } = await ran(["run", "--", node, "server.js"], {
      dir,
      env: { XDG_STATE_HOME: join(dir, "state"), PORT: String(await freePort()) },
    });
    expect(stderr).toMatch(/surestart run --fix --yes -- \S+ server\.js/);
    const { status, dotenv } = await fixing(files, { options: ["--yes"] });
    expect([status, dotenv()]).toEqual([0, "STORE_PASS=k8Jd0sLq2\n"]);
  });

  test("what is safe needs no --yes", async () => {
    const code = `if (process.env.TIDE_WORD !== "ab#cd") throw new Error("TIDE_WORD is wrong: " + process.env.TIDE_WORD.length);${server()}`;
    const files = { "server.js": code, ".env": "TIDE_WORD=ab#cd\n" };
    const { status, dotenv } = await fixing(files, { command: ["--env-file=.env", "server.js"] });
    expect([status, dotenv()]).toEqual([0, "TIDE_WORD='ab#cd'\n"]);
  });

  test("what needs a review is not done without --yes where nobody can be asked", async () => {
    const { status, dotenv, stderr } = await fixing({ "server.js": demands, ".env": "OTHER=1\n" });
    expect([status, dotenv()]).toEqual([1, "OTHER=1\n"]);
    expect(stderr).toContain("--yes applies it");
  });

  test("a program that starts is left as it is, whatever doctor would mend", async () => {
    const { status, report, dotenv } = await fixing(
      { "server.js": server(), ".env": "A=1\nA=2\n" },
      { options: ["--yes"] },
    );
    expect([status, dotenv(), report?.fixed]).toEqual([0, "A=1\nA=2\n", []]);
  });

  test("a fix that gets it no further is taken back", async () => {
    const files = {
      "server.js": 'throw new Error("TIDE_SECRET is not set" + (process.env.TIDE_SECRET ?? "").slice(0, 0));',
      ".env": "OTHER=1\n",
    };
    files["server.js"] = `if (!process.env.TIDE_SECRET || true) ${files["server.js"]}`;
    const { status, dotenv, stderr, report } = await fixing(files, { options: ["--yes"] });
    expect(stderr).toContain("the fix did not help and was undone");
    expect([status, dotenv(), report?.fixed]).toEqual([1, "OTHER=1\n", []]);
  });

  test("but not over what somebody else has written since", async () => {
    const code =
      'const fs = require("node:fs");\nif (fs.readFileSync(".env", "utf8").includes("TIDE_SECRET=") && !process.env.TIDE_SECRET) fs.appendFileSync(".env", "MINE=1\\n");\n' +
      'if (!process.env.TIDE_SECRET || true) throw new Error("TIDE_SECRET is not set");';
    const { dotenv, stderr } = await fixing(
      { "server.js": code, ".env": "OTHER=1\n" },
      { options: ["--yes"] },
    );
    expect(stderr).toContain("the fix did not help, and could not be undone: .env was changed after the fix");
    expect(dotenv()).toMatch(/^OTHER=1\nTIDE_SECRET=\S+\nMINE=1\n$/);
  });

  test.each([
    ["in production", { env: { NODE_ENV: "production" } }, "this is production"],
    ["of a command that migrates", { command: ["server.js", "migrate"] }, "may do harm"],
  ])("nothing is done %s", async (_name, how, why) => {
    const { status, dotenv, stderr } = await fixing(
      { "server.js": demands, ".env": "OTHER=1\n" },
      { options: ["--yes"], ...how },
    );
    expect([status, dotenv()]).toEqual([1, "OTHER=1\n"]);
    expect(stderr).toContain(`the program is not started again`);
    expect(stderr).toContain(why);
  });

  describe.skipIf(!canType)("on a terminal (needs python3)", () => {
    const run = [node, bin, "run", "--fix", "--exit-when-healthy", "--", node, "server.js"];

    test("it asks, and starts again after a yes", async () => {
      const dir = project({ "server.js": demands, ".env": "OTHER=1\n" });
      const { status, shown } = await typed(run, [["Apply this?", enter]], dir, {
        PORT: String(await freePort()),
      });
      expect(status).toBe(0);
      expect(shown).toContain("+TIDE_SECRET=");
      expect(readFileSync(join(dir, ".env"), "utf8")).toContain("TIDE_SECRET=");
    });

    test("Ctrl-C ends it with 130, and nothing was changed", async () => {
      const dir = project({ "server.js": demands, ".env": "OTHER=1\n" });
      const { mtimeMs } = statSync(join(dir, ".env"));
      const { status, shown } = await typed(run, [["Apply this?", ctrlC]], dir, {
        PORT: String(await freePort()),
      });
      expect(status).toBe(130);
      expect(shown).toContain("nothing was changed");
      expect(statSync(join(dir, ".env")).mtimeMs).toBe(mtimeMs);
    });
  });
});
