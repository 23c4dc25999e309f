import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";
import { ownFolder } from "./test/own-folder.ts";
import { testFiles } from "./test/projects.ts";

// `node` is the one that the repository brings, as under npm, also where vitest is started by hand.
process.env["PATH"] = [path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter);

ownFolder();

const { reading, programs, long, databases } = testFiles();

// Real processes have real time limits: where others use the machine too, as in CI, what fails is tried once more, and is shown as
// retried.
const globalSetup = "./test/build.ts";
const retry = process.env["CI"] ? 1 : 0;

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    setupFiles: ["./test/setup.ts"],
    // Two files that start programs wait more than they compute, on two cores too; vitest would take them one by one there.
    maxWorkers: 2,
    // Longer than any test takes on a machine that is busy with others: a limit is for what hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "programs", include: programs, pool: "forks", globalSetup, retry } },
      { extends: true, test: { name: "long", include: long, pool: "forks", globalSetup, retry } },
      // One server of each kind at a time, and nothing of theirs beside the time limits of the rest.
      {
        extends: true,
        test: { name: "databases", include: databases, pool: "forks", fileParallelism: false, retry },
      },
      // A process for each of these files would take longer than its tests.
      { extends: true, test: { name: "reading", include: reading, pool: "threads", isolate: false } },
    ],
  },
});
