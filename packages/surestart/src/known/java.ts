import { defineTool } from "./_define.ts";

export default defineTool({
  name: "java",
  language: "other",
  command: { options: { values: "port server.port Dserver.port" } },
  // Spring Boot's own binding of variables; other Java programs read PORT, or nothing.
  server: { tell: { variables: { port: "SERVER_PORT", host: "SERVER_ADDRESS" } } },
});
