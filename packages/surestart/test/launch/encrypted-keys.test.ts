import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { encryptedKeys } from "../../src/launch/encrypted-keys.ts";

const dir = mkdtempSync(join(tmpdir(), "surestart-keys-"));
const { privateKey } = generateKeyPairSync("ed25519");
writeFileSync(join(dir, "open.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
writeFileSync(
  join(dir, "shut.pem"),
  privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "moon" }),
);
writeFileSync(join(dir, "old.key"), "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n");
writeFileSync(
  join(dir, "serve.py"),
  'uvicorn.run("app:app",\n  ssl_keyfile="shut.pem", ssl_certfile="none.pem")\n',
);
afterAll(() => rmSync(dir, { recursive: true }));

test.each([
  ["an option with its value", ["uvicorn", "--ssl-keyfile", "shut.pem"], [], ["shut.pem"]],
  ["an option in one word", ["uvicorn", "--ssl-keyfile=./shut.pem"], [], ["shut.pem"]],
  ["the older form", ["old.key"], [], ["old.key"]],
  ["a key without a pass phrase, and none", ["open.pem", "none.pem"], [], []],
  ["a text in a source", ["python3", "serve.py"], ["serve.py"], ["shut.pem"]],
  ["a source that is not there", ["python3"], ["gone.py"], []],
])("%s", (_name, words, sources, expected) => {
  expect(encryptedKeys({ dir, cwd: dir, words, sources })).toEqual(expected);
});
