/**
 * That no start fails for a port, and that nothing is left: `npm run soak`, or `npm run soak -- RUSH GRABBED ENDS COLD` with
 * other numbers (100 30 200 60). A few minutes on two cores; status 1 where anything failed. Linux only: it reads /proc.
 * 1. RUSH runs that want the same port at once, with programs in Node and Python that boot slowly.
 * 2. GRABBED of them, while other programs take and leave the ports around without asking anybody.
 * 3. ENDS runs, ended in every way; what each of them has left, right at its end.
 * 4. COLD runs at once right after an installation: the clone's command has to be built, and nothing was compiled before.
 */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { type EndResult, endOne } from "./soak/ends.ts";
import { unclaimable } from "./soak/ledger.ts";
import { type RushOptions, rush } from "./soak/rush.ts";
import { endAll } from "./soak/start.ts";
import { ways } from "./soak/ways.ts";

// Outside of the range from which the system takes source ports, and of what servers usually want.
const rushPort = 31_000;
const grabPort = 31_400;
const endPort = 30_300;

const coldPort = 31_800;

const [rushes = 100, grabbed = 30, ends = 200, cold = 60] = process.argv.slice(2).map(Number);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void endAll().then(() => process.exit(1)));

const failures: string[] = [];
if (rushes > 0)
  await soakRush(`${rushes} runs that want the same port at once`, { runs: rushes, wanted: rushPort });
if (grabbed > 0)
  await soakRush(`${grabbed} of them, while 3 programs grab ports in between`, {
    runs: grabbed,
    wanted: grabPort,
    grabbers: 3,
  });
if (ends > 0) await soakEnds(ends);
if (cold > 0) await soakCold(cold);
for (const failure of failures) console.error(`\n${failure}`);
console.log(failures.length === 0 ? "\nNothing failed, nothing is left." : `\n${failures.length} failures.`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function soakRush(title: string, options: Omit<RushOptions, "folder">): Promise<void> {
  await inFolder(async (folder) => {
    const { failures: failed, ...row } = await rush({ ...options, folder });
    console.log(`\n${title}`);
    console.table([{ ...row, failures: failed.length }]);
    if (options.grabbers && row.again === 0)
      failures.push(`${title}: no port was grabbed, so it shows nothing`);
    failures.push(...failed);
  });
}

/** In 45 seconds all of them are to be healthy, on two cores that nobody else uses. */
async function soakCold(runs: number): Promise<void> {
  await inFolder(async (folder) => {
    const bin = newClone(path.join(folder, "clone"));
    const env = {
      NODE_COMPILE_CACHE: path.join(folder, "compiled"),
      XDG_STATE_HOME: path.join(folder, "state"),
    };
    mkdirSync(path.join(folder, "runs"));
    const question = { runs, wanted: coldPort, folder: path.join(folder, "runs"), command: { bin, env } };
    const { failures: failed, ...row } = await rush(question);
    console.log(`\n${runs} runs at once right after an installation`);
    console.table([{ ...row, failures: failed.length }]);
    if (row.last > 45)
      failures.push(`the last of ${runs} was healthy after ${row.last} s, and not within 45`);
    failures.push(...failed);
  });
}

/** The package as an installation of the repository has it: not built yet. Gives its command. */
function newClone(folder: string): string {
  const home = path.resolve(import.meta.dirname, "..");
  const inner = path.join(folder, "packages/surestart");
  for (const part of ["bin", "scripts", "src", "package.json", "rolldown.config.ts"])
    cpSync(path.join(home, "packages/surestart", part), path.join(inner, part), { recursive: true });
  for (const part of ["node_modules", "packages/surestart/node_modules"])
    symlinkSync(path.join(home, part), path.join(folder, part));
  return path.join(inner, "bin/surestart.cjs");
}

async function soakEnds(count: number): Promise<void> {
  await inFolder(async (folder) => {
    const began = performance.now();
    const results: EndResult[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let at = next++; at < count; at = next++) {
        const mark = `${path.basename(folder)}-${at}`;
        const dir = path.join(folder, String(at));
        // The second time round it is the other language.
        const python = (at + Math.floor(at / ways.length)) % 2 === 1;
        results.push(await endOne(ways[at % ways.length]!, { dir, mark, port: endPort + at, python }));
      }
    };
    await Promise.all(Array.from({ length: 3 * availableParallelism() }, worker));
    const lost = await unclaimable(results.map(({ ledger }) => ledger));
    if (lost.length > 0)
      failures.push(`no process uses these ports, but they are not available: ${lost.join(", ")}`);
    failures.push(...results.flatMap((result) => result.failures));
    console.log(
      `\n${count} runs, ended in every way, in ${Math.round((performance.now() - began) / 1000)} s`,
    );
    const rows = ways.map(({ name }) => {
      const own = results.filter((result) => result.way === name);
      const failed = own.filter((result) => result.failures.length > 0).length;
      return {
        way: name,
        runs: own.length,
        failed,
        "ms until clean": Math.max(0, ...own.map((r) => r.clean)),
      };
    });
    console.table(rows);
  });
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "soak-")));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
