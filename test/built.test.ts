import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { builtCommand } from "../scripts/built.ts";

test("npm start runs the command as it is published: built once, and again when the sources have changed", async () => {
  const first: string[] = [];
  const command = await builtCommand((line) => first.push(line));
  expect(first.filter((line) => !line.startsWith("building"))).toEqual([]);
  const second: string[] = [];
  expect(await builtCommand((line) => second.push(line))).toBe(command);
  expect(second).toEqual([]);
  const version = execFileSync(process.execPath, [command as string, "--version"], { encoding: "utf8" });
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
});
