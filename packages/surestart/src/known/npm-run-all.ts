import { defineTools, type Several } from "./_define.ts";

const several: Several = { ended: /^ERROR: "(?<name>.+)" exited with (?<how>\d+)\.?$/ };

/** https://github.com/mysticatea/npm-run-all */
export default defineTools([
  {
    name: "npm-run-all",
    language: "javascript",
    programs: ["npm-run-all", "npm-run-all2"],
    runner: { reads: "package.json", options: { values: "" } },
    several,
    onlyStarts: ["npm-run-all", "npm-run-all2"],
  },
  {
    name: "run-s",
    language: "javascript",
    packages: { npm: "npm-run-all" },
    runner: { reads: "package.json", options: { values: "" } },
  },
  {
    name: "run-p",
    language: "javascript",
    packages: { npm: "npm-run-all" },
    runner: { reads: "scripts", options: { values: "max-parallel, npm-path" } },
    several,
  },
]);
