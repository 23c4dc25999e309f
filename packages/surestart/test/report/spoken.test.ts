import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunFacts } from "../../src/facts.ts";
import type { Mask } from "../../src/report/mask.ts";
import { maskOf } from "../../src/report/secrets.ts";
import { survey } from "../../src/survey/index.ts";

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(path.join(tmpdir(), "surestart-spoken-q8Zx2Lw9KpT4-")));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function maskFor(files: Record<string, string>, output?: string[]): Promise<Mask> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  const environment = { PATH: process.env["PATH"] ?? "", HOME: dir };
  const argv = ["node", "server.js"];
  const facts = await survey({ dir, argv, environment, sockets: false });
  if (!output) return maskOf(facts);
  const run = { outcome: "failed", output, crash: null } as unknown as RunFacts;
  return maskOf({ ...facts, stage: "run", run });
}

test("a host that begins as a password does stays a host", async () => {
  const mask = await maskFor({
    ".env": "QUEUE_HOST=queue-broker\nQUEUE_PASSWORD=queue-broker-passphrase\n",
    "server.js": "console.log(process.env.QUEUE_HOST, process.env.QUEUE_PASSWORD);\n",
  });
  expect(mask.text("The host queue-broker does not resolve")).toBe("The host queue-broker does not resolve");
  expect(mask.text("refused for queue-broker-passphrase")).toBe("refused for ********");
});

test("a placeholder, and what an example says, are masked where they are values", async () => {
  const mask = await maskFor({
    ".env": "SESSION_SECRET=replace-me-please\nADMIN_PASSWORD=lantern-keeper\n",
    ".env.example": "SESSION_SECRET=\nADMIN_PASSWORD=lantern-keeper\n",
    "server.js": "console.log(process.env.SESSION_SECRET, process.env.ADMIN_PASSWORD);\n",
  });
  expect(mask.text("The user lantern-keeper: replace-me-please, it says")).toBe(
    "The user lantern-keeper: ********, it says",
  );
  expect(mask.text("ADMIN_PASSWORD=lantern-keeper")).toBe("ADMIN_PASSWORD=********");
});

test("the project's folder is shown in a command, whatever it is called", async () => {
  const mask = await maskFor({
    ".env": `STORE_FILE=${dir}/data/store.db\nSTORE_TOKEN=q8Zx2Lw9KpT4\n`,
    "server.js": "console.log(process.env.STORE_FILE);\n",
  });
  const command = `node -e "new Database('${dir}/data/store.db')"`;
  expect(mask.text(command)).toBe(command);
  expect(mask.text("STORE_TOKEN=q8Zx2Lw9KpT4")).toBe("STORE_TOKEN=********");
});

test("the path of a file that exists, or that the program could not open, is shown", async () => {
  const files = {
    ".env":
      "TLS_KEY=./tls/h7Rk29QmZx01.pem\nSIGNING_KEY=/srv/absent-b4Wq81Lz.pem\nOTHER_KEY=/srv/never-named.pem\n",
    "tls/h7Rk29QmZx01.pem": "x",
    "server.js": "console.log(process.env.TLS_KEY, process.env.SIGNING_KEY, process.env.OTHER_KEY);\n",
  };
  const before = await maskFor(files);
  expect(before.text("TLS_KEY=./tls/h7Rk29QmZx01.pem")).toBe("TLS_KEY=./tls/h7Rk29QmZx01.pem");
  expect(before.text("/srv/absent-b4Wq81Lz.pem does not exist")).toBe("******** does not exist");
  const after = await maskFor(files, [
    "Error: ENOENT: no such file or directory, open '/srv/absent-b4Wq81Lz.pem'",
  ]);
  expect(after.text("/srv/absent-b4Wq81Lz.pem does not exist")).toBe(
    "/srv/absent-b4Wq81Lz.pem does not exist",
  );
  expect(after.text("/srv/never-named.pem")).toBe("********");
});
