import { execFileSync } from "node:child_process";
import path from "node:path";

/** The command is built before the first test starts it: a build says so on stderr. */
export default function build(): void {
  const bin = path.resolve(import.meta.dirname, "../packages/surestart/bin/surestart.cjs");
  execFileSync(process.execPath, [bin, "--version"], { stdio: ["ignore", "ignore", "inherit"] });
}
