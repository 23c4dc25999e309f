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
  starts: { calls: ["@nestjs/config.registerAs"] },
  schemas: {
    modules: ["@nestjs/config"],
    validates: [
      { calls: ["@nestjs/config.ConfigModule.forRoot"], schema: "0.validationSchema", of: "schema" },
      {
        calls: ["@nestjs/config.ConfigModule.forRoot"],
        schema: "0.validate",
        of: "function",
        named: "validate",
      },
    ],
    asks: {
      methods: { getOrThrow: { required: true, default: 1 }, get: { default: 1 } },
      holder: { name: /config|^(this\.)?(env|cs)$/i, type: "ConfigService" },
    },
  },
});
