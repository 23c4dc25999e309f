import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/jsonwebtoken */
export default defineTool({
  name: "jsonwebtoken",
  language: "javascript",
  takes: [
    {
      calls: ["jsonwebtoken.sign", "jsonwebtoken.verify"],
      value: "1",
      usedAs: "jwt-hs256",
      refuses: "nothing",
    },
  ],
});
