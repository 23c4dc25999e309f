import { findExecutable } from "../../src/runtime/executable.ts";

/** A Python of this machine; null where there is none, and the tests that need one say so. */
export const pythonPath: string | null = findExecutable(
  "python3",
  "/",
  (process.env["PATH"] ?? "").split(":").concat("/usr/bin"),
);

export const withoutPython = "no python3 on this machine: install Python 3 to run this";
