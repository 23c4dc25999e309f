import { defineTool } from "./_define.ts";

/** https://amqp-node.github.io/amqplib/ */
export default defineTool({
  name: "amqplib",
  language: "javascript",
  takes: [
    {
      calls: ["amqplib.connect", "amqplib/*.connect"],
      value: "0",
      usedAs: "amqp",
      as: "url",
      schemes: ["amqp", "amqps"],
    },
  ],
});
