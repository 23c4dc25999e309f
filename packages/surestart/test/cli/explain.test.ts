import { expect, test } from "vitest";
import { catalogue } from "../../src/diagnoses/index.ts";
import { project, surestart } from "./_run.ts";

test("the list has every diagnosis, in 80 columns", async () => {
  const { status, stdout } = await surestart(["explain"], { cwd: project({}) });
  expect(status).toBe(0);
  for (const { code } of catalogue) expect(stdout).toContain(`  ${code} `);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
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
  for (const words of [page.what, page.why, page.not, ...page.causes])
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

test("a code that is none", async () => {
  const { status, stderr } = await surestart(["explain", "env/hash-cut"], { cwd: project({}) });
  expect(status).toBe(2);
  expect(stderr).toContain('there is no diagnosis "env/hash-cut"; did you mean env/hash-cuts-value?');
});
