import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readText } from "../../src/files.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { commandReads } from "../../src/survey/command-reads.ts";

test.each([
  ["uvicorn --port $SITE_PORT main:app", ["SITE_PORT"]],
  [`uvicorn main:app --host "$SITE_HOST" --port "\${SITE_PORT}"`, ["SITE_HOST", "SITE_PORT"]],
  ["gunicorn -b 0.0.0.0:$SITE_PORT --workers=$SITE_WORKERS main:app", ["SITE_PORT", "SITE_WORKERS"]],
  ["gunicorn -b 0.0.0.0:$PORT main:app", []],
  [`uvicorn main:app --port \${SITE_PORT:-8000}`, []],
  ["uvicorn main:app --reload $SITE_MORE", []],
  ["SITE_PORT=8000\nuvicorn main:app --port $SITE_PORT", []],
  [". ./site.env\nuvicorn main:app --port $SITE_PORT", []],
  ["read SITE_PORT < port\nuvicorn main:app --port $SITE_PORT", []],
  ["for SITE_PORT in 8000; do uvicorn main:app --port $SITE_PORT; done", []],
  ['[ -n "$CI" ] && SITE_PORT=1\nuvicorn main:app --port $SITE_PORT', []],
  ['eval "$(./settings)"\nuvicorn main:app --port $SITE_PORT', []],
  ["node server.js $SITE_PORT", []],
])("%j reads %j", async (line, names) => {
  const dir = mkdtempSync(join(tmpdir(), "surestart-reads-"));
  try {
    writeFileSync(join(dir, "site.env"), "SITE_PORT=8000\n");
    writeFileSync(join(dir, "start.sh"), `set -e\n${line}\n`);
    const reads = commandReads(await readCommand(["sh", "start.sh"], { cwd: dir, environment: {} }), (file) =>
      readText(join(dir, file)),
    );
    const last = line.split("\n").length + 1;
    expect(reads).toMatchObject(names.map((name) => ({ name, at: { file: "start.sh", line: last } })));
    expect(reads).toHaveLength(names.length);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
