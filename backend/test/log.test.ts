import { afterEach, expect, test, vi } from "vitest";
import { logConsole } from "../src/console-log.ts";
import { createLog } from "../src/log.ts";

afterEach(() => vi.restoreAllMocks());

const secret = 'canary"secret\\with/quotes-0123456789';

test.each([true, false])("no secret is written (production: %s)", (production) => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const log = createLog({ level: "trace", production, secrets: [secret] });
  log.error({ err: new Error(`cannot use ${secret}`) }, `because of ${secret}`);
  log.warn({
    password: "canary-2",
    body: { token: "canary-3" },
    req: { headers: { authorization: "canary-4" } },
  });
  log.info({ nested: { deep: { cookie: "canary-5" } } }, "well");
  const text = written.join("");
  expect(text).not.toContain("canary");
  expect(text).toContain("well");
  if (production) for (const line of text.trim().split("\n")) JSON.parse(line);
});

test("what libraries and Node print becomes lines of the log, without secrets", async () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const restore = logConsole(createLog({ level: "info", production: true, secrets: [secret] }));
  const warned = new Promise((resolve) => process.once("warning", resolve));
  try {
    console.error("# SERVER_ERROR: ", new Error(`cannot use ${secret}`));
    console.warn("%s of %d", "one", 2);
    console.log({ a: 1 });
    console.debug("not shown at this level");
    process.emitWarning("an old option");
    await warned;
  } finally {
    restore();
  }
  const lines = written.map((line) => JSON.parse(line) as { level: number; msg: string; err?: object });
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    [50, "# SERVER_ERROR:"],
    [40, "one of 2"],
    [30, "{ a: 1 }"],
    [40, "an old option"],
  ]);
  expect(lines[0]?.err).toMatchObject({ message: "cannot use [not shown]" });
});
