import { defineTools } from "./_define.ts";

/** Compilers and bundlers. */
export default defineTools([
  { name: "tsc", packages: { npm: "typescript" }, builds: true },
  { name: "vue-tsc", builds: /^build$/ },
  { name: "babel", packages: { npm: "@babel/cli" }, builds: true },
  { name: "swc", packages: { npm: "@swc/cli" }, builds: true },
  { name: "tsup", builds: true },
  { name: "tsdown", builds: true },
  { name: "tsgo", builds: true },
  { name: "esbuild", builds: true },
  { name: "webpack", builds: true },
  { name: "webpack-cli", builds: true },
  { name: "rollup", builds: true },
  { name: "rolldown", builds: true },
  { name: "ncc", builds: true },
  { name: "parcel", builds: true },
  { name: "gulp", builds: true },
  { name: "grunt", builds: true },
  { name: "unbuild", builds: true },
  { name: "pkgroll", builds: true },
  { name: "microbundle", builds: true },
  { name: "rspack", builds: /^build$/ },
  { name: "ng", packages: { npm: "@angular/cli" }, builds: /^build$/, frontend: true },
  { name: "vue-cli-service", packages: { npm: "@vue/cli-service" }, builds: /^build$/, frontend: true },
  { name: "webpack-dev-server", frontend: true },
  { name: "storybook", aside: true, builds: /^build$/, frontend: true },
]);
