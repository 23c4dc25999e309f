import { expect, test } from "vitest";
import { originEntry } from "../../src/config/trusted-origins.ts";

test.each([
  ["https://app.example.com", "https://app.example.com"],
  ["https://App.Example.com:443/", "https://app.example.com"],
  ["http://localhost:5173", "http://localhost:5173"],
  ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
  ["https://*.example.com", "https://*.example.com"],
  ["https://*.app.example.com:8443", "https://*.app.example.com:8443"],
  ["http://localhost:*", "http://localhost:*"],
  ["myapp://", "myapp://"],
  ["exp://192.168.0.2:8081", "exp://192.168.0.2:8081"],
])("%s is trusted as %s", (entry, origin) => {
  expect(originEntry(entry)).toEqual({ origin });
});

test.each([
  ["*", /every website/],
  ["**", /every website/],
  ["app.example.com", /no scheme/],
  ["*.example.com", /no scheme/],
  ["localhost:5173", /no scheme/],
  ["//app.example.com", /no scheme/],
  ["null", /no scheme/],
  ["https://*", /other people's hosts/],
  ["https://*:*", /other people's hosts/],
  ["https://*.com", /other people's hosts/],
  ["https://app*.com", /other people's hosts/],
  ["https://*example.com", /other people's hosts/],
  ["https://app.*", /other people's hosts/],
  ["https://?.example.com/", /has a path|other people/],
  ["http*://app.example.com", /no scheme/],
  ["https://app.example.com/login", /path/],
  ["https://app.example.com?x=1", /path/],
  ["https://ada:secret@app.example.com", /not a URL/],
  ["https://", /not a URL/],
  ["myapp://*", /wildcard/],
])("%s is not trusted", (entry, fault) => {
  expect(originEntry(entry)).toMatchObject({ entry, fault: expect.stringMatching(fault) });
});
