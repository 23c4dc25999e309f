import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Case, type Cases, diagnose } from "../../src/diagnose.ts";
import { printsPrivateKey, printsSecret } from "../../src/diagnoses/_typed.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { SecretForm } from "../../src/finding.ts";
import { needs } from "../needs.ts";
import { factsOf, neededBy } from "./in-small.ts";

const pem = /^-----BEGIN PRIVATE KEY-----\n[\w+/=\n]+\n-----END PRIVATE KEY-----$/;

describe("a command that prints a secret", () => {
  test.each<[SecretForm["generate"] | "private key", string, RegExp]>([
    ["base64", printsSecret({ generate: "base64" }), /^[\w+/]{43}=$/],
    ["base64url", printsSecret({ generate: "base64url", bytes: 24 }), /^[\w-]{32}$/],
    ["hex", printsSecret({ generate: "hex", bytes: 16 }), /^[0-9a-f]{32}$/],
    ["fernet", printsSecret({ generate: "fernet" }), /^[\w-]{43}=$/],
    ["versioned", printsSecret({ generate: "versioned" }), /^1:[\w-]{43}$/],
    ["private key", printsPrivateKey, pem],
  ])("%s", (_form, command, right) => {
    expect(execFileSync(command, { shell: true, encoding: "utf8" }).trim()).toMatch(right);
    // What sh, cmd or PowerShell take for themselves between double quotes: variables, escapes, history, the quotes' end.
    expect(/^node -p "([^"]+)"$/.exec(command)?.[1]).toMatch(/^[^$`\\!%^\n]+$/);
  });
});

const folder = path.join(import.meta.dirname, "../../src/diagnoses");
/** Only a shell of POSIX knows these, or they do something else elsewhere. */
const posix =
  /\b(?:sudo|chmod|chown|openssl|unset|export|ulimit|sysctl|systemctl|printf)\b|\bmkdir -p|\bls -|\bps -|>>|\$\(|^\w+=/;
const typing = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /^[a-z]+\/[a-z][a-z-]*\.ts$/.test(file))
  .filter((file) =>
    posix.test(readFileSync(path.join(folder, file), "utf8").replace(/^(?:.|\n)*fixes: /, "")),
  );

test.each<[string, Omit<Case, "name">, string]>([
  [
    "a virtual environment",
    {
      files: {
        "requirements.txt": "notthere\n",
        "main.py": "import notthere\n",
        ".venv/pyvenv.cfg": "version = 3.11\n",
        ".venv/lib/python3.11/site-packages/notthere/__init__.py": "",
      },
      command: ["/usr/bin/python3", "main.py"],
    },
    ".venv\\Scripts\\python main.py",
  ],
  [
    "a program that is in the project alone",
    {
      files: { "node_modules/.bin/serve-here": "#!/bin/sh\n", "package.json": "{}" },
      modes: { "node_modules/.bin/serve-here": 0o755 },
      command: ["serve-here", "--port", "1"],
    },
    ".\\node_modules\\.bin\\serve-here --port 1",
  ],
  [
    "a version that is asked for with signs of a shell",
    {
      files: {
        "pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.99"\n',
        "main.py": "print(1)\n",
      },
      command: ["/usr/bin/python3", "main.py"],
    },
    'uv venv --python ">=3.99"',
  ],
])("on Windows: %s", async (_what, one, command) => {
  const facts = await factsOf({ name: "one", ...one });
  facts.project.windows = true;
  const fixes = diagnose(facts, catalogue).findings.flatMap((finding) => finding.fixes);
  expect(fixes.map((fix) => fix.command)).toContain(command);
});

test("on Windows: a .env that all users may read is given rights of its own", async () => {
  const facts = await factsOf({
    name: "one",
    files: { "api/.env": "MAIL_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6\n", "server.js": "" },
    command: ["node", "--env-file=api/.env", "server.js"],
    environment: { USERNAME: "ada", USERDOMAIN: "PC" },
  });
  facts.project.windows = true;
  Object.assign(facts.env.files[0]!, { mode: null, readers: ["Authenticated Users", "Users"] });
  const [own] = diagnose(facts, catalogue).findings.filter(({ code }) => code === "env/permissions");
  expect(own?.title).toBe("api/.env can be read by everybody on this machine");
  expect(own?.detail).toContain("Authenticated Users and Users");
  expect(own?.fixes).toMatchObject([
    { safety: "manual", command: 'icacls "api\\.env" /inheritance:r /grant:r "PC\\ada:F"', changes: [] },
  ]);
});

describe.each(typing)("on Windows, %s", async (file) => {
  const { cases } = (await import(path.join(folder, file))) as { cases: () => Cases };

  test.for(cases().claims.map((c): [string, Case] => [c.name, c]))(
    "%s: no command of another system is offered",
    async ([, one], { skip }) => {
      needs(skip, ...neededBy(one));
      const facts = await factsOf(one);
      facts.project.windows = true;
      const { findings } = diagnose(facts, catalogue);
      const own = findings.filter(({ code }) => code === file.replace(/\.ts$/, ""));
      const commands = own.flatMap(({ fixes }) => fixes.flatMap(({ command }) => command ?? []));
      expect(commands.filter((command) => posix.test(command))).toEqual([]);
    },
  );
});
