import { expect, test } from "vitest";
import { stalePages } from "../scripts/diagnosis-pages.ts";

test("docs/diagnoses and the number in the README are what the catalogue makes (npm run pages)", async () => {
  expect(await stalePages()).toEqual([]);
});
