import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project, surestart } from "./_run.ts";

test.each([
  ["a folder that is not there", "none/report.json", "there is no folder"],
  ["a file where a folder should be", "server.js/report.json", "there is no folder"],
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
