import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { canType, ctrlC, enter, typed } from "./_terminal.ts";
import { cleanUp, project } from "./run-surestart.ts";

afterEach(cleanUp);

const bin = fileURLToPath(new URL("../../bin/surestart.cjs", import.meta.url));
const fix = [process.execPath, bin, "doctor", "--fix"];
const server =
  'if (!process.env.BERTH) throw new Error("BERTH");\nrequire("node:http").createServer().listen(process.env.PORT);\n';
const manifest =
  '{"name":"ferry-timetable-service","version":"1.0.0","private":true,"scripts":{"start":"node pier.js"},"license":"MIT"}\n';

/** Nothing loads the .env, and everybody may read it: two questions. */
function twoQuestions(): string {
  return project({
    "package.json": manifest,
    "pier.js": server,
    ".env": "BERTH=seven\nPIER_SECRET=kJ3hs8dLq0Zx7Vb2\n",
  });
}

describe.skipIf(!canType)("doctor --fix on a terminal (needs python3)", () => {
  test("the place that changes is shown before anybody is asked", async () => {
    const dir = twoQuestions();
    const { shown } = await typed(fix, [["Apply this?", ctrlC]], dir, {});
    expect(shown).toContain('"start":"node pier.js"');
    expect(shown).toMatch(/"start":"node --env-file-if-exists=\.env pier\.js"/);
    for (const line of shown.split(/\r?\n/)) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("Ctrl-C at the first question ends it at once: nothing was changed", async () => {
    const dir = twoQuestions();
    const { status, shown } = await typed(fix, [["Apply this?", ctrlC]], dir, {});
    expect(status).toBe(130);
    expect(shown).toContain("Nothing was changed.");
    expect(shown.match(/Apply this\?/g)?.length).toBeLessThanOrEqual(2);
    expect(readFileSync(join(dir, "package.json"), "utf8")).toBe(manifest);
  });

  test("Ctrl-C at the second one says what the first one changed", async () => {
    const dir = twoQuestions();
    const steps: [string, string][] = [
      ["Apply this?", enter],
      ["readable only by its owner", ctrlC],
    ];
    const { status, shown } = await typed(fix, steps, dir, {});
    expect(status).toBe(130);
    expect(shown).toMatch(
      /Changed before you stopped:\s+✓ Done: Let the start command in package\.json load \.env {2}package\.json/,
    );
    expect(shown).toContain("Undo it: surestart doctor --undo");
    expect(readFileSync(join(dir, "package.json"), "utf8")).not.toBe(manifest);
  });
});
