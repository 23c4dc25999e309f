import { defineTool } from "./_define.ts";

/** https://github.com/fastify/fastify-autoload: its index.js and lib/find-plugins.js, version 6. */
export default defineTool({
  name: "@fastify/autoload",
  language: "javascript",
  starts: {
    folder: {
      method: "register",
      modules: ["@fastify/autoload", "fastify-autoload"],
      at: "1.dir",
      script: /(?:(?:^.?|\.[^d]|[^.]d|[^.][^d])\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/i,
      index: /^index(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/i,
      hooks: { file: /^[_.]?auto_?hooks(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/i, option: "1.autoHooks" },
      ignores: "1.ignorePattern",
      optOut: /\bautoload\s*[:=]\s*false\b/,
      chosen: ["1.matchFilter", "1.ignoreFilter", "1.scriptPattern", "1.indexPattern", "1.maxDepth"],
    },
  },
});
