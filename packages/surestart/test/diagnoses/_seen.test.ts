import { expect, test } from "vitest";
import { seenInCall } from "../../src/diagnoses/_seen.ts";
import type { Facts, Variable, WitnessFailure, WitnessGift } from "../../src/facts.ts";

const at = { file: "store.js", line: 3 };
const told = (value: string, how: WitnessGift["how"]): string => {
  const variable = { name: "STORE_URL", value, setValue: value, from: "environment", reads: [{ at }] };
  const failure: Partial<WitnessFailure> = {
    lacks: [],
    gave: [{ name: "STORE_URL", how, as: "host", to: "connect", at } as WitnessGift],
  };
  const env = { variables: [variable as unknown as Variable], files: [] };
  return seenInCall({ witness: { failure }, env } as unknown as Facts).words;
};

test.each<[string, WitnessGift["how"], string]>([
  ["postgres://u@db.example.com/a", "host", "The host in the value of STORE_URL"],
  ["postgres://u@localhost:5432/a", "host", ""],
  ["redis://127.0.0.1", "host", ""],
  ["postgres://[::1]:5432/a", "host", ""],
  ["postgres://u@localhost.example.com/a", "host", "The host in the value of STORE_URL"],
  ["postgres://u@localhost/a", "whole", "The value of STORE_URL"],
])("what was seen in the failing call of %s, of its %s", (value, how, words) => {
  const found = told(value, how);
  expect(words === "" ? found : found.includes(words)).toBe(words === "" ? "" : true);
});
