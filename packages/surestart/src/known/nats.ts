import { defineTool } from "./_define.ts";

export default defineTool({
  name: "nats",
  service: {
    called: "NATS",
    schemes: ["nats", "tls+nats"],
    port: 4222,
    greeting: "server",
    names: ["NATS"],
    answers: /^INFO \{/,
  },
});
