import type { Cases } from "../../diagnose.ts";
import { serveJs, serverJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of runtime/module-system. */
export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "require() was left over",
        files: { "package.json": '{"type":"module"}', "server.js": server },
        run: {
          output: [
            "ReferenceError: require is not defined in ES module scope, you can use import instead",
            "    at file:///srv/app/server.js:1:1",
          ],
        },
      },
      {
        name: "require() is read in an ES module",
        files: { "package.json": '{"type":"module"}', "server.js": server },
      },
      {
        name: "__dirname in an ES module",
        files: {
          "server.mjs": text`
            import { createServer } from "node:http";
            import path from "node:path";
            const page = path.join(__dirname, "page.html");
            createServer((q, r) => r.end(page)).listen(process.env.PORT);
          `,
        },
        command: ["node", "server.mjs"],
      },
      {
        name: "JSON without its type",
        files: {
          "rates.json": "{}",
          "server.mjs": text`
            import { createServer } from "node:http";
            import rates from "./rates.json";
            createServer((q, r) => r.end(JSON.stringify(rates))).listen(process.env.PORT);
          `,
        },
        command: ["node", "server.mjs"],
      },
      {
        name: "ts-node is given an ES module",
        files: { "package.json": '{"type":"module","scripts":{"dev":"ts-node tide.ts"}}', "tide.ts": "" },
        command: ["npm", "run", "dev"],
        run: {
          output: [
            'TypeError: Unknown file extension ".ts" for /srv/tide.ts',
            "    at Object.getFileProtocolModuleFormat [as file:] (node:internal/modules/esm/get_format:189:9) {",
            "  code: 'ERR_UNKNOWN_FILE_EXTENSION'",
            "}",
          ],
        },
      },
      {
        name: "a package became an ES module, and is called as it was",
        files: {
          "package.json": '{"dependencies":{"tide-table":"5"}}',
          "node_modules/tide-table/package.json":
            '{"name":"tide-table","version":"5.0.0","type":"module","exports":"./index.js"}',
          "node_modules/tide-table/index.js": "export default () => [];\n",
          "server.js": text`
            const tideTable = require("tide-table");
            tideTable("north");
            ${serveJs}
          `,
        },
        run: {
          output: ["TypeError: tideTable is not a function", "    at Object.<anonymous> (server.js:2:1)"],
        },
      },
    ],
    leaves: [
      {
        name: "a tool that is registered makes CommonJS of it",
        files: {
          "server.js": 'require("@babel/register");\nrequire("./app.js");\n',
          "app.js": text`
            import { createServer } from "node:http";
            createServer((q, r) => r.end(__dirname)).listen(process.env.PORT);
            console.log(__dirname);
          `,
          "node_modules/@babel/register/package.json": "{}",
          "package.json": '{"dependencies":{"@babel/register":"7"}}',
        },
      },
      {
        name: "JSON with its type, and a __dirname of its own",
        files: {
          "rates.json": "{}",
          "server.mjs": text`
            import { createServer } from "node:http";
            import { dirname } from "node:path";
            import { fileURLToPath } from "node:url";
            import rates from "./rates.json" with { type: "json" };
            const __dirname = dirname(fileURLToPath(import.meta.url));
            const old = typeof require === "function" ? require("node:os") : null;
            createServer((q, r) => r.end(JSON.stringify([rates, old, __dirname]))).listen(process.env.PORT);
          `,
        },
        command: ["node", "server.mjs"],
      },
      {
        name: "createRequire is right",
        files: {
          "package.json": '{"type":"module"}',
          "server.js": text`
            import { createRequire } from "node:module";
            const require = createRequire(import.meta.url);
            ${serveJs}
          `,
        },
      },
    ],
  };
}
