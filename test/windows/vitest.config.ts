import { defineConfig } from "vitest/config";

/** `npm run test:windows`: under Wine, one program after the other. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ["**/*.test.ts"],
    globalSetup: ["./machine.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 300_000,
    // As in the suite: time limits of real processes on a machine that others use too.
    retry: process.env["CI"] ? 1 : 0,
  },
});
