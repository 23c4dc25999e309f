import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressesOf, overlap, shortenV6 } from "../../src/ports/addresses.ts";

test.each([
  ["0000:0000:0000:0000:0000:0000:0000:0000", "::"],
  ["0:0:0:0:0:0:0:1", "::1"],
  ["fe80:0000:0000:0000:0001:0000:0000:0001", "fe80::1:0:0:1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["::ffff:127.0.0.1", "127.0.0.1"],
  ["0:0:0:0:0:ffff:7f00:1", "127.0.0.1"],
  ["fe80::1%eth0", "fe80::1%eth0"],
])("%s is written %s", (long, short) => {
  expect(shortenV6(long)).toBe(short);
});

test("every IPv6 address stays what it is", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const short = shortenV6(address);
      expect(isIP(short)).toBeGreaterThan(0);
      if (short.includes(":"))
        expect(new URL(`http://[${short}]`).host).toBe(new URL(`http://[${address}]`).host);
    }),
  );
});

test.each([
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "127.0.0.2", false],
  ["0.0.0.0", "127.0.0.2", true],
  ["0.0.0.0", "::1", false],
  ["::", "127.0.0.1", true],
  ["::1", "::", true],
  ["127.0.0.1", "::1", false],
])("%s and %s on one port: in each other's way: %s", (one, other, expected) => {
  expect([overlap(one, other), overlap(other, one)]).toEqual([expected, expected]);
});

test.each([
  ["localhost", ["127.0.0.1", "::1"]],
  ["[::1]", ["::1"]],
  ["", ["::", "0.0.0.0"]],
  ["example.test", null],
])("the host %j stands for %j", (host, expected) => {
  expect(addressesOf(host)).toEqual(expected);
});
