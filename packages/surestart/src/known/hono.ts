import { defineTool } from "./_define.ts";

/** https://hono.dev/docs/helpers/jwt */
export default defineTool({
  name: "hono",
  language: "javascript",
  takes: [
    { calls: ["hono/jwt.sign", "hono/jwt.verify"], value: "1", usedAs: "jwt-hs256", refuses: "nothing" },
    { calls: ["hono/jwt.jwt"], value: "0.secret", usedAs: "jwt-hs256" },
  ],
  framework: { packages: ["hono", "@hono/node-server"] },
  listens: [
    { modules: ["hono"] },
    {
      calls: ["@hono/node-server.serve", "@hono/node-server.createAdaptorServer"],
      options: { at: 0 },
      shown: "serve",
    },
  ],
});
