import { defineTool } from "./_define.ts";

/** https://elysiajs.com/plugins/jwt */
export default defineTool({
  name: "@elysiajs/jwt",
  language: "javascript",
  takes: [{ calls: ["@elysiajs/jwt", "@elysiajs/jwt.jwt"], value: "0.secret", usedAs: "jwt-hs256" }],
});
