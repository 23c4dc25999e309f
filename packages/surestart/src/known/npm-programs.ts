import { defineTools } from "./_define.ts";

/** Programs of npm whose package has another name, and of which no more is known. */
export default defineTools([
  { name: "babel-node", packages: { npm: "@babel/node" } },
  { name: "sls", packages: { npm: "serverless" } },
  { name: "react-router", packages: { npm: "@react-router/dev" } },
  { name: "react-router-serve", packages: { npm: "@react-router/serve" } },
  { name: "remix-serve", packages: { npm: "@remix-run/serve" } },
  { name: "strapi", packages: { npm: "@strapi/strapi" }, builds: /^build$/ },
  { name: "medusa", packages: { npm: "@medusajs/cli" }, builds: /^build$/ },
  { name: "redwood", packages: { npm: "@redwoodjs/core" } },
  { name: "rw", packages: { npm: "@redwoodjs/core" } },
  { name: "sanity", packages: { npm: "@sanity/cli" } },
  { name: "keystone", packages: { npm: "@keystone-6/core" } },
  { name: "moleculer-runner", packages: { npm: "moleculer" } },
]);
