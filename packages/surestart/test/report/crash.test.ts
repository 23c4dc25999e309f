import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { environment, project } from "../cli/_run.ts";

const crash = new URL("../../src/report/crash.ts", import.meta.url).href;
const error = new URL("../../src/error.ts", import.meta.url).href;

function reported(code: string): { status: number | null; stderr: string } {
  const cwd = project({ ".env": "API_TOKEN=tok-3f9c1a77\nexport DSN='postgres://crm:p@ss/1@db/crm'\n" });
  const script = `
    import { reportCrash } from ${JSON.stringify(crash)};
    import { SurestartError } from ${JSON.stringify(error)};
    process.exitCode = await reportCrash(${code});`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", "--input-type=module", "-e", script],
    {
      cwd,
      env: environment(cwd, { JWT_SECRET: "a8Jd02kLmQ" }),
      encoding: "utf8",
    },
  );
  return { status, stderr };
}

test("a defect is told with its stack, and without the secrets of the environment and of .env", () => {
  const { status, stderr } = reported('new Error("a8Jd02kLmQ tok-3f9c1a77 postgres://crm:p@ss/1@db/crm")');
  expect(status).toBe(1);
  expect(stderr).toContain("surestart crashed. This is a bug in surestart");
  expect(stderr).toContain("Error: ******** ******** postgres://crm:********@db/crm\n    at ");
});

test("an error on purpose is told in its own words", () => {
  const finding =
    '{ code: "port/invalid", severity: "error", confidence: "certain", title: "PORT is not a valid port", detail: "It is a8Jd02kLmQ.", fixes: [] }';
  expect(reported(`new SurestartError(${finding})`)).toEqual({
    status: 1,
    stderr: "surestart: PORT is not a valid port. It is ********.\n",
  });
});
