import { SurestartError } from "surestart/serve";
import { expect, test } from "vitest";
import { readOwnFinding } from "../../packages/surestart/src/launch/crash/own-finding.ts";
import { secretChanged } from "../src/config/findings.ts";
import { describeError } from "../src/describe-error.ts";

test("what the backend prints, surestart run reads as the finding that it is", () => {
  const error = secretChanged("/srv/data/auth.db", new Error("cannot decrypt"));
  const { code, title, detail, fixes } = error.finding;
  expect(readOwnFinding(describeError(error).split("\n"))?.said).toEqual({
    code,
    title,
    detail,
    fixes: fixes.map(({ title: way, command }) => (command ? { title: way, command } : { title: way })),
  });
});

test("of several findings the first is read", () => {
  const { finding } = secretChanged("/srv/data/auth.db", null);
  const error = new SurestartError([{ ...finding, title: "First", fixes: [] }, finding]);
  expect(readOwnFinding(describeError(error).split("\n"))?.said).toMatchObject({ title: "First", fixes: [] });
});
