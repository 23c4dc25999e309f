import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { terminalPicture } from "./terminal-picture.ts";

// `npm run picture`: what `surestart doctor` prints on the backend it began with, while a file server holds port 8000.
const home = path.resolve(import.meta.dirname, "..");
const dir = path.join(mkdtempSync(path.join(tmpdir(), "surestart-picture-")), "todo-api");
cpSync(path.join(home, "corpus/fastapi-auth-config-not-loaded"), dir, { recursive: true });
rmSync(path.join(dir, "case.json"));
chmodSync(path.join(dir, ".env"), 0o600);

const python = "/usr/bin/python3";
const holder = spawn(python, ["-u", "-m", "http.server", "8000", "--bind", "127.0.0.1"], {
  cwd: "/",
  stdio: ["ignore", "pipe", "inherit"],
});
await once(holder.stdout, "data");
try {
  const words = ["doctor", "--color", "--", "python3", "-m", "uvicorn", "src.main:app"];
  const bin = path.join(home, "packages/surestart/bin/surestart.cjs");
  const { stdout } = spawnSync(process.execPath, [bin, ...words, "--port", "8000"], {
    cwd: dir,
    encoding: "utf8",
    env: { ...process.env, PATH: `/usr/bin:${process.env["PATH"]}`, COLUMNS: "80" },
  });
  const shown = `$ surestart doctor -- python3 -m uvicorn src.main:app --port 8000\n${stdout}`;
  writeFileSync(path.join(home, "docs/doctor.svg"), terminalPicture("surestart doctor", shown));
} finally {
  holder.kill();
  rmSync(path.dirname(dir), { recursive: true, force: true });
}
