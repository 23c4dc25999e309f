import { spawnSync } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { bin } from "./_run.ts";
import { cleanUp, project, ran, server } from "./run-surestart.ts";

const hasBun = spawnSync("bun", ["--version"]).status === 0;
afterAll(cleanUp);

test.skipIf(!hasBun)("surestart itself runs on bun (there is a bun on PATH)", async () => {
  const dir = project({ "server.js": server() });
  const command = ["bun", "--bun", bin, "run", "--exit-when-healthy", "--port", "0", "node", "server.js"];
  const { status, stdout, stderr } = await ran([], { dir, command });
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("Healthy in") });
  expect(stdout).toContain("listening");
});
