import { describe, expect, test } from "vitest";
import { chooseTargets, type Listening, type TargetChoice } from "../../src/launch/targets.ts";

const at = (...sockets: string[]): Listening[] =>
  sockets.map((s, i) => ({
    address: s.slice(0, s.lastIndexOf(":")),
    port: Number(s.slice(s.lastIndexOf(":") + 1)),
    pid: i + 1,
  }));
const choice = (more: Partial<TargetChoice> = {}): TargetChoice => ({
  given: null,
  side: new Map(),
  since: 0,
  ...more,
});

describe("where a program is asked for its health", () => {
  test.each<[string, Listening[], TargetChoice, string[]]>([
    ["a wildcard at the loopback address", at("0.0.0.0:80"), choice({ given: 80 }), ["127.0.0.1:80"]],
    ["an IPv6 wildcard at both", at(":::80"), choice({ given: 80 }), ["127.0.0.1:80", "::1:80"]],
    ["an IPv6 loopback alone", at("::1:80"), choice({ given: 80 }), ["::1:80"]],
    ["an address of its own", at("192.0.2.7:80"), choice({ given: 80 }), ["192.0.2.7:80"]],
    ["IPv4 first", at("::1:80", "127.0.0.1:80"), choice({ given: 80 }), ["127.0.0.1:80", "::1:80"]],
    ["the given port alone", at("127.0.0.1:9090", "127.0.0.1:80"), choice({ given: 80 }), ["127.0.0.1:80"]],
    ["not another port at once", at("127.0.0.1:9090"), choice({ given: 80 }), []],
    [
      "another port after a grace",
      at("127.0.0.1:9090"),
      choice({ given: 80, since: 1000 }),
      ["127.0.0.1:9090"],
    ],
    [
      "any port when none was given",
      at("127.0.0.1:3000", "127.0.0.1:3001"),
      choice(),
      ["127.0.0.1:3000", "127.0.0.1:3001"],
    ],
    [
      "no port that another variable names",
      at("127.0.0.1:9090"),
      choice({ side: new Map([[9090, 10_000]]), since: 5000 }),
      [],
    ],
    [
      "unless nothing else comes",
      at("127.0.0.1:9090"),
      choice({ side: new Map([[9090, 10_000]]), since: 10_000 }),
      ["127.0.0.1:9090"],
    ],
    [
      "what is the likelier one first",
      at("127.0.0.1:9090", "127.0.0.1:4000", "127.0.0.1:3000"),
      choice({
        side: new Map([
          [9090, 10_000],
          [4000, 3000],
        ]),
        since: 4000,
      }),
      ["127.0.0.1:3000", "127.0.0.1:4000"],
    ],
    ["no debugger", at("127.0.0.1:9229", "127.0.0.1:3000"), choice(), ["127.0.0.1:3000"]],
  ])("%s", (_name, sockets, how, wanted) => {
    expect(chooseTargets(sockets, how).map((t) => `${t.address}:${t.port}`)).toEqual(wanted);
  });

  test("a socket on the very address gets the connection, not the wildcard's", () => {
    const [target] = chooseTargets(at("0.0.0.0:80", "127.0.0.1:80"), choice({ given: 80 }));
    expect(target).toEqual({ address: "127.0.0.1", port: 80, listens: "127.0.0.1", pid: 2 });
  });
});
