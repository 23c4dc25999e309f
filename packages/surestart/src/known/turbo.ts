import { defineTool } from "./_define.ts";

export default defineTool({
  name: "turbo",
  language: "javascript",
  several: {
    ended:
      /(?:^ERROR: command finished with error: .*|^\s*ERROR\s+(?<name>\S+#\S+): .*)exited \((?<how>\d+)\)/,
  },
  builds: /^build$/,
  variables: ["TURBO_"],
});
