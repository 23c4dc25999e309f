import { defineTool } from "./_define.ts";

export default defineTool({
  name: "elasticsearch",
  service: {
    schemes: ["elasticsearch"],
    port: 9200,
    greeting: "none",
    names: ["ELASTIC", "ELASTICSEARCH", "OPENSEARCH"],
  },
});
