import { expect, test } from "vitest";
import { addressesOf } from "../../src/config/addresses.ts";

const rows: [string, string | null, boolean, string][] = [
  ["nothing is configured", null, false, "http://127.0.0.1:8001"],
  ["localhost with another port", "http://localhost:8000", false, "http://localhost:8001"],
  ["127.0.0.1 with a path", "http://127.0.0.1:3000/api", false, "http://127.0.0.1:8001"],
  ["IPv6 loopback", "http://[::1]:8000", false, "http://[::1]:8001"],
  ["localhost in production", "http://localhost:8000", true, "http://localhost:8001"],
  ["https on localhost: a proxy", "https://localhost:8443", false, "https://localhost:8443"],
  ["another host", "https://auth.example.com/", true, "https://auth.example.com"],
  ["another host, plain and with a port", "http://auth.internal:9000", false, "http://auth.internal:9000"],
  ["a name that begins like loopback", "http://127.example.com:80", false, "http://127.example.com"],
  [
    "a name that begins like localhost",
    "http://localhost.example.com",
    false,
    "http://localhost.example.com",
  ],
];
test.each(rows)("the base when it is %s", (_name, configured, production, base) => {
  const addresses = addressesOf({ configured, listening: "http://127.0.0.1:8001", production, extra: [] });
  expect(addresses.base).toBe(base);
  expect(addresses.own).toContain(base);
  expect(addresses.own).toContain("http://127.0.0.1:8001");
});

test("in development localhost and 127.0.0.1 are trusted, in production only what is named", () => {
  const options = {
    configured: null,
    listening: "http://127.0.0.1:8001",
    extra: ["https://app.example.com"],
  };
  const development = addressesOf({ ...options, production: false }).trusted;
  expect(development).toEqual(expect.arrayContaining(["http://localhost:8001", "http://127.0.0.1:8001"]));
  expect(development).toContain("https://app.example.com");
  expect(addressesOf({ ...options, production: true }).trusted).toEqual([
    "http://127.0.0.1:8001",
    "https://app.example.com",
  ]);
});
