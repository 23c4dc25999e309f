import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { windowsCommand } from "../../src/launch/command-windows.ts";

const environment = {
  Path: String.raw`C:\Users\Ada Lovelace\nodejs;C:\Jürgen\Scripts;"C:\quoted dir"`,
  PATHEXT: ".COM;.EXE;.BAT;.CMD",
  ComSpec: String.raw`C:\Windows\system32\cmd.exe`,
};
const files = new Set([
  String.raw`C:\Users\Ada Lovelace\nodejs\node.EXE`,
  String.raw`C:\Users\Ada Lovelace\nodejs\npm.CMD`,
  // Written by npm for other systems' shells: Windows does not run it.
  String.raw`C:\Users\Ada Lovelace\nodejs\npm`,
  String.raw`C:\Jürgen\Scripts\python.BAT`,
  String.raw`C:\quoted dir\tool.EXE`,
  String.raw`C:\app\node_modules\.bin\vite.CMD`,
  String.raw`C:\app\venv\Scripts\python.exe`,
  String.raw`C:\app\serve.CMD`,
  String.raw`C:\app\npm.CMD`,
]);
const command = (...argv: string[]) =>
  windowsCommand(argv, String.raw`C:\app`, environment, (file) => files.has(file));

describe("how a command is started on Windows", () => {
  test.each([
    ["node", String.raw`C:\Users\Ada Lovelace\nodejs\node.EXE`],
    ["tool", String.raw`C:\quoted dir\tool.EXE`],
    ["venv/Scripts/python.exe", String.raw`C:\app\venv\Scripts\python.exe`],
    [String.raw`venv\Scripts\python`, String.raw`venv\Scripts\python`],
  ])("a program by its file: %s", (word, file) => {
    expect(command(word, "server.js", 'a "b"')).toEqual({
      file,
      args: ["server.js", 'a "b"'],
      verbatim: false,
    });
  });

  test.each([
    ["npm", String.raw`C:\Users\Ada Lovelace\nodejs\npm.CMD`],
    ["python", String.raw`C:\Jürgen\Scripts\python.BAT`],
    ["serve", String.raw`C:\app\serve.CMD`],
    ["node_modules/.bin/vite", String.raw`C:\app\node_modules\.bin\vite.CMD`],
  ])("a batch file through cmd: %s", (word, file) => {
    expect(command(word, "start")).toEqual({
      file: environment.ComSpec,
      args: ["/e:ON", "/v:OFF", "/d", "/s", "/c", `""${file}" "start""`],
      verbatim: true,
    });
  });

  test("a command that is not there is left to the system to refuse", () => {
    expect(command("nothing", "x")).toEqual({ file: "nothing", args: ["x"], verbatim: false });
  });

  test("a line for cmd stays as it is", () => {
    const line = 'node -p "1 + 1" && echo "a b"';
    const { args, verbatim } = command("cmd.exe", "/d", "/s", "/c", line);
    expect([args.join(" "), verbatim]).toEqual([`/d /s /c "${line}"`, true]);
  });

  test("a word for a batch file is read back by the C runtime as it was, and cmd finds no variable in it", () => {
    const chars = fc.constantFrom(..."ab \\\"%&|<>^!()'*?".split(""));
    fc.assert(
      fc.property(fc.string({ unit: chars, maxLength: 12 }), (word) => {
        const line = command("npm", word).args.at(-1) as string;
        const inner = line.slice(1, -1).slice(String.raw`"C:\Users\Ada Lovelace\nodejs\npm.CMD" `.length);
        expect(firstWord(asCmdExpands(inner))).toBe(word);
      }),
    );
  });
});

/** `%cd:~,%` is a piece of CD without any character; a `%` that begins nothing stays. */
function asCmdExpands(line: string): string {
  return line.replaceAll("%cd:~,%", "");
}

/** The rules of the C runtime since 2008: `""` between quotes is a quote, backslashes count only before quotes. */
function firstWord(line: string): string {
  let word = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (slashes > 0) {
      const before = line[at + slashes] === '"';
      word += "\\".repeat(before ? slashes >> 1 : slashes);
      at += slashes - 1;
      if (before && slashes % 2 === 1) word += line[++at];
    } else if (line[at] !== '"') {
      if (line[at] === " " && !quoted) break;
      word += line[at];
    } else if (quoted && line[at + 1] === '"') word += line[++at];
    else quoted = !quoted;
  }
  return word;
}
