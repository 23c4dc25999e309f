import { defineTool } from "./_define.ts";

/** https://docs.nestjs.com/techniques/configuration */
export default defineTool({
  name: "@nestjs/config",
  language: "javascript",
  loads: [
    {
      calls: ["@nestjs/config.ConfigModule.forRoot"],
      dialect: "dotenv",
      usual: "cwd",
      path: "envFilePath",
      unless: { true: "ignoreEnvFile" },
      expands: { option: "expandVariables", module: "dotenv-expand" },
    },
  ],
});
