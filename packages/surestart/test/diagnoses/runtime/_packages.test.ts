import { expect, test } from "vitest";
import { whereInstalled } from "../../../src/diagnoses/runtime/_packages.ts";
import type { Facts, RuntimeFacts, StartCommand } from "../../../src/facts.ts";

test.each<[string, StartCommand["language"], Partial<RuntimeFacts>]>([
  ["node_modules", "javascript", {}],
  [".pnp.cjs", "typescript", { packageTable: ".pnp.cjs" }],
  ["/usr/bin/python3", "python", { interpreter: { path: "/usr/bin/python3", version: "3.11.2" } }],
  ["the environment in use", "python", { interpreter: null }],
])("packages are missing in %s", (expected, language, runtime) => {
  expect(whereInstalled({ command: { language }, runtime } as Facts)).toBe(expected);
});
