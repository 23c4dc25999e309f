import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configNames } from "../../src/survey/config-names.ts";

test.each([
  [
    "json",
    '{\n  "pump": {\n    "key": "PUMP_KEY"\n  },\n  "port": "PORT"\n}\n',
    ["pump.key=PUMP_KEY:3", "port=PORT:5"],
  ],
  ["json", '{ "port": { "__name": "PORT", "__format": "number" } }\n', ["port=PORT:1"]],
  ["yaml", "pump:\n  key: PUMP_KEY\nlist: [A, B]\n", ["pump.key=PUMP_KEY:2"]],
  ["json", '{ "port": ', []],
  ["json", "", []],
])("%s %j", async (ending, source, names) => {
  const dir = mkdtempSync(join(tmpdir(), "surestart-config-"));
  try {
    mkdirSync(join(dir, "config"));
    const files = [`config/custom-environment-variables.${ending}`, "config/default.json"];
    for (const file of files) writeFileSync(join(dir, file), source);
    const found = await configNames(dir, files);
    expect(found.map(({ key, name, at }) => `${key}=${name}:${at.line}`)).toEqual(names);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
