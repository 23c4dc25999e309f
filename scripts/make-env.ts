/** Makes backend/.env where it is missing, or adds the keys that it lacks; says what it did, and ends where it cannot. */
import { fileURLToPath } from "node:url";
import { initProject, initText } from "../packages/surestart/src/cli/init-project.ts";

try {
  const made = await initProject({ dir: fileURLToPath(new URL("../backend", import.meta.url)) });
  if (made.did !== "complete")
    process.stderr.write(`✓ ${initText({ ...made, file: `backend/${made.file}` })}\n`);
} catch (error) {
  if (!(error instanceof Error) || error.name !== "FixRefused") throw error;
  process.stderr.write(`surestart: ${error.message}\n`);
  process.exit(1);
}
