import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { cleanUp, freePort, project, ran, server } from "../cli/run-surestart.ts";

afterEach(cleanUp);

const hook = new URL("../fixtures/launch/loaded-before-spawn.mjs", import.meta.url).href;
// Of the sources: the command of a clone is a bundle of them.
const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const src = fileURLToPath(new URL("../../src/", import.meta.url));

// Each file that is loaded before the program is started delays every start of every user. What is only needed later is
// imported later, or read beside the program. Where a new file is really needed: `vitest run before-spawn -u`, and say why.
test("what is loaded before the program is started", async () => {
  const dir = project({ ".env": "GREETING=hello\n", "server.js": server("GREETING") });
  const loaded = join(dir, "loaded.json");
  const { status } = await ran([], {
    dir,
    env: { PORT: String(await freePort()), LOADED_FILE: loaded, XDG_STATE_HOME: join(dir, "state") },
    command: [
      process.execPath,
      "--import",
      hook,
      main,
      "run",
      "--exit-when-healthy",
      "--",
      process.execPath,
      "server.js",
    ],
  });
  expect(status).toBe(0);
  const urls = JSON.parse(readFileSync(loaded, "utf8")) as string[];
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  const own = files.filter((file) => file.startsWith(src)).sort();
  await expect(own.map((file) => `${file.slice(src.length)}\n`).join("")).toMatchFileSnapshot(
    "./before-spawn.txt",
  );
  expect(files.filter((file) => file.includes("node_modules"))).toEqual([]);
});
