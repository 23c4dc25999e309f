import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { examined, reportOf } from "../../src/examine/examine.ts";
import { survey } from "../../src/survey/index.ts";

const dir = mkdtempSync(join(tmpdir(), "surestart-large-"));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A line of each fault, again and again. */
const faults: ((at: number) => string)[] = [
  (at) => `KEY_${at}=value${at}`,
  (at) => `KEY_${at - 1} = again${at}`,
  (at) => `KEY_${at}=a#b${at}`,
  (at) => `KEY_${at}: colon`,
  (at) => `KEY_${at}= `,
  (at) => `KEY_${at}="a$b${at}"`,
  (at) => `this is no line ${at}`,
  (at) => `KEY_${at}=“smart${at}”`,
  (at) => `KEY_${at}=win${at}\r`,
  (at) => `API_SECRET_${at}=changeme`,
  (at) => `KEY_${at}="a" b`,
  (at) => `KEY_NAME_${at} value`,
];

test("hundreds of faults in one .env take seconds, with a diff for each fix", async () => {
  const lines = Array.from({ length: 600 }, (_, at) => faults[at % faults.length]!(at));
  writeFileSync(join(dir, ".env"), `${lines.join("\n")}\n`, { mode: 0o600 });
  const reads = Array.from({ length: 60 }, (_, at) => `export const v${at} = process.env.KEY_${at * 9};`);
  writeFileSync(join(dir, "server.mjs"), `process.loadEnvFile();\n${reads.join("\n")}\n`);

  const began = process.cpuUsage();
  const facts = await survey({ dir, argv: ["node", "server.mjs"], environment: {}, sockets: false });
  const diagnosed = examined(facts);
  const report = reportOf(diagnosed);
  const { user, system } = process.cpuUsage(began);

  expect(diagnosed.defects).toEqual([]);
  const fixes = report.findings.flatMap((finding) => finding.fixes);
  expect(fixes.filter(({ edits }) => edits).length).toBeGreaterThan(150);
  expect((user + system) / 1e6).toBeLessThan(30);
}, 60_000);
