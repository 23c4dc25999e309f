import { defineTool } from "./_define.ts";

export default defineTool({
  name: "rails",
  language: "other",
  example: "rails server",
  command: {
    options: { values: "port p, host binding b, environment e, config c, pid P" },
    serves: /^(s|server)$/,
  },
  server: {
    tell: { port: "--port {port}", host: "--binding {host}", lastWins: true, readsPort: true },
    port: 3000,
  },
  modes: ["RAILS_ENV"],
});
