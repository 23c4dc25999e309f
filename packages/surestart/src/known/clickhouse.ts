import { defineTool } from "./_define.ts";

export default defineTool({
  name: "clickhouse",
  service: {
    schemes: ["clickhouse", "clickhouses"],
    port: 9000,
    greeting: "none",
    names: ["CLICKHOUSE"],
  },
});
