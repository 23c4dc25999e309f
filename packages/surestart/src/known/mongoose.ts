import { defineTool } from "./_define.ts";

/** https://mongoosejs.com/docs/connections.html */
export default defineTool({
  name: "mongoose",
  language: "javascript",
  takes: [
    {
      calls: ["mongoose.connect", "mongoose.createConnection"],
      value: "0",
      usedAs: "mongodb",
      as: "url",
      schemes: ["mongodb", "mongodb+srv"],
      refuses: "nothing",
    },
  ],
});
