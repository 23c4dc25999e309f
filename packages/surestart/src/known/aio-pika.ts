import { defineTool } from "./_define.ts";

/** https://aio-pika.readthedocs.io */
export default defineTool({
  name: "aio-pika",
  language: "python",
  takes: [
    {
      calls: ["aio_pika.connect", "aio_pika.connect_robust"],
      value: "0 url",
      usedAs: "amqp",
      as: "url",
      schemes: ["amqp", "amqps"],
    },
  ],
});
