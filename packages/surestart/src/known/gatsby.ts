import { defineTool } from "./_define.ts";

/** https://www.gatsbyjs.com/docs/how-to/local-development/environment-variables/ */
export default defineTool({
  name: "gatsby",
  language: "javascript",
  frontend: true,
  convention: { unknown: true },
  shipped: ["GATSBY_"],
});
