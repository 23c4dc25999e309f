import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { freePort, project, ran } from "../cli/run-surestart.ts";

export const line = /surestart: the first start failed.*/g;

export const serveJs = `require("node:http").createServer((q, r) => r.end("up")).listen(process.env.PORT, "127.0.0.1");\n`;
/** Each start leaves a letter. */
export const countJs = 'require("node:fs").appendFileSync("starts", "x");\n';
export const countPy = 'import os\nopen("starts", "a").write("x")\n';

export const deckJs =
  'if (!process.env.DECK_NAME) throw new Error("DECK_NAME is not set");\nif (!process.env.DECK_SIZE) throw new Error("DECK_SIZE is not set");\n';

export interface Row {
  files: Record<string, string>;
  command: string[];
  env?: Record<string, string>;
  args?: string[];
  /** The finding of the first run, and how often the program was started then and in a second run. */
  code: string;
  starts: [first: number, second: number];
  /** The line that the first run says. */
  says?: string;
}

export async function twice({
  files,
  command,
  env = {},
  args = [],
  code,
  starts: wanted,
  says,
}: Row): Promise<void> {
  const dir = project(files);
  const first = await run(dir, { args, command, env });
  const began = starts(dir);
  const second = await run(dir, { args, command, env });
  expect([first.status, second.status], first.stderr + second.stderr).toEqual([0, 0]);
  expect([began, starts(dir) - began]).toEqual(wanted);
  expect(first.stderr.match(line) ?? []).toHaveLength(Math.min(wanted[0] - 1, 1));
  expect(second.stderr).not.toMatch(line);
  if (says) expect(first.stderr).toContain(says);
  for (const { report } of [first, second]) {
    expect(report?.outcome).toBe("healthy");
    if (code === "") expect(report?.findings[0]?.severity ?? "warning").toBe("warning");
    else expect(report?.findings[0]).toMatchObject({ code, resolved: true, severity: "info" });
  }
}

export async function run(
  dir: string,
  { args = [], command, env = {} }: { args?: string[]; command: string[]; env?: Record<string, string> },
): ReturnType<typeof ran> {
  const all = { XDG_STATE_HOME: join(dir, "state"), PORT: String(await freePort()), ...env };
  return ran(["run", "--exit-when-healthy", "--format", "json", ...args, "--", ...command], {
    dir,
    env: all,
  });
}

export function starts(dir: string): number {
  return readFileSync(join(dir, "starts"), "utf8").length;
}
