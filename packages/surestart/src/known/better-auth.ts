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
  uses: {
    "better-auth": {
      called: "Better Auth",
      generate: { generate: "base64url", bytes: 32 },
      // It warns of a shorter one (its create-context).
      least: { length: 32, unit: "characters", by: "Better Auth" },
      // Refused only where NODE_ENV is exactly "production".
      publicDefault: true,
      otherSecret: /failed to decrypt (the )?private key/i,
      changes: [
        {
          id: "old-beside-new",
          title:
            "To change it for good, keep the old one in {name} and put the new one into BETTER_AUTH_SECRETS as version 2 (2:SECRET)",
        },
        {
          id: "drop-keys",
          title:
            "Delete the rows of the table jwks: tokens that were issued end, and new keys are created at the next start",
        },
      ],
    },
  },
  // Its documentation, "Secret rotation": pairs of version and secret, divided by commas.
  secrets: {
    BETTER_AUTH_SECRETS: {
      library: "Better Auth",
      wants: "pairs such as 2:new,1:old",
      suits: (value) => value.split(",").every((pair) => /^\s*\d+:\S+/.test(pair)),
      says: /Invalid BETTER_AUTH_SECRETS/i,
      make: { generate: "versioned" },
    },
  },
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
