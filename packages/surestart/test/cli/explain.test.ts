import { describe, expect, test } from "vitest";
import { diagnosesKnowing } from "../../src/cli/known-errors.ts";
import { diagnosesWithWords } from "../../src/cli/near-words.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { project, surestart } from "./_run.ts";

test("the list has every diagnosis, in 80 columns", async () => {
  const { status, stdout } = await surestart(["explain"], { cwd: project({}) });
  expect(status).toBe(0);
  for (const { code } of catalogue) expect(stdout).toContain(`  ${code} `);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const words = stdout.replaceAll(/\s+/g, " ");
  for (const { page } of catalogue) expect(words).toContain(page.what.split(" ").slice(-4).join(" "));
});

test("a page, by code and by name", async () => {
  const cwd = project({});
  const page = catalogue.find(({ code }) => code === "source/env-not-loaded")!.page;
  const [byCode, byName] = await Promise.all([
    surestart(["explain", "source/env-not-loaded"], { cwd }),
    surestart(["explain", "env-not-loaded"], { cwd }),
  ]);
  expect(byName).toEqual(byCode);
  expect(byCode.status).toBe(0);
  const [example] = page.examples ?? [];
  expect(byCode.stdout).toContain(`  Right:\n${example?.right.replace(/^/gm, "    ")}\n`);
  for (const words of [page.what, page.why, page.not, ...page.causes, ...page.steps])
    expect(byCode.stdout.replaceAll(/\s+/g, " ")).toContain(words);
});

test("a family, in whatever case", async () => {
  const { status, stdout } = await surestart(["explain", "Port"], { cwd: project({}) });
  expect(status).toBe(0);
  for (const { code } of catalogue)
    if (code.startsWith("port/")) expect(stdout).toContain(`  ${code} `);
    else expect(stdout).not.toContain(`  ${code} `);
});

test("JSON", async () => {
  const cwd = project({});
  const [list, one] = await Promise.all([
    surestart(["explain", "--format", "json"], { cwd }),
    surestart(["explain", "env/encoding", "--format", "json"], { cwd }),
  ]);
  expect(JSON.parse(list.stdout)).toMatchObject({
    schema: 1,
    diagnoses: catalogue.map(({ code }) => ({ code })),
  });
  expect(JSON.parse(one.stdout)).toMatchObject({
    schema: 1,
    code: "env/encoding",
    page: { causes: expect.any(Array) },
  });
});

describe("by an error text", () => {
  test.each<[text: string, codes: string[]]>([
    ["EADDRINUSE", ["port/bound-twice", "port/held-by-own-run", "port/held-by-other"]],
    ["Error: listen EADDRINUSE: address already in use 127.0.0.1:4871", ["port/held-by-other"]],
    ["WinError 10013", ["port/reserved-by-windows", "port/held-by-other"]],
    ["[Errno 48] Address already in use", ["port/held-by-own-run", "port/held-by-other"]],
    ["Error: connect ECONNREFUSED 10.0.0.7:6379", ["service/unreachable"]],
    ["getaddrinfo ENOTFOUND cache", ["service/host-unknown"]],
    ["ENOTFOUND cache", ["service/host-unknown"]],
    ["No module named 'wordsmith'", ["runtime/module-missing"]],
    ["Cannot find module './parts/fare'", ["runtime/local-import-missing"]],
    ["Error: Cannot find module 'wordsmith'", ["runtime/module-missing"]],
    ['relation "fares" does not exist', ["service/schema-missing"]],
    ['password authentication failed for user "ferry"', ["service/authentication-failed"]],
    ["ERR_REQUIRE_ESM", ["runtime/module-system"]],
    ["KeyError: 'SESSION_SECRET'", ["source/env-not-loaded", "env/missing-variable"]],
    ["heap out of memory", ["resource/out-of-memory"]],
    ["EACCES: permission denied, open '/srv/data/app.db'", ["resource/permission-denied"]],
  ])("%s", (text, codes) => {
    const known = diagnosesKnowing(text).map(({ code }) => code);
    expect(known).toEqual(expect.arrayContaining(codes));
    expect(known.length).toBeLessThan(7);
    expect(known).not.toContain("app/crashed");
  });

  const log = "a line of a log\n".repeat(3000);
  test.each(["hello world", "x", "Error", "undefined is not a function", log])("%s says nothing", (text) => {
    expect(diagnosesKnowing(text)).toEqual([]);
  });

  test.each(catalogue.flatMap(({ code, page }) => page.says?.map((line) => [code, line] as const) ?? []))(
    "%s knows what its page quotes: %s",
    (code, line) => {
      const filled = line.replaceAll("…", "x9");
      expect(diagnosesKnowing(filled).map((one) => one.code)).toContain(code);
    },
  );

  test("what several know is a list, what one knows is its page; unquoted words are one text", async () => {
    const cwd = project({});
    const [several, one, page] = await Promise.all([
      surestart(["explain", "EADDRINUSE"], { cwd }),
      surestart(["explain", "ERR_SOCKET_BAD_PORT"], { cwd }),
      surestart(["explain", "port/invalid"], { cwd }),
    ]);
    expect(one).toEqual(page);
    expect(several.status).toBe(0);
    expect(several.stdout).toContain("  port/held-by-other ");
    expect(several.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(several.stdout).not.toContain("  port/invalid ");
    const { stdout } = await surestart(["explain", "listen", "EADDRINUSE:", "x"], { cwd });
    expect(stdout).toContain('diagnoses match "listen EADDRINUSE: x"');
  });
});

test("a page by the name of its file", async () => {
  const cwd = project({});
  const [byFile, byCode] = await Promise.all([
    surestart(["explain", "env-hash-cuts-value"], { cwd }),
    surestart(["explain", "env/hash-cuts-value"], { cwd }),
  ]);
  expect(byFile).toEqual(byCode);
});

test.each([
  ["TIDE_SECRET is missing", "env/missing-variable"],
  ["TIDE_URL undefined", "env/missing-variable"],
  ["port taken", "port/held-by-other"],
  ["my env file is not loaded", "source/env-not-loaded"],
  ["the database password is wrong", "service/authentication-failed"],
])("words of one's own: %s", (text, code) => {
  expect(diagnosesKnowing(text)).toEqual([]);
  const codes = diagnosesWithWords(text).map((one) => one.code);
  expect(codes).toContain(code);
  expect(codes.length).toBeLessThan(7);
});

test("words of one's own are not an error text that is known", async () => {
  const { status, stdout } = await surestart(["explain", "TIDE_SECRET is missing"], { cwd: project({}) });
  expect(status).toBe(0);
  expect(stdout).toContain('No diagnosis knows "TIDE_SECRET is missing". These have most of its words:');
});

test("a text that nothing knows", async () => {
  const { status, stdout, stderr } = await surestart(["explain", "hello world"], { cwd: project({}) });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain('no diagnosis matches "hello world"; surestart explain lists them all');
});

test("a code that is none", async () => {
  const { status, stderr } = await surestart(["explain", "env/hash-cut"], { cwd: project({}) });
  expect(status).toBe(2);
  expect(stderr).toContain('no diagnosis matches "env/hash-cut"; did you mean env/hash-cuts-value?');
});
