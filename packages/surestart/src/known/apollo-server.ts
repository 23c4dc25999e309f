import { defineTool } from "./_define.ts";

export default defineTool({
  name: "apollo-server",
  language: "javascript",
  listens: [
    { modules: ["@apollo/server"] },
    {
      calls: ["@apollo/server/standalone.startStandaloneServer"],
      options: { at: 1, in: "listen" },
      shown: "startStandaloneServer",
    },
  ],
});
