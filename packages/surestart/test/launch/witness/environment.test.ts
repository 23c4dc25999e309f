import { expect, test } from "vitest";
import { witnessEnvironment } from "../../../src/launch/witness/environment.ts";

test.each<[string, NodeJS.Platform, Record<string, string>, string, string, Record<string, string>]>([
  [
    "nothing there before",
    "linux",
    {},
    "/tmp/w",
    "/opt/s/preload.cjs",
    { PYTHONPATH: "/tmp/w", NODE_OPTIONS: '--require "/opt/s/preload.cjs"' },
  ],
  [
    "what was there comes behind it",
    "linux",
    { PYTHONPATH: "lib:/srv/lib", NODE_OPTIONS: "--max-old-space-size=64" },
    "/tmp/w",
    '/opt/a "b" \\c/preload.cjs',
    {
      PYTHONPATH: "/tmp/w:lib:/srv/lib",
      NODE_OPTIONS: '--require "/opt/a \\"b\\" \\\\c/preload.cjs" --max-old-space-size=64',
    },
  ],
  [
    "an empty one names no folder",
    "linux",
    { PYTHONPATH: "", NODE_OPTIONS: "" },
    "/tmp/w",
    "/opt/preload.cjs",
    { PYTHONPATH: "/tmp/w", NODE_OPTIONS: '--require "/opt/preload.cjs"' },
  ],
  [
    "Windows: its separator, slashes for Node, and names in any case",
    "win32",
    { PythonPath: "C:\\lib", node_options: "--trace-warnings" },
    "C:\\Users\\A B\\w",
    "C:\\Program Files\\s\\preload.cjs",
    {
      PythonPath: "C:\\Users\\A B\\w;C:\\lib",
      node_options: '--require "C:/Program Files/s/preload.cjs" --trace-warnings',
    },
  ],
  [
    "under Node's permission model Node is left alone",
    "linux",
    { NODE_OPTIONS: "--permission --allow-fs-read=/srv" },
    "/tmp/w",
    "/opt/preload.cjs",
    { PYTHONPATH: "/tmp/w" },
  ],
])("%s", (_what, platform, environment, folder, preload, expected) => {
  const { SURESTART_WITNESS, ...added } = witnessEnvironment(environment, folder, preload, platform);
  expect(SURESTART_WITNESS).toBe(folder);
  expect(added).toEqual(expected);
});
