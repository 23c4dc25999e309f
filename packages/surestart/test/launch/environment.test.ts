import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Dialect, Loader } from "../../src/facts.ts";
import { decideEnvironment, type EnvironmentQuestion } from "../../src/launch/environment.ts";
import { mend } from "../../src/launch/mend.ts";

const dir = mkdtempSync(join(tmpdir(), "surestart-env-"));
afterAll(() => rmSync(dir, { recursive: true }));
const write = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
const env = write(".env", "KEY=of the file\nPORT=8000\n");
const wide = join(dir, "wide.env");
writeFileSync(wide, Buffer.from("\ufeffKEY=wide\n", "utf16le"));
const local = write(".env.local", "KEY=local\n");

const question = (more: Partial<EnvironmentQuestion>): EnvironmentQuestion => ({
  environment: { HOME: "/h" },
  dialect: "node",
  explicit: [],
  search: [env],
  loaders: [],
  reads: [],
  override: false,
  dir,
  ...more,
});
const loader = (more: Partial<Loader>): Loader => ({
  dialect: "dotenv",
  how: "dotenv.config()",
  at: { file: "server.js", line: 1 },
  files: [".env"],
  found: [".env"],
  override: false,
  plain: true,
  search: "cwd",
  own: false,
  when: "import",
  installed: true,
  ...more,
});
const read = (more: Partial<EnvironmentQuestion["reads"][number]>): EnvironmentQuestion["reads"][number] => ({
  name: "KEY",
  loaded: false,
  required: true,
  hasDefault: false,
  reached: true,
  when: "import",
  ...more,
});

describe("the variables that run gives a program", () => {
  test.each<[string, Partial<EnvironmentQuestion>, Record<string, string>, string | null]>([
    ["nothing loads one: it is loaded", {}, { KEY: "of the file", PORT: "8000" }, "nothing-loads"],
    ["a file in UTF-16 is read by its mark", { search: [wide] }, { KEY: "wide" }, "nothing-loads"],
    [
      "a script keeps it to itself: what is missed is given",
      { loaders: [loader({ dialect: "bash", only: { names: [] } })], reads: [read({ name: "PORT" })] },
      { PORT: "8000" },
      "not-exported",
    ],
    [
      "a script passes it on",
      { loaders: [loader({ dialect: "bash", only: { names: ["KEY"] } })], reads: [read({ loaded: true })] },
      {},
      null,
    ],
    ["the environment stays", { environment: { KEY: "mine" } }, { PORT: "8000" }, "nothing-loads"],
    [
      "unless the file shall win",
      { environment: { KEY: "mine" }, override: true },
      { KEY: "of the file", PORT: "8000" },
      "nothing-loads",
    ],
    [
      "the first that is there",
      { search: [join(dir, "none"), local, env] },
      { KEY: "local" },
      "nothing-loads",
    ],
    ["none is there", { search: [join(dir, "none")] }, {}, null],
    [
      "those that were asked for, the later wins",
      { explicit: [env, local] },
      { KEY: "local", PORT: "8000" },
      "nothing-loads",
    ],
    [
      "what was asked for, although the project loads",
      { explicit: [local], loaders: [loader({})] },
      { KEY: "local" },
      "nothing-loads",
    ],
    [
      "the project loads, and nothing reads before it",
      { loaders: [loader({})], reads: [read({ loaded: true })] },
      {},
      null,
    ],
    [
      "a read comes before the load",
      { loaders: [loader({})], reads: [read({})] },
      { KEY: "of the file" },
      "read-before-load",
    ],
    [
      "… whose default makes the program start as it does alone",
      { loaders: [loader({})], reads: [read({ hasDefault: true, required: false })] },
      {},
      null,
    ],
    [
      "… in a file that the program does not reach",
      { loaders: [loader({})], reads: [read({ reached: false })] },
      {},
      null,
    ],
    [
      "… of a variable that the environment has",
      { environment: { KEY: "mine" }, loaders: [loader({})], reads: [read({})] },
      {},
      null,
    ],
    [
      "a loader with a choice at run time is left alone",
      { loaders: [loader({ plain: false })], reads: [read({})] },
      {},
      null,
    ],
    [
      "… also when it is not known to find anything",
      { loaders: [loader({ plain: false, found: [] })], reads: [read({})] },
      {},
      null,
    ],
    [
      "its loader finds no file",
      { loaders: [loader({ found: [] })] },
      { KEY: "of the file", PORT: "8000" },
      "loader-finds-none",
    ],
    [
      "its loader is not installed",
      { loaders: [loader({ installed: false })] },
      { KEY: "of the file", PORT: "8000" },
      "loader-finds-none",
    ],
    ["one of two finds a file", { loaders: [loader({ found: [] }), loader({})] }, {}, null],
    [
      "settings of their own: a demanded read past them is helped",
      { loaders: [loader({ own: true })], reads: [read({})] },
      { KEY: "of the file" },
      "read-before-load",
    ],
    [
      "… an optional one is not",
      { loaders: [loader({ own: true })], reads: [read({ required: false })] },
      {},
      null,
    ],
  ])("%s", (_name, more, set, because) => {
    const decision = decideEnvironment(question(more));
    expect(decision.set).toEqual(set);
    expect(decision.loaded?.because ?? null).toBe(because);
    expect(decision.loaded?.names ?? []).toEqual(Object.keys(set));
  });

  test.each<
    [string, string, Partial<Loader>, Partial<EnvironmentQuestion["reads"][number]>, Record<string, string>]
  >([
    ["a mark in front of the first key", "\ufeffKEY=v\nB=2\n", { dialect: "python" }, {}, { KEY: "v" }],
    ["a blank that swallows the next line", "A= \nKEY=v\n", { dialect: "node" }, {}, { KEY: "v" }],
    ["… which a default makes bearable", "A= \nKEY=v\n", { dialect: "node" }, { hasDefault: true }, {}],
    ["nothing", "A=1\nKEY=v\n", { dialect: "node" }, {}, {}],
  ])("what the project's own loader loses: %s", (_name, text, more, reads, set) => {
    write(".env.lost", text);
    const lost = loader({ files: [".env.lost"], found: [".env.lost"], ...more });
    const decision = decideEnvironment(
      question({ loaders: [lost], reads: [read({ loaded: true, ...reads })] }),
    );
    expect(decision.set).toEqual(set);
    expect(decision.loaded?.because ?? null).toBe(Object.keys(set).length > 0 ? "mended" : null);
  });

  test("what the program ends with is known, whoever sets it", () => {
    expect(decideEnvironment(question({ loaders: [loader({})] })).final).toEqual({
      HOME: "/h",
      KEY: "of the file",
      PORT: "8000",
    });
  });

  test.each<[Dialect, string, Record<string, string>, string[]]>([
    ["python", "\ufeffKEY=v\n", { KEY: "v" }, ["env/encoding"]],
    ["node", "\ufeffKEY=v\n", { KEY: "v" }, ["env/encoding"]],
    ["node", "A= \nB=2\n", { A: "", B: "2" }, ["env/empty-value-swallows-next"]],
    [
      "node",
      "\ufeffA= \nB=\t\nC= \r\nD=4\n",
      { A: "", B: "", C: "", D: "4" },
      ["env/encoding", "env/empty-value-swallows-next"],
    ],
    ["python", "A= \nB=2\n", { A: "", B: "2" }, []],
    ["node", "A=1 \nB=two words \n", { A: "1", B: "two words" }, []],
  ])("mended as %s reads it: %j", (dialect, text, set, mended) => {
    const decision = decideEnvironment(question({ dialect, search: [write(".env.mend", text)] }));
    expect(decision.set).toEqual(set);
    expect(decision.loaded?.mended).toEqual(mended);
  });

  test("a file without these faults is read as it is", () => {
    const bytes = Buffer.from("A=1\r\nB='x # y'\n");
    expect(mend(bytes, "node")).toEqual({ text: bytes, mended: [] });
  });
});
