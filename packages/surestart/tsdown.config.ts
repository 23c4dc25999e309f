import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
  entry: {
    "cli/main": "src/cli/main.ts",
    env: "src/env.ts",
    ports: "src/ports.ts",
    health: "src/health.ts",
    serve: "src/serve.ts",
    config: "src/config.ts",
  },
  format: "esm",
  platform: "node",
  target: "node22.18",
  dts: true,
  fixedExtension: true,
  // Messages of an error in the field should name a line that can be found.
  minify: false,
  sourcemap: false,
  clean: true,
});

export default config;
