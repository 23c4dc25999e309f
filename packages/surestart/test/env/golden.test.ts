import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { dialects, readEnv } from "../../src/env/dialects.ts";
import type { Dialect } from "../../src/facts.ts";

interface Golden {
  name: string;
  input: string;
  readings: Record<Dialect, { values?: Record<string, string | null>; refused?: string; unknown?: string[] }>;
}

const { cases } = JSON.parse(readFileSync(new URL("golden/dialects.json", import.meta.url), "utf8")) as {
  cases: Golden[];
};

describe.each(dialects)("%s reads as its loader does", (dialect) => {
  test.each(cases)("$name", ({ input, readings }) => {
    const { values, refused, unknown = [] } = readings[dialect];
    const reading = readEnv(input, dialect, { env: { SYS: "sysval" } });
    if (refused !== undefined) {
      expect(reading.values).toEqual({});
      expect(reading.problems).not.toEqual([]);
      // bash goes on behind a command that fails; every other loader stops.
      if (dialect !== "bash") expect(reading.refused).toBe(true);
      return;
    }
    const wanted = Object.entries(values ?? {}).filter(([key]) => !unknown.includes(key));
    const set = wanted.filter(([, value]) => value !== null).sort();
    const bare = wanted.filter(([, value]) => value === null).map(([key]) => key);
    expect(
      Object.entries(reading.values)
        .filter(([key]) => !unknown.includes(key))
        .sort(),
    ).toEqual(set);
    if (dialect === "python") expect(reading.bare).toEqual(bare);
    for (const key of unknown)
      expect(reading.problems).toContainEqual(
        expect.objectContaining({ key, reason: expect.stringMatching(/command|expansion/) }),
      );
  });
});
