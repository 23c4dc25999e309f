import { defineTool } from "./_define.ts";

export default defineTool({
  name: "fastify",
  // Its program is of a package of its own.
  packages: { npm: "fastify-cli" },
  language: "javascript",
  example: "fastify start app.js",
  // https://github.com/fastify/fastify-cli: args.js and start.js, version 7.
  command: {
    options: {
      values:
        "port p, host address a, socket s, log-level l, prefix x, body-limit, plugin-timeout T, close-grace-delay g, " +
        "debug-port I, debug-host, logging-module L, ignore-watch, preload require r import i, config c, trust-proxy-ips, " +
        "trust-proxy-hop",
      flags: "watch w",
    },
    serves: /^start$/,
    entry: { as: "script", calls: "default" },
    reloads: { flags: "watch" },
    envFiles: { dialect: "dotenv", files: [".env"], missing: "never a fault" },
  },
  server: {
    tell: {
      port: "--port {port}",
      host: "--address {host}",
      variables: { port: "FASTIFY_PORT", host: "FASTIFY_ADDRESS" },
      readsPort: true,
    },
    port: 3000,
    ownListener: true,
  },
  framework: { packages: ["fastify", "@fastify/autoload"] },
  listens: [{ modules: ["fastify"] }],
  // https://fastify.dev/docs/latest/Reference/Plugins/
  starts: { method: { name: "register", of: /^(app|server|fastify|instance|scope|api|f|s)$/i } },
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
