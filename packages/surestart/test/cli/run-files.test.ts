import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project, surestart } from "./_run.ts";

test.each([
  ["a folder that is not there", "none/report.json", "the folder"],
  ["a file where a folder should be", "server.js/report.json", "the folder"],
  ["a folder in the place of the file", "reports", "it is a folder"],
])("a report that cannot be written is refused before the start: %s", async (_name, file, why) => {
  const dir = project({
    "server.js": 'require("node:fs").writeFileSync("started", "");\n',
    "reports/.keep": "",
  });
  const { status, stderr } = await surestart(["run", "--report", file, "--", "node", "server.js"], {
    cwd: dir,
  });
  expect(status).toBe(2);
  expect(stderr).toContain(`--report ${file}: ${why}`);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(existsSync(join(dir, "started"))).toBe(false);
});

test("a .env file that was named and is not there is refused before the start", async () => {
  const dir = project({ "server.js": 'require("node:fs").writeFileSync("started", "");\n', "sub/.keep": "" });
  // Where the file is asked for by a path from another folder, Node itself, which reads this option too, finds one.
  const cwd = project({ "named.env": "A=1\n" });
  const args = ["run", "--cwd", join(dir, "sub"), "--env-file", "named.env", "--", "node", "../server.js"];
  const { status, stderr } = await surestart(args, { cwd });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `surestart: --env-file: the file ${join(dir, "sub", "named.env")} does not exist (surestart run --help)\n`,
  });
  expect(existsSync(join(dir, "sub", "started"))).toBe(false);
});
