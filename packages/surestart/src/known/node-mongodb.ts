import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/mongodb */
export default defineTool({
  name: "node-mongodb",
  language: "javascript",
  packages: { npm: "mongodb" },
  takes: [
    {
      calls: ["mongodb.MongoClient", "mongodb.MongoClient.connect"],
      value: "0",
      usedAs: "mongodb",
      as: "url",
      schemes: ["mongodb", "mongodb+srv"],
      refuses: "nothing",
    },
  ],
});
