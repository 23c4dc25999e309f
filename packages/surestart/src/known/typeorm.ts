import { defineTool } from "./_define.ts";

/** https://typeorm.io/docs/data-source/data-source-options */
export default defineTool({
  name: "typeorm",
  language: "javascript",
  takes: [{ calls: ["typeorm.DataSource"], value: "0.url", usedAs: "typeorm", as: "url" }],
});
