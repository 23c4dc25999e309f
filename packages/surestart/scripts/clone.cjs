/**
 * The command in a clone: it runs as it is published, which starts in half the time that its sources take. Plain JavaScript:
 * to load TypeScript takes longer than the rest.
 */
const fs = require("node:fs");
const path = require("node:path");

const home = path.resolve(__dirname, "..");
const builds = path.join(home, "dist", "clone");
const note = path.join(home, "dist", "clone.json");
const state = stateOfSources();
const built = builtBefore();

if (built !== null) require(built);
else void buildAndRun();

/** Where it cannot be built, the sources run. */
async function buildAndRun() {
  const say = (line) => void process.stderr.write(`surestart: ${line}\n`);
  const { createHash } = require("node:crypto");
  const { buildClone } = await import("./build-clone.ts");
  const folder = path.join(builds, createHash("sha256").update(state).digest("hex").slice(0, 16));
  if (!(await buildClone(folder, say))) return import("../src/cli/main.ts");
  remember(folder);
  require(commandIn(folder));
}

function commandIn(folder) {
  return path.join(folder, "bin", "surestart.cjs");
}

/** What was built of these very sources; null: nothing. */
function builtBefore() {
  try {
    const { of, folder } = JSON.parse(fs.readFileSync(note, "utf8"));
    const command = commandIn(path.join(builds, folder));
    return of === state && fs.existsSync(command) ? command : null;
  } catch {
    return null;
  }
}

function remember(folder) {
  const beside = `${note}.${process.pid}`;
  fs.writeFileSync(beside, JSON.stringify({ of: state, folder: path.basename(folder) }));
  fs.renameSync(beside, note);
}

/** Names, sizes and times of all that a build is made of. */
function stateOfSources() {
  return [
    ...filesBelow("src"),
    "rolldown.config.ts",
    "package.json",
    path.join("bin", "load.cjs"),
    path.join("scripts", "pack.ts"),
  ]
    .map((file) => {
      const { size, mtimeMs } = fs.statSync(path.join(home, file));
      return `${file} ${size} ${mtimeMs}\n`;
    })
    .join("");
}

/** Node's own `recursive` takes eight times as long. */
function filesBelow(folder) {
  return fs.readdirSync(path.join(home, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}
