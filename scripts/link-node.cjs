// After each install: `node` in npm scripts is the one that the repository brings. npm 10, and 11 at first, take its link away
// again, since the packages for other platforms, which they do not install, have a command of the same name.
const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const path = require("node:path");

const home = path.resolve(__dirname, "..");
const modules = path.join(home, "node_modules");
const name = Object.keys(require("../package.json").optionalDependencies).find((one) =>
  existsSync(path.join(modules, one)),
);
if (name === undefined)
  process.stderr.write(
    `There is no Node for ${process.platform} on ${process.arch} in package.json: npm scripts run on yours, ${process.version}.\n`,
  );
else if (!existsSync(path.join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node"))) {
  const { status } = spawnSync(
    process.execPath,
    [process.env.npm_execpath, "rebuild", name, "--ignore-scripts"],
    { cwd: home, stdio: ["ignore", "ignore", "inherit"] },
  );
  process.exitCode = status ?? 1;
}
