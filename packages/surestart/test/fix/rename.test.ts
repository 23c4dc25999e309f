import { expect, test } from "vitest";
import { renameWhenFree } from "../../src/fix/rename.ts";

/** A rename that is refused so many times. */
function refused(times: number, code: string) {
  let calls = 0;
  const rename = () => {
    calls++;
    if (calls <= times) throw Object.assign(new Error(code), { code });
  };
  return { rename, calls: () => calls };
}

test.each(["EPERM", "EACCES", "EBUSY"])(
  "on Windows a file that is open for a moment is waited for (%s)",
  (code) => {
    const { rename, calls } = refused(3, code);
    renameWhenFree("a", "b", rename, "win32");
    expect(calls()).toBe(4);
  },
);

test("but not for ever", () => {
  const { rename, calls } = refused(Number.POSITIVE_INFINITY, "EPERM");
  expect(() => renameWhenFree("a", "b", rename, "win32")).toThrow("EPERM");
  expect(calls()).toBeGreaterThan(5);
});

test.each([
  ["linux", "EPERM"],
  ["win32", "ENOENT"],
  ["win32", "EXDEV"],
] as const)("other refusals are told at once (%s, %s)", (platform, code) => {
  const { rename, calls } = refused(1, code);
  expect(() => renameWhenFree("a", "b", rename, platform)).toThrow(code);
  expect(calls()).toBe(1);
});
