import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/express-jwt */
export default defineTool({
  name: "express-jwt",
  language: "javascript",
  takes: [{ calls: ["express-jwt", "express-jwt.expressjwt"], value: "0.secret", usedAs: "jwt-hs256" }],
});
