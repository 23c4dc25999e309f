import { defineTool } from "./_define.ts";

/** https://docs.expo.dev/guides/environment-variables/ */
export default defineTool({
  name: "expo",
  language: "javascript",
  frontend: true,
  convention: { unknown: true },
  variables: ["EXPO_"],
});
