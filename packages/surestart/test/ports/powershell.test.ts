import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { type PowerShell, powerShell } from "../../src/ports/powershell.ts";
import { textForPowerShell } from "../../src/ports/windows.ts";

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A program that reads lines as PowerShell does: `behaviour` gets a line and its marker, and prints with `say`. */
function shellThat(behaviour: string): PowerShell {
  const script = `
    const say = (text) => process.stdout.write(text + "\\r\\n");
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const marker = /'(.*)'$/.exec(line)?.[1];
      if (marker) { ${behaviour} }
    });`;
  return powerShell(() => {
    const child = spawn(process.execPath, ["-e", script], { stdio: ["pipe", "pipe", "ignore"] });
    started.push(child);
    return child;
  });
}

describe("one PowerShell for all questions", () => {
  test("answers in the order of the questions, and is started once", async () => {
    const shell = shellThat("say(line.split(';')[0]); say(marker);");
    const answers = await Promise.all([shell.ask("Get-One"), shell.ask("Get-Two"), shell.ask("Get-Three")]);
    expect(answers.map((text) => text?.trim())).toEqual(["Get-One", "Get-Two", "Get-Three"]);
    expect(started).toHaveLength(1);
  });

  test("an answer in many pieces, with signs of other languages", async () => {
    const shell = shellThat(
      "const bytes = Buffer.from('Jürgen ' + marker + '\\n'); for (const b of bytes) process.stdout.write(Buffer.of(b));",
    );
    expect(await shell.ask("x")).toBe("Jürgen ");
  });

  test.each([
    ["is not there", () => powerShell(() => never("surestart-has-no-such-program"))],
    ["is refused by a policy", () => shellThat("process.exit(1)")],
  ])("one that %s: null, at once and ever after", async (_why, make) => {
    const shell = make();
    expect(await shell.ask("x", 60_000)).toBeNull();
    expect(await shell.ask("x", 60_000)).toBeNull();
  });

  test("one that never answers is waited for once", async () => {
    const shell = shellThat("");
    const began = performance.now();
    expect(await shell.ask("x", 300)).toBeNull();
    const first = performance.now() - began;
    expect(await shell.ask("x", 300)).toBeNull();
    expect(performance.now() - began - first).toBeLessThan(first);
  });

  test("one that answers no more is waited for once", async () => {
    const shell = shellThat("if (!/silent/.test(line)) say(marker);");
    expect(await shell.ask("x")).toBe("");
    const began = performance.now();
    expect(await shell.ask("silent", 300)).toBeNull();
    const first = performance.now() - began;
    expect(await shell.ask("silent", 300)).toBeNull();
    expect(performance.now() - began - first).toBeLessThan(first);
  });

  test("an answer that comes too late is nobody else's", async () => {
    const shell = shellThat(
      "if (/slow/.test(line)) setTimeout(() => say('late' + marker), 400); else setTimeout(() => say('own' + marker), 600);",
    );
    expect(await shell.ask("warm")).toBe("own");
    expect(await shell.ask("slow", 50)).toBeNull();
    expect((await shell.ask("other"))?.trim()).toBe("own");
  });
});

function never(file: string) {
  const child = spawn(file, [], { stdio: ["pipe", "pipe", "ignore"] });
  started.push(child);
  return child;
}

test("a path is given in signs of ASCII, whatever the code page of PowerShell's input", () => {
  expect(textForPowerShell("C:\\J\u00fcrgen's\\\u2019.env")).toBe(
    "('C:\\J'+[char]252+'rgen''s\\'+[char]8217+'.env')",
  );
});
