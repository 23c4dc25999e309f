import { afterEach, expect, test, vi } from "vitest";
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
