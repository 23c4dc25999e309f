import { defineTool } from "./_define.ts";

/** https://pika.readthedocs.io */
export default defineTool({
  name: "pika",
  language: "python",
  takes: [
    {
      calls: ["pika.URLParameters"],
      value: "0 url",
      usedAs: "amqp",
      as: "url",
      schemes: ["amqp", "amqps"],
      refuses: "nothing and empty",
    },
  ],
});
