import fc from "fast-check";
import { expect, test } from "vitest";
import { bodyFault } from "../../src/requests/body-limits.ts";

const rows: [string, string, RegExp | null][] = [
  ["a sign-up", '{"name":"Ada","email":"ada@example.com","password":"correct horse"}', null],
  ["a picture that is removed", '{"image":null}', null],
  ["a null name", '{"name":null}', /"name" must be a string/],
  ["brackets within a text", JSON.stringify({ title: "[".repeat(8000) }), null],
  ["a quote within a text", JSON.stringify({ title: `"${"{".repeat(100)}` }), null],
  ["20,000 brackets", "[".repeat(20_000), /lists and objects/],
  ["20,000 brackets, closed", `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, /lists and objects/],
  ["an object for a name", '{"name":{"$gt":""}}', /"name" must be a string/],
  ["a list for an email", '{"email":["ada@example.com"]}', /"email" must be a string/],
  ["a number for a password", '{"password":12345678}', /"password" must be a string/],
  ["a name of 201 characters", JSON.stringify({ name: "a".repeat(201) }), /more than 200/],
  ["an email of 255 characters", JSON.stringify({ email: "a".repeat(255) }), /more than 254/],
  ["another text of 8,193 characters", JSON.stringify({ more: ["a".repeat(8193)] }), /more than 8192/],
  ["NUL in a text", '{"name":"a\\u0000b"}', /NUL/],
  ["NUL in a key", '{"a\\u0000b":1}', /NUL/],
  ["half of a pair", '{"name":"\\ud800"}', /valid Unicode/],
  ["a list", "[]", /JSON object/],
  ["null", "null", /JSON object/],
  ["no JSON", "{", /not JSON/],
];
test.each(rows)("%s", (_name, json, fault) => {
  const said = bodyFault(json);
  if (fault === null) expect(said).toBeNull();
  else expect(said).toMatch(fault);
});

test("it never throws, and a shallow object of short texts is never refused", () => {
  fc.assert(fc.property(fc.string(), (text) => void bodyFault(text)));
  const fine = fc.string({ maxLength: 200, unit: "grapheme" }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.dictionary(fine, fine, { maxKeys: 5 }), (body) => {
      expect(bodyFault(JSON.stringify(body))).toBeNull();
    }),
  );
});
