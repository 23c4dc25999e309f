import { defineTool } from "./_define.ts";

export default defineTool({
  name: "express",
  language: "javascript",
  framework: {},
  listens: [{ modules: ["express"] }],
  says: {
    // https://expressjs.com/en/guide/migrating-5.html#path-syntax: the words are those of path-to-regexp 8.
    meant: [
      {
        words: /Missing parameter name at(?: index)? \d+/,
        title: "A route has a wildcard without a name, which Express 5 does not take",
        fix: "Name it: /*rest in place of *, or /{*rest} if it can be empty",
      },
    ],
  },
});
