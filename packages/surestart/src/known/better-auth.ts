import { defineTool } from "./_define.ts";

/** https://www.better-auth.com/docs/reference/options */
export default defineTool({
  name: "better-auth",
  language: "javascript",
  takes: [
    {
      calls: ["better-auth.betterAuth", "better-auth/minimal.betterAuth"],
      value: "0.secret",
      usedAs: "better-auth",
    },
    { calls: ["better-auth.betterAuth", "better-auth/minimal.betterAuth"], value: "0.baseURL", as: "url" },
  ],
  framework: {},
  looksUp: [
    {
      calls: ["better-auth.betterAuth", "better-auth/minimal.betterAuth"],
      // In the order of its create-context.
      either: ["BETTER_AUTH_SECRET", "AUTH_SECRET", "BETTER_AUTH_SECRETS"],
      unless: ["secret", "secrets"],
      usedAs: "better-auth",
    },
  ],
});
