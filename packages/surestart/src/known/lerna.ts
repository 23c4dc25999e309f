import { defineTool } from "./_define.ts";

export default defineTool({
  name: "lerna",
  language: "javascript",
  runner: { reads: "workspaces", sub: /^run$/, options: { values: "filter scope, ignore, concurrency" } },
  several: { ended: /^lerna ERR! .* exited (?<how>\d+) in '(?<name>.+)'/ },
  builds: /^build$/,
  onlyStarts: ["lerna"],
});
