import { defineTools } from "./_define.ts";

/** Programs that scripts called dev and start also run: tests, checks, documentation, what runs on another device. */
export default defineTools([
  { name: "vitest", aside: true },
  { name: "jest", aside: true },
  { name: "mocha", aside: true },
  { name: "playwright", aside: true },
  { name: "start-storybook", aside: true },
  { name: "typedoc", aside: true },
  { name: "docusaurus", aside: true },
  { name: "vitepress", aside: true },
  { name: "changeset", aside: true },
  { name: "biome", aside: true },
  { name: "eslint", aside: true },
  { name: "prettier", aside: true },
  { name: "tailwindcss", aside: true },
  { name: "postcss", aside: true },
  { name: "sass", aside: true },
  { name: "react-native", aside: true },
  { name: "electron", aside: true },
]);
