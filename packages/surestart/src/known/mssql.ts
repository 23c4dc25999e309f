import { defineTool } from "./_define.ts";

export default defineTool({
  name: "mssql",
  service: {
    schemes: ["mssql", "sqlserver"],
    port: 1433,
    greeting: "none",
    names: ["MSSQL", "SQLSERVER"],
    engine: /mssql|sqlserver/,
  },
});
