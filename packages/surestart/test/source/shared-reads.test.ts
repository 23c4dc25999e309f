import { expect, test } from "vitest";
import { readJavaScript } from "../../src/source/javascript/index.ts";
import type { SourceModule } from "../../src/source/module.ts";
import { pythonReader } from "../../src/source/python/read-python.ts";
import { SharedReads } from "../../src/source/shared-reads.ts";

const script = `import { config } from "dotenv";
import { join } from "node:path";
config({ path: join(import.meta.dirname, ".env") });
export function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(name);
  return value;
}
export const key = need("FARE_KEY");
if (process.env.FARE_MODE === "fast") throw new Error("FARE_MODE");
export default () => fetch(process.env.FARE_URL ?? "http://127.0.0.1:3000");
`;
const python = `import os
from dotenv import load_dotenv

load_dotenv()
KEY = os.environ["FARE_KEY"]


def need(name: str) -> str:
    return os.environ[name]
`;
const read = await pythonReader();
const values = new Map([["FARE_MODE", ["fast"]]]);

test.each<[string, string, (text: string, file: string) => SourceModule]>([
  ["ts", script, (text, file) => readJavaScript(text, file, values)],
  ["js", script, (text, file) => readJavaScript(text, file, values)],
  ["py", python, read],
])("what another workspace has read of a .%s file is what this one would read", (ending, source, parse) => {
  const shared = new SharedReads();
  const text = Buffer.from(source);
  let parsed = 0;
  const asked = (file: string): SourceModule =>
    shared.read({ path: `/project/packages/fare.${ending}`, file, text, values: "" }, () => {
      parsed++;
      return parse(source, file);
    });
  for (const folder of ["../../packages/", "packages/", "", "../../packages/"]) {
    const module = asked(`${folder}fare.${ending}`);
    expect(module).toEqual(parse(source, `${folder}fare.${ending}`));
    // Who gets it may add to it.
    module.events.length = 0;
  }
  expect(parsed).toBe(1);
});

test("it is read again where it has changed, and where other values are set", () => {
  const shared = new SharedReads();
  const asked = (source: string, values: string): number => {
    const at = { path: "/project/fare.js", file: "fare.js", text: Buffer.from(source), values };
    return shared.read(at, () => readJavaScript(source, "fare.js")).events.length;
  };
  expect(asked("process.env.A;", "")).toBe(1);
  expect(asked("process.env.A; process.env.B;", "")).toBe(2);
  let again = false;
  shared.read(
    {
      path: "/project/fare.js",
      file: "fare.js",
      text: Buffer.from("process.env.A; process.env.B;"),
      values: "A",
    },
    () => {
      again = true;
      return readJavaScript("", "fare.js");
    },
  );
  expect(again).toBe(true);
});
