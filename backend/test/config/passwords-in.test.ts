import { expect, test } from "vitest";
import { passwordsIn } from "../../src/config/passwords-in.ts";

test.each<[string, string[]]>([
  ["postgres://u:p%40ss@h/db", ["p%40ss", "p@ss"]],
  ["postgres://u:a/b@c@h/db", ["a/b@c"]],
  ["postgres://u:100%@h:none/db", ["100%"]],
  ["redis://:secret@h", ["secret"]],
  ["postgres:///db?host=/run&password=a%2Fb&user=u", ["a%2Fb", "a/b"]],
  ["postgres://u@h/db", []],
  ["redis://[::1]:6379", []],
  ["", []],
])("%s", (url, passwords) => {
  expect([...new Set(passwordsIn(url))]).toEqual(passwords);
});
