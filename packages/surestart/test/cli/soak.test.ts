import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EndResult, endOne } from "../../../../bench/soak/ends.ts";
import { rush } from "../../../../bench/soak/rush.ts";
import { ways } from "../../../../bench/soak/ways.ts";
import { freePort } from "./run-surestart.ts";

/** `npm run soak` in small: the same programs and the same bookkeeping, by /proc and not by what surestart says. */
const possible =
  process.platform === "linux" && spawnSync("python3", ["-c", "import http.server"]).status === 0;

let folder = "";
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "soak-test-")));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!possible)("many runs and every end (needs Linux and python3)", { timeout: 120_000 }, () => {
  test("ten at once that want one port", async () => {
    const here = mkdtempSync(path.join(folder, "rush-"));
    const result = await rush({ runs: 10, wanted: await freePort(), folder: here, boot: 500 });
    expect(result).toMatchObject({ runs: 10, healthy: 10, ports: 10, failures: [] });
  });

  test("six, while others grab ports in between", async () => {
    const here = mkdtempSync(path.join(folder, "grab-"));
    const options = { runs: 6, wanted: await freePort(), folder: here, grabbers: 2, boot: 500 };
    expect(await rush(options)).toMatchObject({ runs: 6, healthy: 6, ports: 6, failures: [] });
  });

  test("one run for every way to end: nothing is left", async () => {
    const results: EndResult[] = [];
    const left = ways.map((way, at) => ({ way, at }));
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const { way, at } = next;
        const mark = `${path.basename(folder)}-${at}`;
        const dir = path.join(folder, String(at));
        results.push(await endOne(way, { dir, mark, port: await freePort(), python: at % 2 === 1 }));
      }
    };
    await Promise.all([worker(), worker(), worker(), worker(), worker()]);
    expect(results).toHaveLength(ways.length);
    expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  });
});
