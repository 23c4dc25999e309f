import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { ownFolder } from "./own-folder.ts";

const home = path.resolve(import.meta.dirname, "..");
const clone = mkdtempSync(path.join(ownFolder(), "clone-"));
const environment = { ...process.env, XDG_STATE_HOME: path.join(clone, "state") };

test("a clone builds its command once, for all that start at the same moment, and again when its sources have changed", async () => {
  const own = path.join(clone, "packages/surestart");
  for (const name of ["src", "bin", "scripts", "package.json", "rolldown.config.ts"])
    cpSync(path.join(home, "packages/surestart", name), path.join(own, name), { recursive: true });
  symlinkSync(path.join(home, "node_modules"), path.join(clone, "node_modules"));

  const first = await Promise.all(Array.from({ length: 8 }, () => version(own)));
  expect(first.map(({ stderr }) => stderr).filter(Boolean)).toEqual([
    "surestart: building surestart for the first start here\n",
  ]);
  expect(first.map(({ stdout }) => stdout)).toEqual(Array(8).fill("0.1.0\n"));
  expect((await version(own)).stderr).toBe("");

  utimesSync(path.join(own, "src/near.ts"), new Date(), new Date());
  expect((await version(own)).stderr).toBe("surestart: building surestart, since its sources have changed\n");
  expect((await version(own)).stderr).toBe("");

  // What cannot be built runs from its sources, and says so.
  rmSync(path.join(own, "dist"), { recursive: true });
  rmSync(path.join(own, "scripts/pack.ts"));
  cpSync(path.join(home, "test/built.test.ts"), path.join(own, "scripts/pack.ts"));
  const sources = await version(own);
  expect(sources.stdout).toBe("0.1.0\n");
  expect(sources.stderr).toMatch(
    /^surestart: building .*\nsurestart: it could not be built, so its sources run: ./,
  );
});

async function version(own: string): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [path.join(own, "bin/surestart.cjs"), "--version"], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}
