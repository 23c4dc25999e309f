import { defineTool } from "./_define.ts";

const calls = ["better-auth.betterAuth", "better-auth/minimal.betterAuth"];

/** It throws for any other scheme, and for none (assertHasProtocol in its utils/url). */
const url = { as: "url", schemes: ["http", "https"] } as const;

/** https://www.better-auth.com/docs/reference/options */
export default defineTool({
  name: "better-auth",
  language: "javascript",
  takes: [
    { calls, value: "0.secret", usedAs: "better-auth" },
    { calls, value: "0.baseURL", ...url },
  ],
  framework: {},
  looksUp: [
    // In the order of its create-context.
    {
      calls,
      either: ["BETTER_AUTH_SECRET", "AUTH_SECRET", "BETTER_AUTH_SECRETS"],
      unless: ["secret", "secrets"],
      usedAs: "better-auth",
    },
    // In the order of its getBaseURL. Vite sets BASE_URL to a path.
    {
      calls,
      either: [
        "BETTER_AUTH_URL",
        "NEXT_PUBLIC_BETTER_AUTH_URL",
        "PUBLIC_BETTER_AUTH_URL",
        "NUXT_PUBLIC_BETTER_AUTH_URL",
        "NUXT_PUBLIC_AUTH_URL",
        "BASE_URL",
      ],
      unless: ["baseURL"],
      but: "/",
      ...url,
    },
  ],
});
