import { expect, test } from "vitest";
import { createGate } from "../../src/auth/gate.ts";
import { createPasswords } from "../../src/auth/passwords.ts";
import { duringRequest, type RequestContext } from "../../src/requests/request-context.ts";

test("whoever finds too many before him is told to come again", async () => {
  const passwords = createPasswords(createGate({ atOnce: 1, queue: 0, patience: 60_000 }));
  const first = passwords.hash("correct horse");
  const refused = await passwords.hash("correct horse").catch((error: unknown) => error);
  expect(refused).toMatchObject({
    statusCode: 503,
    body: { code: "TOO_MANY_SIGN_INS" },
    headers: { "retry-after": "2" },
  });
  const hash = await first;
  expect(await passwords.verify({ hash, password: "correct horse" })).toBe(true);
  expect(await passwords.verify({ hash, password: "wrong horse" })).toBe(false);
});

test("a password that was hashed for this request is not hashed again; another one is", async () => {
  const passwords = createPasswords(createGate({ atOnce: 1, queue: 1, patience: 60_000 }));
  const context: RequestContext = {
    requestId: "1",
    client: "127.0.0.1",
    hashed: { password: "correct horse", hash: "as it was" },
  };
  expect(await duringRequest(context, () => passwords.hash("correct horse"))).toBe("as it was");
  expect(await duringRequest(context, () => passwords.hash("another horse"))).toMatch(/^[0-9a-f]{32}:/);
});
