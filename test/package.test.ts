import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layOut } from "../packages/surestart/scripts/pack.ts";
import { serveJs, servePy } from "../packages/surestart/src/diagnoses/_serve.ts";
import { standInPython } from "../packages/surestart/test/stand-in-python.ts";

const home = path.resolve(import.meta.dirname, "..");
const cached = path.join(home, "node_modules/.cache/surestart-loaders/node_modules");

/** The lines of Node on which the package must run, and where the repository has them. */
const nodes: [string, string][] = [
  ["22", path.join(cached, "node-22/bin/node")],
  ["24", process.execPath],
  ["26", path.join(cached, "node-26/bin/node")],
];

let folder = "";
let tarball = "";
let empty = "";

beforeAll(async () => {
  folder = await layOut();
  empty = mkdtempSync(path.join(tmpdir(), "surestart-package-"));
  const name = execFileSync("npm", ["pack", "--silent", "--pack-destination", empty], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
  tarball = path.join(empty, name);
  writeFileSync(path.join(empty, "package.json"), '{"name":"empty","version":"1.0.0"}\n');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", tarball], {
    cwd: empty,
    stdio: "pipe",
  });
}, 180_000);

afterAll(() => rmSync(empty, { recursive: true, force: true }));

describe("the packed package", () => {
  test("satisfies publint", async () => {
    const { messages, pkg } = await publint({ pkgDir: folder, strict: true });
    expect(messages.map((m) => formatMessage(m, pkg))).toEqual([]);
  });

  test("has no case of a diagnosis", () => {
    const chunks = readdirSync(path.join(folder, "dist/cli")).filter((name) => name.endsWith(".cjs"));
    const text = chunks.map((name) => readFileSync(path.join(folder, "dist/cli", name), "utf8")).join("\n");
    expect(text).toContain("env/invalid-value");
    for (const line of [serveJs, servePy]) expect(text).not.toContain(line);
  });

  test("installs as few packages and bytes as docs/comparison.md says", () => {
    const modules = path.join(empty, "node_modules");
    const all = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const bytes = all.map((one) => statSync(path.join(one.parentPath, one.name)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(9_000_000);
    const { packages } = JSON.parse(readFileSync(path.join(modules, ".package-lock.json"), "utf8"));
    expect(Object.keys(packages).map((name) => name.replace(/-[\w-]+$/, ""))).toEqual([
      "node_modules/@oxc-parser/binding",
      "node_modules/surestart",
    ]);
  });

  test("has the licence of each package that is bundled in it", () => {
    const text = readFileSync(path.join(folder, "THIRD-PARTY-LICENSES"), "utf8");
    const bundled = Object.keys(
      JSON.parse(readFileSync(path.join(home, "packages/surestart/package.json"), "utf8")).dependencies,
    );
    for (const name of bundled) expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\(.+\\)$`, "m"));
  });

  test("has types that are right (attw, ESM only)", async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
    expect(result.types).toBeTruthy();
    const problems = "problems" in result ? result.problems : [];
    // CommonJS that cannot `require` types of an ES module is what ESM only means; Node 10 knows no exports at all.
    const ofEsm = problems.filter(
      (p) => !("resolutionKind" in p && (p.resolutionKind === "node10" || p.resolutionKind === "node16-cjs")),
    );
    expect(ofEsm).toEqual([]);
  });

  test("has no source, no test and no path of the machine it was built on", () => {
    const names = execFileSync("tar", ["tzf", tarball], { encoding: "utf8" }).split("\n");
    expect(names.filter((n) => /\.(ts|map)$/.test(n) && !n.endsWith(".d.ts"))).toEqual([]);
    expect(execFileSync("tar", ["xzOf", tarball], { encoding: "utf8", maxBuffer: 1 << 26 })).not.toContain(
      home,
    );
  });

  test("has the README for those who install it, and every page and picture that it links to", () => {
    const readme = readFileSync(path.join(folder, "README.md"), "utf8");
    expect(readme).toContain("npm i -D surestart");
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => link.endsWith(".svg"))).toHaveLength(2);
    // npm shows no file of the package by a relative link; unpkg.com serves each by its path.
    expect(links.filter((link) => !link.startsWith("https://unpkg.com/surestart/docs/"))).toEqual([]);
    const inside = path.join(empty, "node_modules/surestart");
    for (const link of links)
      expect(existsSync(path.join(inside, new URL(link).pathname.slice("/surestart/".length))), link).toBe(
        true,
      );
  });

  // Of each part of the command that was loaded it keeps what V8 made of it, in that order.
  test("loads one file until the program is started, and nothing of what few starts need", () => {
    const cache = path.join(empty, "compiled");
    const bin = path.join(empty, "node_modules/surestart/bin/surestart.cjs");
    const words = ["run", "--exit-when-healthy", "--port", "0", "--", process.execPath, "server.js"];
    const { status, stderr } = spawnSync(process.execPath, [bin, ...words], {
      cwd: project(),
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    const kept = readdirSync(cache, { recursive: true, encoding: "utf8" }).find((one) =>
      one.includes("-run-"),
    );
    const head = readFileSync(path.join(cache, kept as string), "latin1").slice(0, 8192);
    const loaded = Object.keys(JSON.parse(head).index).map((name) => name.replace(/-.{8}\.cjs$/, ""));
    // The last of these asks it.
    expect(loaded.slice(0, 4)).toEqual(["main", "rolldown-runtime", "wait", "probe"]);
    expect(loaded).not.toContain("seldom");
    const first = path.join(folder, "dist/cli", Object.keys(JSON.parse(head).index)[0] as string);
    expect(statSync(first).size).toBeLessThan(330_000);
  });

  test.each(["env", "ports", "health", "serve", "config"])("surestart/%s can be imported", (subpath) => {
    const { status, stderr } = spawnSync(process.execPath, ["-e", `await import("surestart/${subpath}")`], {
      cwd: empty,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});

describe.each(nodes)("on Node %s", (line, node) => {
  if (!existsSync(node)) {
    test(`lacks Node ${line}: node packages/surestart/test/env/loaders/install.ts brings it`, ({ skip }) => {
      expect(process.env["CI"], "CI brings every line of Node").toBeUndefined();
      skip();
    });
    return;
  }
  const bin = (...words: string[]) =>
    spawnSync(node, [path.join(empty, "node_modules/surestart/bin/surestart.cjs"), ...words], {
      cwd: project(),
      encoding: "utf8",
    });

  test("it is the Node it is called", () => {
    expect(execFileSync(node, ["--version"], { encoding: "utf8" })).toMatch(new RegExp(`^v${line}\\.`));
  });

  test("doctor names the line that reads what nothing loads", () => {
    const { status, stdout, stderr } = bin("doctor", "--format", "json", "--", "node", "server.js");
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      outcome: "checked",
      findings: [{ code: "source/env-not-loaded", at: { file: "server.js", line: 1 } }],
    });
  });

  test("doctor reads Python, with the grammar that is packed", () => {
    const { python } = standInPython();
    const { status, stdout, stderr } = bin("doctor", "--format", "json", "--", python, "main.py");
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({
        code: "source/env-not-loaded",
        at: expect.objectContaining({ file: "main.py", line: 3 }),
      }),
    );
  });

  test("run starts it all the same", () => {
    const { status, stdout, stderr } = bin(
      "run",
      "--exit-when-healthy",
      "--format",
      "json",
      "--port",
      "0",
      "--",
      node,
      "server.js",
    );
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: "healthy",
      findings: [{ code: "source/env-not-loaded", resolved: true }],
    });
  });
});

test("a Node that is too old gets one sentence and no syntax error", ({ skip }) => {
  const old = path.join(cached, "node-20/bin/node");
  if (!existsSync(old)) {
    expect(
      process.env["CI"],
      "CI brings Node 20: node packages/surestart/test/env/loaders/install.ts",
    ).toBeUndefined();
    skip("lacks Node 20: node packages/surestart/test/env/loaders/install.ts brings it");
  }
  const { status, stdout, stderr } = spawnSync(old, [path.join(folder, "bin/surestart.cjs"), "doctor"], {
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(
    /^surestart needs Node 22\.18 or newer, and this is Node 20\.\d+\.\d+\. Start it with a newer Node: .+\n$/,
  );
  // A checkout names the one that it brings.
  const own = path.resolve(import.meta.dirname, "../packages/surestart/bin/surestart.cjs");
  const inCheckout = spawnSync(old, [own, "--version"], { encoding: "utf8" });
  const [command = "", ...words] = inCheckout.stderr.trim().split(": ").at(-1)?.split(" ") ?? [];
  expect(spawnSync(command, [...words, "--version"], { encoding: "utf8" }).status, inCheckout.stderr).toBe(0);
});

/** A small project whose .env nothing loads. */
function project(): string {
  const dir = path.join(empty, "project");
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, ".env"), "GREETING=hello\n", { mode: 0o600 });
  writeFileSync(
    path.join(dir, "server.js"),
    'const greeting = process.env.GREETING;\nif (!greeting) throw new Error("GREETING must be set");\nrequire("node:http").createServer((_, response) => response.end(greeting)).listen(process.env.PORT);\n',
  );
  writeFileSync(path.join(dir, "main.py"), 'import os\n\nGREETING = os.environ["GREETING"]\n');
  return dir;
}
