import { defineTool } from "./_define.ts";

/** https://nx.dev/nx-api/nx/documents/run */
export default defineTool({
  name: "nx",
  language: "javascript",
  runner: {
    reads: "nx",
    // The more special ones come first: https://nx.dev/recipes/tips-n-tricks/define-environment-variables
    envFiles: {
      dialect: "dotenv-expand",
      files: [".env.local", ".local.env", ".env"],
      missing: "never a fault",
    },
    options: {
      values:
        "projects project p, targets target t, configuration c, exclude, parallel, output-style, runner",
    },
  },
  builds: /^build$/,
  variables: ["NX_"],
  onlyStarts: ["nx"],
});
