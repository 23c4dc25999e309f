import path from "node:path";
import { defineConfig } from "vitest/config";

// `node` is the one that the repository brings, as under npm, also where vitest is started by hand.
process.env["PATH"] = [path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter);

export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "backend/test/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
