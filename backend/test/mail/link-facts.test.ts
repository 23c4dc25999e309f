import { expect, test } from "vitest";
import { linkFacts } from "../../src/mail/link-facts.ts";

const tokenOf = (payload: unknown): string =>
  `e30.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.x`;
const move = { email: "a@example.com", userId: "1", updateTo: "b@example.com" };

const rows: [string, string, string][] = [
  ["a sign-up", tokenOf({ email: "a@example.com" }), "address"],
  ["the old address", tokenOf({ ...move, requestType: "change-email-confirmation" }), "leave-address"],
  ["the new address", tokenOf({ ...move, requestType: "change-email-verification" }), "new-address"],
  ["nothing", "", "address"],
  ["null", tokenOf(null), "address"],
  ["no token", "a.b.c", "address"],
];
test.each(rows)("the link of %s", (_name, token, kind) => {
  expect(linkFacts(token).kind).toBe(kind);
});
