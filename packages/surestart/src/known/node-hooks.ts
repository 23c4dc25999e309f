import { defineTools } from "./_define.ts";

const watches = { does: "watches" } as const;
const teaches = { does: "teaches" } as const;

/** Packages that `node -r` and `node --import` load in front of a program. */
export default defineTools([
  { name: "newrelic", hook: watches },
  { name: "dd-trace", hook: watches },
  { name: "@sentry", hook: watches },
  { name: "@opentelemetry", hook: watches },
  { name: "elastic-apm-node", hook: watches },
  { name: "source-map-support", hook: watches },
  { name: "esbuild-register", hook: teaches },
  { name: "@esbuild-kit", hook: teaches },
  { name: "@swc/register", hook: teaches },
  {
    name: "@babel/register",
    hook: { ...teaches, packages: ["@babel/register", "@babel/node", "babel-register"] },
  },
  { name: "sucrase", hook: teaches },
  { name: "jiti", hook: teaches },
  { name: "esm", hook: teaches },
  { name: "tsconfig-paths", hook: teaches },
  { name: "module-alias", hook: teaches },
  { name: "app-module-path", hook: teaches },
  { name: "link-module-alias", hook: teaches },
]);
