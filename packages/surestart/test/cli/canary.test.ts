import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseCall } from "../../src/cli/options.ts";
import { isSecretName } from "../../src/secret-name.ts";
import { hasPasswordInUrl } from "../../src/secret-value.ts";
import { project, surestart as spawned } from "./_run.ts";

let printed = "";
beforeEach(() => {
  printed = "";
  const keep = (text: unknown): boolean => {
    printed += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function surestart(dir: string, ...words: string[]): Promise<string> {
  printed = "";
  const request = parseCall(words, dir);
  if (request.kind !== "call") throw new Error("not a call");
  const { command } = await request.spec.load();
  await command(request.call);
  return printed;
}

/** A value that is nobody's word: a canary, with whatever a password may bear. */
const canary = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9]{10,24}$/),
    fc.constantFrom("", "#", "$x", " ", "@", "'", '"', "%", "/", "\\", "é", "“", ": "),
    fc.stringMatching(/^[A-Za-z0-9]{10,24}$/),
  )
  .filter(([a, , b]) => /\d/.test(a) && /[a-z]/i.test(a) && /\d/.test(b) && /[a-z]/i.test(b))
  .map(([a, odd, b]) => ({ whole: a + odd + b, parts: [a, b] }));

const spell = fc.constantFrom<(name: string, value: string) => string>(
  (name, value) => `${name}=${value}`,
  (name, value) => `${name}='${value}'`,
  (name, value) => `export ${name}="${value}"`,
  (name, value) => `${name}: ${value}`,
  (name, value) => `${name} = ${value} # note`,
  (name, value) => `${name}=“${value}”`,
  (name, value) => `${name}="${value}`,
  (name, value) => `${name} ${value}`,
  (name, value) => `# ${name}=${value}`,
  (name, value) => `${name}=postgres://crm:${value}@127.0.0.1:1/crm`,
  (name, value) => `${name}=postgres://crm:${value} # x@127.0.0.1:1/crm`,
  (name, value) => `${name}=https://hooks.example.org/${value}?again=${value}`,
  (name, value) => `${name}=/srv/keys/${value}.pem`,
);
const name = fc.constantFrom(
  "SESSION_SECRET",
  "API_TOKEN",
  "DATABASE_URL",
  "DB_PASSWORD",
  "JWT_SECRET",
  "STRIPE_KEY",
  // Open as they are, they show nothing that was pasted into them.
  "PORT",
  "SMTP_HOST",
  "NODE_ENV",
  "TLS_KEY",
);

const env = fc.record({
  lines: fc.array(fc.tuple(name, canary, spell), { minLength: 1, maxLength: 6 }),
  eol: fc.constantFrom("\n", "\r\n"),
  bom: fc.constantFrom("", "\uFEFF"),
  utf16: fc.boolean(),
});

const server = `
const secret = process.env.SESSION_SECRET;
if (!secret) throw new Error("SESSION_SECRET is not set");
require("jsonwebtoken").sign({}, process.env.JWT_SECRET ?? "dev");
new URL(process.env.DATABASE_URL);
require("node:fs").readFileSync(process.env.TLS_KEY ?? __filename);
require("node:net").connect(25, process.env.SMTP_HOST ?? "127.0.0.1").on("error", () => {});
require("node:http").createServer().listen(process.env.PORT);
`;

test("no canary of a .env is printed, by no command and in no format", async () => {
  await fc.assert(
    fc.asyncProperty(env, async ({ lines, eol, bom, utf16 }) => {
      const text = bom + lines.map(([key, { whole }, write]) => write(key, whole)).join(eol) + eol;
      const bytes = utf16
        ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")])
        : Buffer.from(text);
      const dir = project({
        "server.js": server,
        ".env": bytes,
        ".env.example": "SESSION_SECRET=\nMORE_TOKEN=\n",
      });
      vi.stubEnv("XDG_STATE_HOME", join(dir, "state"));
      chmodSync(join(dir, ".env"), 0o644);
      const start = ["--", "node", "--env-file=.env", "server.js", "--token", lines[0]![1].whole];
      const all = [
        await surestart(dir, "doctor", ...start),
        await surestart(dir, "doctor", "--dry-run", ...start),
        await surestart(dir, "doctor", "--format", "json", ...start),
        await surestart(dir, "doctor", "--format", "sarif", ...start),
        await surestart(dir, "doctor", "--format", "github", ...start),
        await surestart(dir, "env", ...start),
        await surestart(dir, "env", "--format", "json", ...start),
        await surestart(dir, "init"),
        await surestart(dir, "doctor", "--fix", "--yes", ...start),
        await surestart(dir, "doctor", "--undo"),
      ].join("\n");
      for (const part of lines.flatMap(([, { parts }]) => parts)) {
        const at = all.indexOf(part);
        expect(at === -1 ? null : all.slice(Math.max(0, at - 200), at + 60)).toBeNull();
      }
    }),
    { numRuns: Number(process.env["SURESTART_FUZZ_RUNS"] ?? 12) },
  );
}, 300_000);

/** Says all that it was given, and ends by an error that has it as well. */
const talker = `
const given = Object.entries(process.env).filter(([name]) => /SECRET|TOKEN|KEY|URL|PASSWORD/.test(name));
console.log("started with", given);
throw new Error("cannot go on with " + given.map(([, value]) => value).join(" and "));
`;

test("nor is one that the program itself says, in the report of run", async () => {
  await fc.assert(
    fc.asyncProperty(env, async ({ lines: all, eol, bom }) => {
      // With what is not a valid port nothing is started.
      const lines = all.filter(([key]) => key !== "PORT");
      fc.pre(lines.length > 0);
      const text = bom + lines.map(([key, { whole }, write]) => write(key, whole)).join(eol) + eol;
      const dir = project({ "server.js": talker, ".env": text });
      const words = ["run", "--format", "json", "--report", "report.json", "--", "node", "server.js"];
      const { status, stdout } = await spawned(words, { cwd: dir });
      expect(status).toBe(1);
      const said = stdout + readFileSync(join(dir, "report.json"), "utf8");
      expect(said).toContain("cannot go on with");
      // A DATABASE_URL that has no password in it is no secret, and the program may have said it for a reason.
      const secrets = lines.filter(
        ([key, , write]) => isSecretName(key) || hasPasswordInUrl(write("", "x").replace(/^[^=]*=/, "")),
      );
      for (const part of secrets.flatMap(([, { parts }]) => parts)) {
        const at = said.indexOf(part);
        expect(at === -1 ? null : said.slice(Math.max(0, at - 200), at + 60)).toBeNull();
      }
    }),
    { numRuns: Number(process.env["SURESTART_FUZZ_RUNS"] ?? 6) },
  );
}, 300_000);

test("nor is a secret that a fix has just made", async () => {
  const dir = project({ "server.js": server, ".env": "SESSION_SECRET=change-me\n" });
  vi.stubEnv("XDG_STATE_HOME", join(dir, "state"));
  const said = await surestart(
    dir,
    "doctor",
    "--fix",
    "--yes",
    "--format",
    "json",
    "--",
    "node",
    "--env-file=.env",
    "server.js",
  );
  const [, made] = /SESSION_SECRET=(\S+)/.exec(readFileSync(join(dir, ".env"), "utf8")) ?? [];
  expect(made).not.toBe("change-me");
  expect(said).not.toContain(made!);
  writeFileSync(join(dir, "server.js"), "");
});
