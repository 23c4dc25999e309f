import { isSurestartError } from "surestart/serve";
import { expect, test } from "vitest";
import { openData } from "../src/data.ts";

const place = { file: "backend/.env", line: 3 };

test("a certificate that cannot be read is refused, and not waited for", async () => {
  const url = "postgres://u:hunter22@127.0.0.1:9/db?sslmode=verify-full&sslrootcert=/nowhere/ca.pem";
  const data = openData({ database: { type: "postgres", url, poolSize: 2 }, redisUrl: null }, () => place);
  const error = await data.prepare(async () => {}).catch((thrown: unknown) => thrown);
  await data.close();
  if (!isSurestartError(error)) throw error;
  expect(error.finding).toMatchObject({ code: "service/tls", at: place });
  expect(error.finding.title).toContain("127.0.0.1:9");
  expect(error.finding.detail).toContain("/nowhere/ca.pem");
  expect(JSON.stringify(error.findings)).not.toContain("hunter22");
});
