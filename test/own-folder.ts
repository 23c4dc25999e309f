import { tmpdir } from "node:os";

/** The temporary folder of this run of the tests; vitest.config.ts makes it, and removes it at the end. */
export const ownFolder = (): string => process.env["SURESTART_TESTS"] ?? tmpdir();
