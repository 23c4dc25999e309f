import { defineTool } from "./_define.ts";

/** https://sidorares.github.io/node-mysql2/docs */
export default defineTool({
  name: "mysql2",
  language: "javascript",
  takes: [
    {
      calls: [
        "mysql.createPool",
        "mysql.createConnection",
        "mysql/promise.createPool",
        "mysql/promise.createConnection",
        "mysql2.createPool",
        "mysql2.createConnection",
        "mysql2/promise.createPool",
        "mysql2/promise.createConnection",
      ],
      value: ["0", "0.uri"],
      usedAs: "mysql",
      as: "url",
    },
  ],
});
