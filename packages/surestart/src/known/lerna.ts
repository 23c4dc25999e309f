import { defineTool } from "./_define.ts";

export default defineTool({
  name: "lerna",
  language: "javascript",
  several: { ended: /^lerna ERR! .* exited (?<how>\d+) in '(?<name>.+)'/ },
  builds: /^build$/,
});
