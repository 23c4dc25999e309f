import { existsSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { wantedLoaders } from "../env/loaders/real.ts";
import { bin } from "./_run.ts";
import { cleanUp, project, ran, server } from "./run-surestart.ts";

const bun = `${wantedLoaders.cache}node_modules/@oven/bun-linux-x64/bin/bun`;
afterAll(cleanUp);

test("surestart itself runs on bun", async ({ skip }) => {
  if (!existsSync(bun)) {
    expect(process.env["CI"], "CI brings Bun: npm run loaders").toBeUndefined();
    skip("lacks Bun: npm run loaders brings it");
  }
  const dir = project({ "server.js": server() });
  const command = [bun, "--bun", bin, "run", "--exit-when-healthy", "--port", "0", "node", "server.js"];
  const { status, stdout, stderr } = await ran([], { dir, command });
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("Healthy in") });
  expect(stdout).toContain("listening");
});
