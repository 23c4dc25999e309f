import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { whoHolds } from "../../src/ports/holders.ts";
import { isOwnRun } from "../../src/ports/own-run.ts";
import { endAll, listen, start } from "./_programs.ts";

let dir: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "surestart-own-")));
  mkdirSync(join(dir, "src"));
  for (const file of ["app.js", "worker.js", "src/main.py", "src/index.ts", "manage.py"])
    writeFileSync(join(dir, file), "");
  // Windows gives everybody the right to make a junction, and not a link.
  symlinkSync(dir, `${dir}-link`, "junction");
});
afterAll(() => {
  rmSync(`${dir}-link`);
  rmSync(dir, { recursive: true });
});
afterEach(endAll);

const same = (held: string | string[], wanted: string | string[], cwd = dir): Promise<boolean> => {
  const words = (line: string | string[]): string[] => (typeof line === "string" ? line.split(" ") : line);
  return isOwnRun(
    { pid: 99_999_999, argv: words(held), cwd: dir, parents: [] },
    { argv: words(wanted), cwd },
  );
};

test.each([
  ["node app.js", "node app.js"],
  ["/usr/local/bin/node --enable-source-maps app.js", "node app"],
  ["node --require ./x.cjs --import tsx src/index.ts", "tsx watch src/index.ts"],
  ["node app.js", "node --watch app.js"],
  ["node app.js --port 3000", "node app.js --port=4000"],
  ["node app.js", "nodemon app.js"],
  ["node ./app.js", "node app.js"],
  ["bun run src/index.ts", "bun src/index.ts"],
  ["deno run --allow-net --port 80 src/index.ts", "deno src/index.ts"],
  ["vite-node src/index.ts", "tsx src/index.ts"],
  ["nuxt dev", "nuxi dev --port 3001"],
  [
    "/usr/bin/python3 -m uvicorn src.main:app --port 8000",
    "python3.11 -m uvicorn src.main:app --port 8001 --reload",
  ],
  ["/p/.venv/bin/python /p/.venv/bin/uvicorn src.main:app", "uvicorn src.main:app --host 0.0.0.0"],
  ["/usr/bin/python3 src/main.py", "python -m src.main"],
  [
    "/usr/bin/python3 -m gunicorn -b 127.0.0.1:8000 -k uvicorn.workers.UvicornWorker src.main:app",
    "gunicorn src.main:app -b :9000",
  ],
  [["gunicorn: master [src.main:app]"], "gunicorn -w 4 src.main:app"],
  ["python manage.py runserver 8000", "python3 manage.py runserver 0.0.0.0:8001 --noreload"],
  ["python3 -m http.server 8000", "python3 -m http.server 8001 --bind 127.0.0.1"],
  ["node /p/node_modules/.bin/vite --port 5173", "vite"],
  ["node /p/node_modules/vite/bin/vite.js", "npx vite".replace("npx ", "")],
  [["next-server (v16.1.1)"], "next dev"],
  ["php -S localhost:8000 -t public", "php -S localhost:9000 -t public"],
  ["flask --app web run -p 1", "python3 -m flask --app web run"],
  ["/usr/bin/python3 /usr/bin/uvicorn src.main:app", "python3 src/main.py"],
  ["fastapi dev src/main.py --port 1", "uvicorn src.main:app"],
  ["python3 src/main.py", "gunicorn -k uvicorn.workers.UvicornWorker src.main:app"],
  [["gunicorn: master [src.main:app]"], "hypercorn src.main:app"],
  ["flask --app src.main run", "waitress-serve src.main:app"],
])("%j is an earlier run of %j", async (held, wanted) => {
  expect(await same(held, wanted)).toBe(true);
});

test.each([
  ["another entry of the folder", "node worker.js", "node app.js"],
  ["another command of the same entry", "node app.js worker", "node app.js api"],
  ["another switch of the program", "node app.js --role=worker", "node app.js --role=api"],
  ["another application of the same server", "uvicorn src.admin:app", "uvicorn src.main:app"],
  ["another attribute of the same module", "uvicorn src.main:admin", "uvicorn src.main:app"],
  ["another attribute under another server", "uvicorn src.main:admin", "gunicorn src.main:app"],
  ["the same name in another folder", "uvicorn --app-dir elsewhere src.main:app", "python3 src/main.py"],
  ["another command of the file", "python3 src/main.py worker", "uvicorn src.main:app"],
  ["another server", "python3 -m http.server 8000", "uvicorn src.main:app"],
  ["another command of manage.py", "python manage.py rqworker", "python manage.py runserver"],
  ["another Flask application", "flask --app admin run", "flask --app web run"],
  ["a file server and a script", "python3 -m http.server 8000", "python3 src/main.py"],
  ["code on the command line", ["node", "-e", "a()"], ["node", "-e", "b()"]],
  ["nothing at all", [], "node app.js"],
])("a sibling: %s", async (_name, held, wanted) => {
  expect(await same(held, wanted)).toBe(false);
});

test("the folder decides, by whatever way it is written", async () => {
  expect(await same("node app.js", "node app.js", `${dir}-link`)).toBe(true);
  expect(await same("node app.js", "node app.js", join(dir, "src"))).toBe(false);
  const hidden = { pid: 99_999_999, argv: ["node", "app.js"], cwd: null, parents: [] };
  const own = { argv: ["node", "app.js"], cwd: dir };
  expect(await isOwnRun(hidden, own)).toBe(false);
  expect(await isOwnRun({ ...hidden, claimedBy: { pid: 5, dir } }, own)).toBe(true);
  expect(await isOwnRun({ ...hidden, claimedBy: { pid: 5, dir: tmpdir() } }, own)).toBe(false);
});

test("a server that was forked by the entry is an earlier run of it", async () => {
  // The parent has the entry's command line; who listens is its child with another one.
  writeFileSync(
    join(dir, "starts.mjs"),
    `import { spawn } from "node:child_process";
     const code = 'require("http").createServer().listen(0, "127.0.0.1", function () { console.log(this.address().port) })';
     spawn(process.execPath, ["-e", code], { stdio: ["ignore", "inherit", "inherit"] });
     process.on("disconnect", () => process.exit());`,
  );
  const program = start([process.execPath, "starts.mjs"], { cwd: dir });
  const port = Number(await program.line());
  const [holder] = await whoHolds(port);
  if (!holder) throw new Error("nobody listens");
  try {
    expect(await isOwnRun(holder, { argv: ["node", "starts.mjs"], cwd: dir })).toBe(true);
    expect(await isOwnRun(holder, { argv: ["node", "app.js"], cwd: dir })).toBe(false);
  } finally {
    process.kill(holder.pid as number, "SIGKILL");
  }
});

test("our own parents are no earlier run of what we start", async () => {
  const { port } = await listen();
  const [holder] = await whoHolds(port);
  // The holder's parent is this very process.
  expect(await isOwnRun(holder as never, { argv: process.argv, cwd: process.cwd() })).toBe(false);
});
