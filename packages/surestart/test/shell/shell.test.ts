// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitCommandLine } from "../../src/ports/windows.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { shellCommands, splitWords } from "../../src/shell/commands.ts";
import { expandWord, type ShellScope } from "../../src/shell/expand.ts";
import { quoteTyped, quoteWord } from "../../src/shell/quote.ts";
import { project } from "../runtime/project.ts";

const variables = { A: "one", B: "two words", EMPTY: "" };
const scope = (): ShellScope => ({
  cwd: "/",
  self: "sh",
  args: ["x", "y z"],
  variables,
  expanded: new Map(),
});

/** Pieces that a shell reads as words, without anything that runs, names files or is unset (which we keep as written). */
const piece = fc.constantFrom(
  "a",
  "b.c",
  "'single $A'",
  '"double $A"',
  "\\ ",
  "\\$A",
  '"\\$A \\" \\x"',
  "$A ",
  "${A}",
  "${B}",
  '"$B"',
  "${NONE:-fall}",
  "${EMPTY:-fall}",
  "${EMPTY-kept}",
  "${A:-x}",
  "${NONE:-${A}}",
  '"${NONE:-${B}}"',
  "${NONE:-'q}'}",
  "${A:+-p}",
  "${EMPTY:+-p}",
  "${EMPTY+-p}",
  "''",
  '""',
  "$1",
  '"$2"',
  '"$@"',
  "$#",
  " ",
  "  ",
  "\t",
  "\\\n",
  "-x=",
  "%",
  "é",
);

const line = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(""));

test.skipIf(process.platform === "win32")("words are those of a real shell", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 20, maxLength: 20 }), (lines) => {
      const script = lines.map((text) => `printf '%s\\001' : ${text} ; echo`).join("\n");
      const real = execFileSync("sh", ["-c", script, "sh", ...scope().args], {
        env: variables,
        encoding: "utf8",
      });
      const ours = lines.map((text) =>
        shellCommands(text)
          .flatMap((command) => command.words)
          .flatMap((word) => expandWord(word, scope()))
          .map((word) => `${word}\u0001`)
          .join(""),
      );
      expect(ours.map((words) => `:\u0001${words}`)).toEqual(real.split("\n").slice(0, -1));
    }),
    { numRuns: 30 },
  );
});

test("no arguments are no word", () => {
  const words = shellCommands('run "$@" a"$@" $*').flatMap((command) => command.words);
  expect(words.flatMap((word) => expandWord(word, { ...scope(), args: [] }))).toEqual(["run", "a"]);
});

test("a word that was quoted is read back as it was", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ minLength: 1, maxLength: 12, unit: "binary" }).filter((s) => !/[\0\r]/.test(s)),
        { minLength: 1, maxLength: 6 },
      ),
      (words) => {
        expect(splitWords(words.map(quoteWord).join(" "))).toEqual(words);
      },
    ),
  );
});

test.each([
  ["server.js", "server.js"],
  ["C:\\shop\\server.js", "C:\\shop\\server.js"],
  ["C:\\Ada's shop\\", '"C:\\Ada\'s shop\\\\"'],
  ["{port}", '"{port}"'],
  ["@scope/shop", '"@scope/shop"'],
  [">=3", '">=3"'],
  ['say "hi"', '"say \\"hi\\""'],
  ["", '""'],
])("on Windows, %j is typed as %s", (word, typed) => {
  expect(quoteTyped(word, "win32")).toBe(typed);
  expect(splitCommandLine(`node ${typed}`)).toEqual(["node", word]);
});

const fragment = fc.constantFrom(
  "if",
  "then",
  "else",
  "elif",
  "fi",
  "[ -f .env ]",
  ";",
  "&&",
  "||",
  "|",
  "&",
  "(",
  ")",
  "{",
  "}",
  "\n",
  "$(",
  ")",
  "`",
  "'",
  '"',
  "\\",
  "${",
  "<<EOF",
  ">",
  "exec",
  "cd",
  "..",
  ". ./.env",
  "set -a",
  "export A=1",
  "export $(cat .env | xargs)",
  'while read -r l; do export "$l"; done < .env',
  "node",
  "x.js",
  "npm",
  "start",
  "sh",
  "-c",
  "python",
  "-m",
  "uvicorn",
  "main:app",
  "--port",
  "$PORT",
  "env",
  "dotenv",
  "-e",
  "=",
  "--",
  "case x in",
  "esac",
);

test("no script and no command line throws, however broken", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fragment, { maxLength: 30 }), async (fragments) => {
      using here = project({
        "s.sh": fragments.join(" "),
        "package.json": JSON.stringify({ scripts: { start: fragments.join(" ") } }),
      });
      for (const argv of [["sh", "s.sh"], ["npm", "start"], fragments]) {
        const read = await readCommand(argv, { cwd: here.dir, environment: {} });
        expect(read.argv).toEqual(argv);
        if (read.port) expect(read.program[read.port.index]?.endsWith(read.port.value)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("deep nesting ends", async () => {
  const text = `node ${"$(".repeat(5000)}echo x${")".repeat(5000)}`;
  using here = project({ "s.sh": text });
  const read = await readCommand(["sh", "s.sh"], { cwd: here.dir, environment: {} });
  expect(read.server).toBe("node");
});
