import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/convict */
export default defineTool({
  name: "convict",
  language: "javascript",
  schemas: {
    modules: ["convict"],
    notation: {
      form: "options",
      steps: {},
      options: {
        variable: "env",
        default: "default",
        nullIsNone: true,
        choices: "format",
        as: {
          format: {
            port: "int",
            nat: "int",
            int: "int",
            Number: "float",
            Boolean: "boolean",
            url: "url",
            email: "email",
            duration: "duration",
          },
        },
      },
    },
    validates: [{ calls: ["convict"], schema: "0", of: "options" }],
  },
});
