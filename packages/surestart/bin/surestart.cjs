#!/usr/bin/env node
// Old syntax on purpose: a Node that is too old must still be able to read the sentence that says so. And CommonJS: the ES
// loader, which nothing else of a start needs, takes a tenth of the time in which Node boots.
var version = process.versions.node.split(".").map(Number);
// biome-ignore lint/style/useNodejsImportProtocol: a Node before 14.18 does not know it.
var fs = require("fs");
// A checkout brings the Node that it runs on. On Windows its name alone is a script for other shells.
var brought = __dirname + "/../../../node_modules/.bin/node" + (process.platform === "win32" ? ".cmd" : "");
if (version[0] < 22 || (version[0] === 22 && version[1] < 18)) {
  process.stderr.write(
    "surestart needs Node 22.18 or newer, and this is Node " +
      process.versions.node +
      ". Start it with a newer Node: " +
      (fs.existsSync(brought) ? fs.realpathSync(brought) : "npx node@24") +
      " " +
      process.argv[1] +
      "\n",
  );
  process.exitCode = 1;
} else {
  // Before anything is loaded: what is compiled once is kept, in Node's own cache folder.
  require("node:module").enableCompileCache();
  // In the package, this line loads what was built (scripts/pack.ts).
  require("../scripts/clone.cjs");
}
