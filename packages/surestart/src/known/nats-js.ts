import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/@nats-io/transport-node */
export default defineTool({
  name: "nats.js",
  language: "javascript",
  packages: { npm: "@nats-io/transport-node" },
  takes: [{ calls: ["nats.connect", "@nats-io/transport-node.connect"], value: "0.servers", usedAs: "nats" }],
});
