// `npm start`: makes backend/.env where it is missing, and runs the backend. What comes after `npm start --` is for
// `surestart run`: npm start -- --port 9000
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bindingsOf, keyOf, readDocument } from "../packages/surestart/src/env/document.ts";
import { productionSwitch } from "../packages/surestart/src/runtime/production.ts";

const backend = fileURLToPath(new URL("../backend", import.meta.url));
const options = process.argv.slice(2);
const say = (line: string): void => void process.stderr.write(`surestart: ${line}\n`);

// Every start but the first finds a .env that is complete: of that there is nothing to say, and nothing more to load.
if (productionSwitch(process.env) !== null || !isComplete()) await init();

const command = fileURLToPath(new URL("../packages/surestart/bin/surestart.cjs", import.meta.url));
// In this process: one less between the terminal and the backend, for signals to pass.
process.argv.splice(1, Number.POSITIVE_INFINITY, command, "run", "--cwd", backend, ...options);
process.argv.push("--", "node", "src/main.ts");
await import(pathToFileURL(command).href);

/** The .env has every key of the example. */
function isComplete(): boolean {
  try {
    const has = keysIn(".env");
    return [...keysIn(".env.example")].every((key) => has.has(key));
  } catch {
    return false;
  }
}

function keysIn(file: string): Set<string> {
  const document = readDocument(readFileSync(path.join(backend, file)));
  return new Set(bindingsOf(document).map((binding) => keyOf(document, binding)));
}

async function init(): Promise<void> {
  const { initProject, initText } = await import("../packages/surestart/src/cli/init-project.ts");
  try {
    const made = await initProject({ dir: backend });
    if (made.did !== "complete")
      process.stderr.write(`✓ ${initText({ ...made, file: `backend/${made.file}` })}\n`);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "FixRefused") throw error;
    say(error.message);
    process.exit(1);
  }
}
