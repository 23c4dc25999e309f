import { defineTool } from "./_define.ts";

/** https://svelte.dev/docs/kit/$env-static-private */
export default defineTool({
  name: "sveltekit",
  language: "javascript",
  convention: { config: /^svelte\.config\.[cm]?[jt]s$/, on: "vite", vite: "folder" },
  framework: { packages: ["@sveltejs/kit"] },
  shipped: ["PUBLIC_"],
});
