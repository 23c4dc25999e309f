import { defineTool } from "./_define.ts";

export default defineTool({
  name: "kafka",
  service: {
    called: "Kafka",
    schemes: ["kafka"],
    port: 9092,
    greeting: "none",
    names: ["KAFKA"],
  },
});
