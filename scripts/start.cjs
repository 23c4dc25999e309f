// `npm start`: makes backend/.env where it is missing, and runs the backend. What comes after `npm start --` is for
// `surestart run`: npm start -- --port 9000
// Plain JavaScript: to load TypeScript takes two boots of Node, and all that most starts do is to see that there is nothing to make.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const backend = join(__dirname, "..", "backend");
const command = join(__dirname, "..", "packages", "surestart", "bin", "surestart.cjs");

if (isComplete() && !mayBeProduction()) run();
else {
  require("node:module").enableCompileCache();
  void import("./make-env.ts").then(run);
}

function run() {
  // In this process: one less between the terminal and the backend, for signals to pass.
  const options = process.argv.slice(2);
  process.argv = [process.argv[0], command, "run", "--cwd", backend, ...options, "--", "node", "src/main.ts"];
  require(command);
}

/** The .env has every key of the example, as far as that is seen at a glance; where it is not, make-env.ts looks closely. */
function isComplete() {
  try {
    const has = keysIn(".env");
    return [...keysIn(".env.example")].every((key) => has.has(key));
  } catch {
    return false;
  }
}

function keysIn(file) {
  const text = readFileSync(join(backend, file), "utf8");
  return new Set(Array.from(text.matchAll(/^(?:export )?([A-Za-z_]\w*)=/gm), ([, key]) => key));
}

/** Which variable says it is known to make-env.ts; there, nothing is made. */
function mayBeProduction() {
  return Object.values(process.env).some((value) => /^\s*prod(?:uction)?\s*$/i.test(value));
}
