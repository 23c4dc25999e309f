import { expect, test } from "vitest";
import { clientAddress } from "../../src/auth/client-address.ts";
import { toBetterAuth } from "../../src/auth/to-better-auth.ts";

const rows: [string, string | undefined, string | null, number, string][] = [
  ["no proxy", "203.0.113.9", null, 0, "203.0.113.9"],
  ["no proxy, a header that was made up", "203.0.113.9", "1.1.1.1", 0, "203.0.113.9"],
  ["one proxy", "10.0.0.1", "203.0.113.9", 1, "203.0.113.9"],
  ["one proxy, a header that was made up before it", "10.0.0.1", "1.1.1.1, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies", "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["two proxies, and it came past one", "10.0.0.1", "203.0.113.9", 2, "203.0.113.9"],
  ["one proxy that says nothing", "10.0.0.1", null, 1, "10.0.0.1"],
  ["a header of commas", "10.0.0.1", " , ,", 1, "10.0.0.1"],
  ["no socket any more", undefined, null, 0, "unknown"],
];
test.each(rows)("the client's address with %s", (_name, socket, header, proxies, address) => {
  expect(clientAddress(socket, header, proxies)).toBe(address);
});

test("what a client sends as its address is written over, and the body goes on", async () => {
  const sent = new Request("http://a.example/", {
    method: "POST",
    body: "body",
    headers: {
      "x-client-ip": "1.1.1.1",
      cookie: "a=b",
      "content-length": "4",
      "user-agent": "x".repeat(9000),
    },
  });
  const request = toBetterAuth(sent, "203.0.113.9");
  expect(request.headers.get("x-client-ip")).toBe("203.0.113.9");
  expect(request.headers.get("cookie")).toBe("a=b");
  expect(request.headers.get("user-agent")).toBe("x".repeat(512));
  expect(await request.text()).toBe("body");
});

test.each([
  ["fetch of Node", { "sec-fetch-mode": "cors" }, null],
  ["a browser", { "sec-fetch-mode": "cors", "sec-fetch-site": "cross-site" }, "cors"],
  ["one with an origin", { "sec-fetch-mode": "cors", origin: "http://evil.example" }, "cors"],
])("Sec-Fetch-Mode of %s", (_name, headers, mode) => {
  const request = toBetterAuth(new Request("http://a.example/", { headers }), "203.0.113.9");
  expect(request.headers.get("sec-fetch-mode")).toBe(mode);
});
