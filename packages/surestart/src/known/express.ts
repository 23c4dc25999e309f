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
      // Express 4's words, and those of router 2.
      {
        words:
          /(?:Router|app)\.use\(\) requires a middleware function|\bRoute\.\w+\(\) requires a callback function|argument handler (?:must be a function|is required)/,
        title: "A route or middleware is given something that is no function",
        fix: "Look at what its file exports: module.exports with an s, the name that is imported, and files that require each other",
      },
    ],
  },
});
