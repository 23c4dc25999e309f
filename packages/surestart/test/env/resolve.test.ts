// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in these strings are .env texts
import { describe, expect, test } from "vitest";
import { type ResolveLoader, resolveEnv } from "../../src/env/resolve.ts";
import type { Dialect } from "../../src/facts.ts";

function loader(
  dialect: Dialect,
  files: Record<string, string>,
  more: Partial<ResolveLoader> = {},
): ResolveLoader {
  return { dialect, files: Object.entries(files).map(([file, content]) => ({ file, content })), ...more };
}

/** NAME=value from where, hiding where. */
function shown(environment: Record<string, string>, ...loaders: ResolveLoader[]): string[] {
  return resolveEnv({ environment, loaders }).variables.map(
    ({ name, value, from, hides, hidesEnvironment, own }) => {
      const place = from === "environment" ? from : `${from.file}:${from.line}`;
      const hidden = [
        ...hides.map(({ file, line }) => `${file}:${line}`),
        ...(hidesEnvironment ? ["environment"] : []),
      ];
      return `${name}=${value} ${place}${hidden.length > 0 ? ` hides ${hidden.join(" ")}` : ""}${own ? " own" : ""}`;
    },
  );
}

describe("who wins", () => {
  const two = { a: "X=1\n", b: "X=2\nY=2\n" };
  test.each<[string, Record<string, string>, ResolveLoader[], string[]]>([
    ["the environment", { X: "0" }, [loader("python", { a: "X=1\n" })], ["X=0 environment hides a:1"]],
    [
      "a file that overrides",
      { X: "0" },
      [loader("python", { a: "X=1\n" }, { override: true })],
      ["X=1 a:1 hides environment"],
    ],
    [
      "a shell that exports one of them",
      {},
      [loader("bash", { a: "X=1\nY=$X\n" }, { only: { names: ["Y"] } })],
      ["Y=1 a:2"],
    ],
    [
      "a shell",
      { X: "0" },
      [loader("bash", { a: "X=1\n" }, { override: false })],
      ["X=1 a:1 hides environment"],
    ],
    ["dotenv: the first file", {}, [loader("dotenv", two)], ["X=1 a:1 hides b:1", "Y=2 b:2"]],
    [
      "dotenv with override: the last",
      {},
      [loader("dotenv", two, { override: true })],
      ["X=2 b:1 hides a:1", "Y=2 b:2"],
    ],
    ["node: the last file", {}, [loader("node", two)], ["X=2 b:1 hides a:1", "Y=2 b:2"]],
    [
      "two loads: the first",
      {},
      [loader("python", { a: "X=1\n" }), loader("python", { b: "X=2\n" })],
      ["X=1 a:1 hides b:1"],
    ],
    [
      "two loads of one file: nothing is hidden",
      {},
      [loader("node", { a: "X=1\n" }), loader("dotenv", { a: "X=1\n", b: "X=2\n" }, { override: true })],
      ["X=2 b:1 hides a:1"],
    ],
    [
      "the environment before two loads of one file",
      { X: "0" },
      [loader("node", { a: "X=1\n" }), loader("dotenv", { a: "X=1\n" })],
      ["X=0 environment hides a:1"],
    ],
    ["the last line of a key", {}, [loader("node", { a: "X=1\nX=2\n" })], ["X=2 a:2"]],
    [
      "nobody, in an object of its own",
      {},
      [loader("python", { a: "X=1\n" }, { own: true })],
      ["X=1 a:1 own"],
    ],
    [
      "bun, which passes over what is set",
      { X: "0" },
      [loader("bun", { a: "X=1\n" })],
      ["X=0 environment hides a:1"],
    ],
  ])("%s", (_, environment, loaders, expected) => {
    expect(shown(environment, ...loaders)).toEqual(expected);
  });
});

test("a later loader sees what an earlier one has set", () => {
  const loaders = [loader("python", { a: "H=/srv\n" }), loader("bash", { b: "L=${H}/logs\n" })];
  expect(resolveEnv({ environment: { PATH: "/bin" }, loaders }).environment).toEqual({
    PATH: "/bin",
    H: "/srv",
    L: "/srv/logs",
  });
});

test("what a loader of its own object reads is not in the environment", () => {
  const loaders = [loader("python", { a: "X=1\n" }, { own: true })];
  expect(resolveEnv({ environment: {}, loaders }).environment).toEqual({});
});
