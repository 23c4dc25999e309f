import { defineTool } from "./_define.ts";

/** https://docs.expo.dev/guides/environment-variables/ */
export default defineTool({
  name: "expo",
  language: "javascript",
  frontend: true,
  convention: { unknown: true },
  variables: ["EXPO_"],
  shipped: ["EXPO_PUBLIC_"],
  aside: true,
});
