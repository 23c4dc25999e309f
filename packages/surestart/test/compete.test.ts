import { expect, test } from "vitest";
import { type Contender, compete, type Subject } from "../src/compete.ts";

interface One extends Contender {
  name: string;
}

/** Contenders as "name: subjects", in the order of the catalogue; `!` marks what explains the crash. */
function contenders(lines: readonly string[]): One[] {
  return lines.map((line, order) => {
    const [, name = "", about = ""] = /^(\w+): ?(.*?)!?$/.exec(line) ?? [];
    const subjects = about.split(", ").filter((subject) => subject !== "") as Subject[];
    return { name, about: subjects, crash: line.endsWith("!"), order };
  });
}

test.each<[string, string[], string[]]>([
  ["of two about the same, the first stays", ["a: value X", "b: value X"], ["a<b"]],
  ["what is about more stays, wherever it is", ["a: value X", "b: line .env:1, value X"], ["b<a"]],
  ["what shares a part only stays", ["a: value X, form X", "b: value X, scheme X"], ["a", "b"]],
  ["what is about something else stays", ["a: value X", "b: value Y"], ["a", "b"]],
  [
    "one cause, many consequences",
    ["a: absent X", "b: absent Y", "c: file .env, absent X, absent Y"],
    ["c<a,b"],
  ],
  ["the words of the program give way to any explanation", ["a: crash!", "b: fault x/y!"], ["b<a"]],
  ["and to one behind them that is about something", ["a: crash!", "b: value X!"], ["b<a"]],
  ["they stay where nothing explains the crash", ["a: value X", "b: crash!"], ["a", "b"]],
  [
    "an explanation is not lost with the one to which it gave way",
    ["a: port 1", "b: port 1", "c: port 1, line .env:1"],
    ["c<a,b"],
  ],
  [
    "who gave way to it explains the crash, and so it does itself",
    ["a: line .env:1, value X", "b: value X!", "c: crash!"],
    ["a<b,c"],
  ],
])("%s", (_name, lines, kept) => {
  expect(
    compete(contenders(lines)).map(({ one, others }) =>
      others.length > 0 ? `${one.name}<${others.map((o) => o.name).join(",")}` : one.name,
    ),
  ).toEqual(kept);
});

test("two places of one diagnosis do not compete", () => {
  const [one] = contenders(["a: value X"]);
  expect(compete([one!, { ...one! }])).toHaveLength(2);
});
