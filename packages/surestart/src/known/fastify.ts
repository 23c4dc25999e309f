import { defineTool } from "./_define.ts";

export default defineTool({
  name: "fastify",
  // Its program is of a package of its own.
  packages: { npm: "fastify-cli" },
  language: "javascript",
  framework: { packages: ["fastify", "@fastify/autoload"] },
  listens: [{ modules: ["fastify"] }],
  says: {
    // lib/pluginUtils.js, checkVersion
    meant: [
      {
        words: /(?:(?<package>@?[\w./-]+) - )?expected '[^']+' fastify version, '[^']+' is installed/,
        title: "A plugin is made for another version of Fastify than the one that is installed",
        fix: "Install the version of the plugin that goes with this Fastify, or the Fastify that it wants",
      },
      // https://fastify.dev/docs/latest/Guides/Migration-Guide-V5/
      {
        words: /Cannot create property 'host' on (?:number|string)[\s\S]*\bnode_modules[\\/]fastify[\\/]/,
        title: "Fastify 5 takes the port and the host in one object",
        fix: "Call listen({ port, host })",
      },
    ],
  },
});
