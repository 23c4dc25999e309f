import { defineTool } from "./_define.ts";

export default defineTool({
  name: "amqp",
  uses: { amqp: { called: "AMQP" } },
  service: {
    called: "the AMQP broker",
    seen: "an AMQP broker",
    schemes: ["amqp", "amqps", "pyamqp"],
    port: 5672,
    tls: { schemes: ["amqps"], port: 5671 },
    greeting: "client",
    names: ["RABBITMQ", "RABBIT", "AMQP"],
    asks: "AMQP\x00\x00\x09\x01",
    answers: (bytes) =>
      bytes.toString("latin1").startsWith("AMQP") ||
      (bytes[0] === 1 && bytes.length > 11 && bytes.readUInt32BE(7) === 0x000a000a),
  },
});
