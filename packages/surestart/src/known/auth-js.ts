import { defineTool } from "./_define.ts";

/** https://authjs.dev/reference/core#authconfig */
export default defineTool({
  name: "auth.js",
  language: "javascript",
  uses: { "auth.js": { anyText: true } },
  takes: [
    {
      calls: [
        "next-auth",
        "next-auth.*",
        "@auth/core",
        "@auth/core.*",
        "@auth/express",
        "@auth/express.*",
        "@auth/sveltekit",
        "@auth/sveltekit.*",
        "@auth/solid-start",
        "@auth/solid-start.*",
      ],
      value: "0.secret",
      usedAs: "auth.js",
    },
  ],
});
