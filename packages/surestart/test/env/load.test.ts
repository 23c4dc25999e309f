// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in these strings are .env texts
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type } from "arktype";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import { z } from "zod";
import { isSurestartError, loadEnv, type SurestartError } from "../../src/env.ts";

let dir: string;
let before: NodeJS.ProcessEnv;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "surestart-load-"));
  before = { ...process.env };
  delete process.env["NODE_ENV"];
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
  for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
  Object.assign(process.env, before);
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
}

function refused(run: () => unknown): SurestartError {
  try {
    run();
  } catch (error) {
    if (isSurestartError(error)) return error;
    throw error;
  }
  throw new Error("it did not throw");
}

/** "code file:line" of each finding. */
function places(error: SurestartError): string[] {
  return error.findings.map(({ code, at }) => `${code} ${at?.file ?? "–"}:${at?.line ?? "–"}`);
}

test("an option that does not exist is answered with the right call", () => {
  const of = (given: unknown) => () => Reflect.apply(loadEnv, null, [given]);
  expect(of({ path: ".env" })).toThrow(/^loadEnv has no option path: loadEnv\({ files: /);
  expect(of({ PORT: z.string() })).toThrow("loadEnv has no option PORT");
  for (const wrong of [".env", null]) expect(of(wrong)).toThrow("loadEnv takes an options object");
});

describe("without a schema", () => {
  test("fills process.env, and prints nothing", () => {
    write({ ".env": "LT_A=1\nLT_B='two words'\n" });
    const log = vi.spyOn(console, "log");
    const out = vi.spyOn(process.stdout, "write");
    const env = loadEnv({ dir });
    expect([env["LT_A"], process.env["LT_A"], process.env["LT_B"]]).toEqual(["1", "1", "two words"]);
    expect(log).not.toHaveBeenCalled();
    expect(out).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test("the environment wins, unless override says otherwise", () => {
    write({ ".env": "LT_A=file\n" });
    process.env["LT_A"] = "shell";
    expect(loadEnv({ dir })["LT_A"]).toBe("shell");
    expect(loadEnv({ dir, override: true })["LT_A"]).toBe("file");
    expect(process.env["LT_A"]).toBe("file");
  });

  test("a byte order mark and a blank behind = lose nothing", () => {
    write({ ".env": "\ufeffLT_A=1\nLT_B= \nLT_C=3\n" });
    loadEnv({ dir });
    expect([process.env["LT_A"], process.env["LT_B"], process.env["LT_C"]]).toEqual(["1", "", "3"]);
  });

  test("no file at all is no problem", () => {
    expect(() => loadEnv({ dir })).not.toThrow();
  });

  test("the dialect decides how a line is read", () => {
    write({ ".env": "LT_H=x\nLT_A=a#b\nLT_B=${LT_H}/y\n" });
    expect(loadEnv({ dir })["LT_A"]).toBe("a");
    expect(loadEnv({ dir, dialect: "python", override: true })).toMatchObject({ LT_A: "a#b", LT_B: "x/y" });
  });

  test.each([
    ["none", undefined, undefined, [".env", ".env.local"], ".env.local"],
    [
      "next",
      "production",
      "next",
      [".env", ".env.production", ".env.local", ".env.production.local"],
      ".env.production.local",
    ],
    [
      "next: local before mode",
      "production",
      "next",
      [".env", ".env.production", ".env.local"],
      ".env.local",
    ],
    [
      "vite: mode before local",
      "production",
      "vite",
      [".env", ".env.production", ".env.local"],
      ".env.production",
    ],
    ["next in tests: nothing local", "test", "next", [".env", ".env.local"], ".env"],
  ] as const)("by the convention: %s", (_, mode, files, names, winner) => {
    if (mode) process.env["NODE_ENV"] = mode;
    write(Object.fromEntries(names.map((name) => [name, `LT_A=${name}\n`])));
    expect(loadEnv({ dir, ...(files ? { files } : {}) })["LT_A"]).toBe(winner);
  });

  test("Vite's convention where package.json has Vite", () => {
    process.env["NODE_ENV"] = "production";
    write({
      "package.json": '{"devDependencies":{"vite":"8"}}',
      ".env.local": "LT_A=local\n",
      ".env.production": "LT_A=mode\n",
    });
    expect(loadEnv({ dir })["LT_A"]).toBe("mode");
  });

  test("an explicit list: the later file wins, and each must be there", () => {
    write({ one: "LT_A=1\nLT_B=1\n", two: "LT_A=2\n" });
    expect(loadEnv({ dir, files: ["one", "two"] })).toMatchObject({ LT_A: "2", LT_B: "1" });
    const error = refused(() => loadEnv({ dir, files: ["one", "none"], override: true }));
    expect(places(error)).toEqual(["env/file-missing none:–"]);
  });

  test("what cannot be read is said, and nothing is set", () => {
    write({ ".env": "LT_A=1\n", ".env.local": 'LT_B="x\nLT_C=1\n' });
    const error = refused(() => loadEnv({ dir }));
    expect(places(error)).toEqual(["env/unterminated-quote .env.local:1"]);
    expect(process.env["LT_A"]).toBeUndefined();
  });

  test("UTF-16 is said", () => {
    writeFileSync(join(dir, ".env"), Buffer.from("\ufeffLT_A=1\r\n", "utf16le"));
    expect(places(refused(() => loadEnv({ dir })))).toEqual(["env/encoding .env:1"]);
  });

  test("a folder is said", () => {
    mkdirSync(join(dir, ".env"));
    expect(places(refused(() => loadEnv({ dir })))).toEqual(["env/file-unreadable .env:–"]);
  });

  test.skipIf(process.getuid?.() === 0)(
    "a file without permission is said (root may read everything)",
    () => {
      write({ ".env": "LT_A=1\n" });
      chmodSync(join(dir, ".env"), 0);
      expect(places(refused(() => loadEnv({ dir })))).toEqual(["env/file-unreadable .env:–"]);
    },
  );
});

const schemas = {
  zod: z.object({
    LT_PORT: z.coerce.number(),
    LT_MODE: z.enum(["dev", "prod"]),
    LT_DATABASE_URL: z.string(),
  }),
  valibot: v.object({
    LT_PORT: v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number)),
    LT_MODE: v.picklist(["dev", "prod"]),
    LT_DATABASE_URL: v.string(),
  }),
  arktype: type({ LT_PORT: "string.numeric.parse", LT_MODE: "'dev'|'prod'", LT_DATABASE_URL: "string" }),
};

describe.each(Object.entries(schemas))("with a schema of %s", (_, schema) => {
  test("the result is the schema's", () => {
    write({ ".env": "LT_PORT=8000\nLT_MODE=dev\nLT_DATABASE_URL=sqlite:x\n" });
    const env = loadEnv({ dir, schema: schema as typeof schemas.zod });
    expect(env).toMatchObject({ LT_PORT: 8000, LT_MODE: "dev", LT_DATABASE_URL: "sqlite:x" });
    expectTypeOf(env.LT_PORT).toBeNumber();
  });

  test("a schema alone is one, too", () => {
    write({ ".env": "NUM=8\n" });
    const cwd = vi.spyOn(process, "cwd").mockReturnValue(dir);
    expect(refused(() => loadEnv(schema)).code).toBe("env/missing-variable");
    expect(cwd).toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test("all problems are in one error, with file, line, reason and the near name", () => {
    write({ ".env": "# x\nLT_PORT=disabled\nLT_MODE=production\nLT_DATABSE_URL=sqlite:x\n" });
    const error = refused(() => loadEnv({ dir, schema: schema as typeof schemas.zod }));
    expect(places(error).sort()).toEqual([
      "env/invalid-value .env:2",
      "env/invalid-value .env:3",
      "env/misspelled-variable .env:4",
    ]);
    expect(error.message).toContain("LT_DATABSE_URL");
    expect(error.message).toContain(".env:2");
    expect(process.env["LT_PORT"]).toBeUndefined();
  });

  test("no more than two characters of a value are shown, and nothing of a secret", () => {
    const secretSchemas = {
      zod: z.object({
        LT_TOKEN: z.string().refine((x) => x === "q", { error: (i) => `bad: ${String(i.input)}` }),
      }),
      valibot: v.object({ LT_TOKEN: v.picklist(["q"]) }),
      arktype: type({ LT_TOKEN: "'q'" }),
    };
    write({ ".env": "LT_TOKEN=canary-7f31\n" });
    for (const secret of Object.values(secretSchemas)) {
      const error = refused(() => loadEnv({ dir, schema: secret as typeof secretSchemas.zod }));
      expect(JSON.stringify(error.findings) + error.message).not.toContain("can");
    }
    write({ ".env": "LT_PORT=1\nLT_MODE=gardening\nLT_DATABASE_URL=x\n" });
    const error = refused(() => loadEnv({ dir, schema: schema as typeof schemas.zod }));
    expect(error.message).not.toContain("garden");
  });
});

test("a missing variable names the fault of the text that lost it", () => {
  write({ ".env": "A B=1\nLT_TOKEN: x\n" });
  const error = refused(() => loadEnv({ dir, schema: z.object({ LT_TOKEN: z.string() }) }));
  expect(places(error)).toEqual(["env/missing-variable .env:2"]);
  expect(error.message).toContain("env/colon-separator");
});

test.each([
  [
    "open by its name",
    "NODE_ENV",
    "Production",
    "development or production, in small letters",
    "small letters",
  ],
  [
    "a word in common",
    "LT_FILE",
    ":memory:",
    "a path: what is in memory is lost",
    "A path: what is in memory is lost. ",
  ],
])("a message that does not quote the value is shown: %s", (_name, name, value, said, shown) => {
  process.env[name] = value;
  const schema = z.object({ [name]: z.string().refine(() => false, { error: said }) });
  expect(refused(() => loadEnv({ dir, schema })).finding.detail).toContain(shown);
});

test.each([
  ["whole", "LT_FILE", ":memory:", (value: string) => `${value} is refused`],
  ["whole, a word", "LT_FILE", "memory", (value: string) => `not ${value}`],
  ["cut", "LT_FILE", "garden-fence", (value: string) => `not ${value.slice(0, 9)}…`],
  ["one word of a secret", "LT_TOKEN", "garden fence", () => "not in the garden"],
])("and one that quotes it is not: %s", (_name, name, value, said) => {
  process.env[name] = value;
  const schema = z.object({ [name]: z.string().refine(() => false, { error: said(value) }) });
  expect(refused(() => loadEnv({ dir, schema })).finding.detail).toContain("Its value (");
});

test("a value that the environment empties is told from one that is missing", () => {
  write({ ".env": "# own\nLT_TOKEN=q\n" });
  process.env["LT_TOKEN"] = "";
  const schema = z.object({ LT_TOKEN: z.string().min(1) });
  const error = refused(() => loadEnv({ dir, schema }));
  expect(places(error)).toEqual(["env/shell-overrides-file .env:2"]);
  expect(error.finding.title).toBe("LT_TOKEN is empty in the environment, which hides the one in .env");
  expect(loadEnv({ dir, schema, override: true })).toEqual({ LT_TOKEN: "q" });
  process.env["LT_TOKEN"] = "";
  write({ ".env": "LT_TOKEN=\n" });
  expect(refused(() => loadEnv({ dir, schema })).code).toBe("env/invalid-value");
});

test("a schema that can only be asked asynchronously is refused", () => {
  const schema = z.object({ LT_A: z.string().refine(async () => true) });
  write({ ".env": "LT_A=1\n" });
  expect(() => loadEnv({ dir, schema })).toThrow(/asynchron|Promise/i);
});

test("whoever asks is told which line each variable comes from, and of nothing that the environment has", () => {
  write({ ".env": "FROM_FILE_A=1\nFROM_FILE_B=1\nFROM_OUTSIDE=1\n", ".env.local": "# own\nFROM_FILE_B=2\n" });
  process.env["FROM_OUTSIDE"] = "0";
  let told: Record<string, unknown> = {};
  loadEnv({
    dir,
    onPlaces: (found) => {
      told = Object.fromEntries([...found].map(([name, { file, line }]) => [name, `${file}:${line}`]));
    },
  });
  expect(told).toEqual({ FROM_FILE_A: ".env:1", FROM_FILE_B: ".env.local:2" });
});
