import { describe, expect, test } from "vitest";
import { probeOnWindows } from "../../src/ports/bind-probe-windows.ts";

describe("whether a port can be bound on Windows", () => {
  /** What is listened on, and what comes of it. */
  const probe = async (
    host: string | undefined,
    refused: Record<string, string> = {},
    listeners: string[] = [],
  ) => {
    const tried: string[] = [];
    const refusal = await probeOnWindows(
      8000,
      host,
      async (_port, address) => {
        tried.push(address);
        return refused[address] ?? null;
      },
      async () => listeners,
    );
    return { tried, refusal };
  };

  test.each([
    ["127.0.0.1", ["127.0.0.1", "::1"]],
    ["localhost", ["127.0.0.1", "::1"]],
    [undefined, ["127.0.0.1", "::1"]],
    ["192.168.1.2", ["192.168.1.2"]],
    // The server itself is to listen on all: the firewall asks about it anyway.
    ["0.0.0.0", ["0.0.0.0", "127.0.0.1", "::1"]],
  ])("%s is asked for on %j, and on nothing else", async (host, addresses) => {
    const { tried, refusal } = await probe(host);
    expect([...tried].sort()).toEqual([...addresses].sort());
    expect(refusal).toBeNull();
  });

  test("somebody on a wildcard has the port, though a loopback address could be bound", async () => {
    expect((await probe("127.0.0.1", {}, ["0.0.0.0"])).refusal).toEqual({
      code: "EADDRINUSE",
      address: "0.0.0.0",
    });
    expect((await probe("192.168.1.2", {}, ["0.0.0.0"])).refusal).toBeNull();
  });

  test("an excluded range is refused on loopback, too", async () => {
    expect((await probe(undefined, { "127.0.0.1": "EACCES" })).refusal).toEqual({
      code: "EACCES",
      address: "127.0.0.1",
    });
  });

  test("a machine without IPv6 has the port all the same; an address that was named must be there", async () => {
    expect((await probe(undefined, { "::1": "EADDRNOTAVAIL" })).refusal).toBeNull();
    expect((await probe("10.9.9.9", { "10.9.9.9": "EADDRNOTAVAIL" })).refusal?.code).toBe("EADDRNOTAVAIL");
  });
});
