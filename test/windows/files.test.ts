import { chmodSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { lacking } from "./machine.ts";
import { clearAway, project, start, surestart, surestartEnds, windowsPath } from "./windows.ts";

afterEach(clearAway);

const lacks = lacking();
const hold = "C:\\windows\\hold.exe";
// Node's own loader takes the mark for the beginning of the first name.
const before = "\ufeffGREETING=hello\r\nOTHER=x\r\n";
const files = {
  "server.js": `
    if (!process.env.GREETING) throw new Error("GREETING is not set");
    require("node:http").createServer().listen(process.env.PORT);
  `,
  ".env": before,
};
const command = ["--", "node", "--env-file=.env", "server.js"];

describe.skipIf(lacks !== null)(`files on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  test("a fix keeps CRLF, and is taken back from a drive that is spelled in the other case", async () => {
    const cwd = project(files);
    const file = path.join(cwd, ".env");
    const other = windowsPath(cwd).replace(/^Z/, "z");
    const fixed = await surestartEnds(["doctor", other, "--fix", "--yes", ...command], {
      cwd,
    });
    expect(fixed.stderr + fixed.stdout).not.toContain("nothing was changed");
    expect(readFileSync(file, "utf8")).toBe(before.slice(1));
    const undone = await surestartEnds(["doctor", windowsPath(cwd), "--undo"], { cwd });
    expect(undone.stdout + undone.stderr).toContain("Undone: ");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test.each([
    ["a moment is waited for", 600, false],
    ["long is left as it is, and that is said", 60_000, true],
  ])("a file that another program has open for %s", async (_what, ms, refused) => {
    const cwd = project(files);
    const file = path.join(cwd, ".env");
    const editor = start([hold, windowsPath(file), String(ms)], { cwd });
    await editor.says("open");
    const fixing = start([...surestart, "doctor", "--fix", "--yes", ...command], { cwd });
    await fixing.status;
    // A line breaks where the terminal's width has it.
    const text = (fixing.stdout() + fixing.stderr()).replaceAll(/\s+/g, " ");
    if (refused) expect(text).toContain("another program (an editor, a virus scanner) has it open");
    else await editor.status;
    expect(readFileSync(file, "utf8").startsWith("\ufeff")).toBe(refused);
    if (refused) editor.press("kill");
  });

  test("who may read a .env with secrets is told by its access list", async () => {
    const cwd = project(
      { "api/.env": "MAIL_SECRET=Zk3v8Qp1Lm5xT7rB2nW9cY4dXs6\r\n", "server.js": "process.env.MAIL_SECRET" },
      "Jürgen's-",
    );
    const about = async (mode: number): Promise<string> => {
      // By the mode, Wine gives the list that Windows would have.
      chmodSync(path.join(cwd, "api/.env"), mode);
      const words = ["doctor", "--", "node", "--env-file=api/.env", "server.js"];
      const { stdout, stderr } = await surestartEnds(words, { cwd });
      return stdout + stderr;
    };
    const text = await about(0o644);
    expect(text).toContain("api/.env can be read by everybody on this machine");
    expect(text).toMatch(/icacls "api\\\.env" \/inheritance:r \/grant:r "\S+:F"/);
    expect(await about(0o600)).not.toContain("env/permissions");
  });
});
