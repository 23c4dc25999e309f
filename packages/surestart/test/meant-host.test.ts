import { expect, test } from "vitest";
import { meantHost } from "../src/meant-host.ts";

test.each([
  ["[::1]", "::1"],
  ["[2001:db8::7]:8000", "2001:db8::7"],
  ["http://127.0.0.1", "127.0.0.1"],
  ["https://api.example.org/", "api.example.org"],
  ["localhost:3000", "localhost"],
  [" 0.0.0.0", "0.0.0.0"],
  ["0.0.0.0/0", "0.0.0.0"],
  ["127.0.0.1", null],
  ["::1", null],
  ["::ffff:127.0.0.1", null],
  ["fe80::1%eth0", null],
  ["api-1.internal", null],
  ["*", null],
  ["", null],
  ["unix:/run/app.sock", null],
  ["$HOST", null],
])("%j means %j", (text, meant) => {
  expect(meantHost(text)).toBe(meant);
});
