import { defineTool } from "./_define.ts";

/** https://laravel.com/docs/encryption */
export default defineTool({
  name: "laravel",
  language: "other",
  secrets: {
    APP_KEY: {
      library: "Laravel",
      wants: "base64: and 32 bytes in base64",
      suits: (value) => !/^[A-Za-z0-9+/]{43}=$/.test(value),
      says: /Unsupported cipher or incorrect key length/i,
      make: { command: "php artisan key:generate" },
    },
  },
});
