import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { survey } from "../../src/survey/index.ts";

test("what every object has is no variable, in a .env or in the sources", async () => {
  const dir = mkdtempSync(join(tmpdir(), "surestart-variables-"));
  try {
    writeFileSync(join(dir, ".env"), "constructor=a\n__proto__=b\nQUERN=c\n");
    writeFileSync(join(dir, "main.js"), "if (process.env.toString && process.env.QUERN) throw 1;\n");
    const argv = ["node", "--env-file=.env", "main.js"];
    const facts = await survey({ dir, argv, environment: {}, sockets: false });
    expect(facts.env.variables.map(({ name, value }) => [name, value])).toEqual([["QUERN", "c"]]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
