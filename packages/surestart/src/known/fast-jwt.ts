import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/fast-jwt */
export default defineTool({
  name: "fast-jwt",
  language: "javascript",
  takes: [
    { calls: ["fast-jwt.createSigner", "fast-jwt.createVerifier"], value: "0.key", usedAs: "jwt-hs256" },
  ],
});
