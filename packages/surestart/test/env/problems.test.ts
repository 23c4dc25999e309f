// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in these strings are .env texts
import { describe, expect, test } from "vitest";
import { dialects as allDialects } from "../../src/env/dialects.ts";
import { readDocument } from "../../src/env/document.ts";
import { problemsOf } from "../../src/env/problems.ts";
import type { Dialect } from "../../src/facts.ts";

/** "code line:column key -lost,keys [dialects]" */
function found(input: string | Uint8Array, dialects: Dialect[], env: Record<string, string> = {}): string[] {
  return problemsOf(readDocument(input), dialects, { env }).map((problem) => {
    const { line, column } = problem.at;
    const lost = problem.loses.length > 0 ? ` -${problem.loses.join(",")}` : "";
    return `${problem.code.slice(4)} ${line}:${column} ${problem.key ?? "–"}${lost} [${problem.dialects.join(" ")}]`;
  });
}

const utf16 = (text: string, bom = true): Uint8Array =>
  Buffer.from(`${bom ? "\ufeff" : ""}${text}`, "utf16le");

describe("what bites", () => {
  test.each<[string, string | Uint8Array, Dialect[], string[]]>([
    ["byte order mark", "\ufeffA=1\nB=2\n", ["python"], ["encoding 1:1 – -A [python]"]],
    ["byte order mark that dotenv skips", "\ufeffA=1\n", ["dotenv"], []],
    ["byte order mark, one of two", "\ufeffA=1\n", ["dotenv", "node"], ["encoding 1:1 – -A [node]"]],
    ["UTF-16", utf16("A=1\r\nB=2\r\n"), ["node"], ["encoding 1:1 – -A,B [node]"]],
    ["UTF-16 for dotenvx", utf16("A=1\r\n"), ["dotenvx"], []],
    ["UTF-16 without a mark", utf16("A=1\nB=2\n", false), ["python"], ["encoding 1:1 – -A,B [python]"]],
    ["Latin-1", Buffer.from("A=1\nB=caf\xe9\n", "latin1"), ["python"], ["encoding 2:6 – -A,B [python]"]],
    ["NUL", "A=x\0y\n", ["node"], ["encoding 1:4 – [node]"]],
    ["colon", "A=1\nTOKEN: x\n", ["node", "dotenv"], ["colon-separator 2:6 TOKEN -TOKEN [node]"]],
    ["typographic quotes", "A=1\nB=“x”\n", ["node"], ["smart-quotes 2:3 B [node]"]],
    ["typographic quotes inside", 'A="say “x”"\nB=a “b” c\n', ["node", "python"], []],
    ["no-break space around a value", "A=\u00a0x\n", ["node", "dotenv"], ["smart-quotes 1:3 A [node]"]],
    ["no-break space in a key", "\u00a0A=x\n", ["node"], ["smart-quotes 1:1 A -A [node]"]],
    ["key in quotes", '"A"=1\n', ["python"], ["invalid-line 1:1 A -A [python]"]],
    ["set of Windows", "set TOKEN=1\n", ["python"], ["invalid-line 1:1 TOKEN -TOKEN [python]"]],
    ["no equals sign", "TOKEN abc\nB=1\n", ["python"], ["invalid-line 1:1 TOKEN -TOKEN [python]"]],
    [
      "export",
      "export A=1\n",
      ["python", "decouple", "django-environ"],
      ["invalid-line 1:1 A -A [decouple]"],
    ],
    [
      "export of a key that is set again",
      "export A=1\nA=2\n",
      ["decouple"],
      ["duplicate-key 2:1 A [decouple]"],
    ],
    [
      "blanks around the equals sign",
      "A = 1\n",
      ["decouple", "django-environ"],
      ["invalid-line 1:1 A -A [django-environ]"],
    ],
    [
      "blank before the key",
      "A=1\n B=2\n",
      ["starlette", "django-environ"],
      ["invalid-line 2:2 B -B [django-environ]"],
    ],
    ["a name of another variable", "A=$B\nB=1\nC=1$B\n", ["django-environ"], []],
    ["a name of no variable", "A=$B\n", ["django-environ"], ["dollar-expands 1:3 A [django-environ]"]],
    ["heading", "[db]\nA=1\n", ["python", "node"], []],
    ["heading that docker refuses", "[d b]\nA=1\n", ["docker"], ["invalid-line 1:1 – -A [docker]"]],
    ["bare key", "A\nB=2\n", ["compose", "python", "dotenv"], []],
    ["bare key that Node 20 glues", "A\nB=2\n", ["node20"], ["invalid-line 1:1 – -B [node20]"]],
    [
      "two quoted assignments",
      'M="s"; KEY="x";\nG="Hello; you"\n',
      ["python"],
      ["invalid-line 1:1 M -M,KEY [python]"],
    ],
    ["two assignments", "ONE=1; TWO=2\n", ["python"], ["invalid-line 1:1 ONE -TWO [python]"]],
    ["two assignments for a shell", "ONE=1; TWO=2\n", ["bash"], []],
    ["several words for a shell", "A=old mill\nB=2\n", ["bash"], ["invalid-line 1:3 A -A [bash]"]],
    ["an operator for a shell", "A=/x?a=1&b=2\nB=2\n", ["bash"], ["invalid-line 1:3 A -A [bash]"]],
    ["connection string", "DSN=Server=db; Database=x; User=y\n", ["python", "node"], []],
    ["text behind a quote", 'A="x" y\n', ["dotenv", "node"], ["invalid-line 1:1 A [dotenv]"]],
    ["quote never closed", 'A="x\nB=2\n', ["python"], ["unterminated-quote 1:3 A -A [python]"]],
    ["quote that swallows", 'A="x\nB="y"\nC=3\n', ["node"], ["unterminated-quote 1:3 A -B [node]"]],
    ["quote that closes lines later", 'A="l1\nB=2\nl3"\nC=3\n', ["node", "python"], []],
    ["apostrophe", "A='tis\nB=2\n", ["node"], []],
    [
      "blank behind an empty value",
      "A= \nB=2\n",
      ["node", "python"],
      ["empty-value-swallows-next 1:3 A -B [node]"],
    ],
    ["blank behind an empty value, then a comment", "A= \n\n# c\nB=2\n", ["python", "node20"], []],
    ["hash", "A=pa#ss\n", ["node", "python"], ["hash-cuts-value 1:5 A [node]"]],
    ["hash that python keeps", "A=pa#ss\nC=#fff\n", ["python", "bash"], []],
    ["hash in JSON", 'A={"c":"#ff7700","d":true}\n', ["node"], ["hash-cuts-value 1:9 A [node]"]],
    ["hash with a dollar", "A=p$x#y\n", ["bun"], ["hash-cuts-value 1:6 A [bun]"]],
    ["comments", "A=1 # one\nB='#x' # it's\nC= # off\n", ["node", "dotenv"], []],
    ["dollar", "A=pa$word\n", ["bun", "node"], ["dollar-expands 1:5 A [bun]"]],
    ["two dollars", "A=pa$$word\n", ["bash"], ["dollar-expands 1:5 A [bash]"]],
    ["bcrypt", "A=$2b$12$abc\n", ["bash"], ["dollar-expands 1:3 A [bash]"]],
    ["bcrypt in single quotes", "A='$2b$12$abc'\n", ["bash", "python", "node"], []],
    [
      "bcrypt in single quotes for Vite",
      "A='$2b$12$abc'\n",
      ["dotenv-expand"],
      ["dollar-expands 1:4 A [dotenv-expand]"],
    ],
    ["reference", "H=/srv\nL=${H}/logs\nM=$H/m\n", ["bash"], []],
    ["reference to the environment", "L=$HOME/logs\n", ["bash"], []],
    ["default", "L=${X:-y}\n", ["compose", "bash"], []],
    ["command", "L=$(date)\n", ["bash"], []],
    [
      "reference that one does not expand",
      "H=1\nL=$H\n",
      ["bash", "python"],
      ["dialects-disagree 2:3 L [python]"],
    ],
    [
      "kept quotes",
      "A=\"x\"\nB='y'\nC=z\n",
      ["docker"],
      ["quotes-kept 1:3 A [docker]", "quotes-kept 2:3 B [docker]"],
    ],
    ["backticks", "A=`x y`\n", ["python", "node"], ["quotes-kept 1:3 A [python]"]],
    ["escape", 'A="a\\tb"\n', ["node", "python"], ["dialects-disagree 1:3 A [node]"]],
    ["duplicate", "A=1\nB=1\nA=2\n", ["node"], ["duplicate-key 3:1 A [node]"]],
    ["duplicate with the same value", "A=1\nA=1\n", ["node"], []],
    ["duplicate that adds", "A=1\nA=${A}:2\n", ["bash"], []],
    ["carriage return", "A=1\r\nB=2\r\n", ["bash"], ["carriage-return 1:4 – [bash]"]],
    ["carriage return that others skip", "A=1\r\nB=2\r\n", ["node", "python", "docker"], []],
    ["old Mac", "A=1\rB=2\r", ["node"], ["carriage-return 1:4 – -B [node]"]],
    [
      "several",
      "\ufeffA=1\r\nB=x#y\r\n",
      ["node"],
      ["encoding 1:1 – -A [node]", "hash-cuts-value 2:4 B [node]"],
    ],
    ["nothing in use", "A: 1\n", [], []],
  ])("%s", (_, input, dialects, expected) => {
    expect(found(input, dialects, { HOME: "/root" })).toEqual(expected);
  });
});

test("an ordinary file has no problem in any dialect but docker's quotes", () => {
  const text =
    "# settings\n\nPORT=3000\nDATABASE_URL=postgres://u:p%40ss@h:5432/db?x=1\nNAME='two words'\nEMPTY=\nLIST=a,b\n";
  const others = allDialects.filter((dialect) => dialect !== "docker");
  expect(found(text, others)).toEqual([]);
  expect(found(text, ["docker"])).toEqual(["quotes-kept 5:6 NAME [docker]"]);
});

test("many faulty lines are asked about in linear time", () => {
  const text = Array.from({ length: 3000 }, (_, i) => `KEY${i} = "x" "y${i}\n?? ${i}\n`).join("");
  const start = process.threadCpuUsage();
  problemsOf(readDocument(text), ["node", "python", "compose"]);
  expect(process.threadCpuUsage(start).user / 1e6).toBeLessThan(5);
});

test.each<[string, Dialect[], string[] | undefined]>([
  ['M="s"; KEY="x y";', ["python"], ['M="s"', 'KEY="x y"']],
  ["TOKEN abc", ["python"], ["TOKEN=abc"]],
  ['"A"=1', ["python"], ["A=1"]],
  ['A="x\nB="y"', ["node"], ['A="x"']],
  ['A="x" y', ["dotenv"], undefined],
])("%j should be", (text, dialects, lines) => {
  expect(problemsOf(readDocument(text), dialects)[0]?.lines).toEqual(lines);
});

test.each<[string, Dialect[], boolean]>([
  ["A=pa#ss", ["node", "python"], true],
  ["A=$2b$12$abc", ["bash", "node"], true],
  ["A=pa$word", ["bun", "node"], false],
  ["H=1\nA=$H/x", ["bash", "python"], false],
])("%j: one spelling suits %j: %j", (text, dialects, portable) => {
  expect(problemsOf(readDocument(text), dialects)[0]?.args["portable"] !== false).toBe(portable);
});
