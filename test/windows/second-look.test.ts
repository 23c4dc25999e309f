import { readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { lacking } from "./machine.ts";
import { clearAway, project, surestartEnds } from "./windows.ts";

afterEach(clearAway);

const lacks = lacking();

// The names come from data, so that no reading of the sources can know them.
const reader = `
  const [address, key] = require("./names.json");
  exports.vault = { address: process.env[address], key: process.env[key] };
`;
const vault = `
  exports.open = ({ address, key }) => {
    if (!key) throw new Error("the vault stays shut");
    return new URL(address);
  };
`;
const server = `
  process.loadEnvFile();
  const { vault } = require("./lib/reader.js");
  require("./lib/vault.js").open(vault);
  require("node:http").createServer((_, answer) => answer.end("up")).listen(process.env.PORT);
`;
const files = {
  "lib/names.json": '["VAULT_ADDRESS", "VAULT_KEY"]\n',
  "lib/reader.js": reader,
  "lib/vault.js": vault,
  "server.js": server,
};

describe.skipIf(lacks !== null)(`the second look on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  test.each([
    ["set nowhere", "VAULT_ADDRESS=https://vault\r\n", "env/missing-variable", "lib/reader.js"],
    ["empty", "VAULT_ADDRESS=https://vault\r\nVAULT_KEY=\r\n", "env/empty-variable", ".env"],
    [
      "a value that a library refuses",
      "VAULT_ADDRESS=vault\r\nVAULT_KEY=abc\r\n",
      "env/invalid-value",
      ".env",
    ],
  ])("names a variable that no source names, at its place: %s", async (_what, env, code, file) => {
    const cwd = project({ ...files, ".env": env }, "two words-");
    const { stdout, stderr, status } = await surestartEnds(
      ["run", "--format", "json", "--timeout", "80", "--", "node", "server.js"],
      { cwd },
    );
    expect(stderr).toContain("with a witness inside");
    const { findings } = JSON.parse(stdout);
    expect([findings[0].code, findings[0].at.file], stderr).toEqual([code, file]);
    expect(status).toBe(1);
    expect(readdirSync(path.join(cwd, "lib")).sort()).toEqual(["names.json", "reader.js", "vault.js"]);
  });
});
