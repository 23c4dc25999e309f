import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { terminalPicture } from "./terminal-picture.ts";

// `npm run picture`: what `surestart doctor` and `surestart run` print on the backend it began with, while a file server holds
// port 8000.
const home = path.resolve(import.meta.dirname, "..");
const dir = path.join(mkdtempSync(path.join(tmpdir(), "surestart-picture-")), "todo-api");
cpSync(path.join(home, "corpus/fastapi-auth-config-not-loaded"), dir, { recursive: true });
rmSync(path.join(dir, "case.json"));
chmodSync(path.join(dir, ".env"), 0o600);

const python = "/usr/bin/python3";
const holder = spawn(python, ["-m", "http.server", "8000", "--bind", "127.0.0.1"], {
  cwd: "/",
  env: { PYTHONUNBUFFERED: "1" },
  stdio: ["ignore", "pipe", "inherit"],
});
await once(holder.stdout, "data");
try {
  take("doctor");
  take("run", "--then", "sleep 3");
} finally {
  holder.kill();
  rmSync(path.dirname(dir), { recursive: true, force: true });
}

/** The screen without what the program itself says. */
function take(command: string, ...options: string[]): void {
  const bin = path.join(home, "packages/surestart/bin/surestart.cjs");
  const words = ["--", "python3", "-m", "uvicorn", "src.main:app", "--port", "8000"];
  const { stdout, stderr } = spawnSync(process.execPath, [bin, command, "--color", ...options, ...words], {
    cwd: dir,
    encoding: "utf8",
    env: { ...process.env, PATH: `/usr/bin:${process.env["PATH"]}`, COLUMNS: "80" },
  });
  const screen = `${stdout}${stderr}`.replaceAll(/^(?:INFO: .*|> .*)\n/gm, "").replace(/^\n+/, "\n");
  const shown = `$ surestart ${command} -- python3 -m uvicorn src.main:app --port 8000\n${screen}`;
  writeFileSync(path.join(home, `docs/${command}.svg`), terminalPicture(`surestart ${command}`, shown));
}
