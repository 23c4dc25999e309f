import { defineConfig } from "vitest/config";

/** `npm run test:windows`: under Wine, one program after the other. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ["**/*.test.ts"],
    globalSetup: ["./machine.ts"],
    fileParallelism: false,
    // Once in about a hundred starts, a program did not come up under Wine; why is not known (docs/windows.md).
    retry: 1,
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
});
