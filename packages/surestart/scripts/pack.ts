import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "rolldown";
import { command, library } from "../rolldown.config.ts";

const home = path.resolve(import.meta.dirname, "..");

/**
 * Builds the package and lays out what is published in `dist/package`: in the repository the exports lead to the sources,
 * which run as they are; in the package they lead to JavaScript and its types. Gives the folder.
 */
export async function layOut(): Promise<string> {
  const folder = path.join(home, "dist", "package");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await layOutCode(folder);
  writeTypes(path.join(folder, "dist", "types"));
  cpSync(path.join(home, "README.md"), path.join(folder, "README.md"));
  for (const name of ["LICENSE", "CHANGELOG.md"])
    cpSync(path.resolve(home, "../..", name), path.join(folder, name));
  layOutPages(folder);
  return folder;
}

/** The pages and pictures that the README of the package names, and what these pages link to. */
function layOutPages(folder: string): void {
  const left = [
    ...readFileSync(path.join(folder, "README.md"), "utf8").matchAll(/surestart\/(docs\/[^)\s#]+)/g),
  ];
  const wanted = left.map(([, name = ""]) => name);
  for (const name of wanted) {
    const source = path.resolve(home, "../..", name);
    cpSync(source, path.join(folder, name));
    if (!name.endsWith(".md")) continue;
    for (const [, link = ""] of readFileSync(source, "utf8").matchAll(/\]\(([^)\s#:]+)(?:#[^)\s]*)?\)/g)) {
      const linked = path.posix.join(path.posix.dirname(name), link);
      if (linked.startsWith("docs/") && !wanted.includes(linked)) wanted.push(linked);
    }
  }
}

/** What runs, without types and texts: the command, and what applications and config files import. */
export async function layOutCode(folder: string): Promise<void> {
  await bundle([library, command], folder);
  cpSync(path.join(home, "bin"), path.join(folder, "bin"), { recursive: true });
  loadTheBuilt(folder);
  // The grammar of Python is a file that the reader looks for beside itself.
  cpSync(
    fileURLToPath(import.meta.resolve("tree-sitter-python/tree-sitter-python.wasm")),
    path.join(folder, "dist", "cli", "tree-sitter-python.wasm"),
  );
  // What goes into the programs themselves is read by whatever interpreter they have: no bundle.
  for (const language of ["python", "node"])
    cpSync(
      path.join(home, "src", "launch", "witness", language),
      path.join(folder, "dist", "cli", "witness", language),
      { recursive: true, filter: (file) => !file.endsWith("__pycache__") },
    );
  const manifest = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(published(manifest), null, 2)}\n`);
}

/** Its name tells one build from another: what is compiled is kept by it. */
function loadTheBuilt(folder: string): void {
  const main = readdirSync(path.join(folder, "dist", "cli")).find((name) => name.startsWith("main-"));
  const file = path.join(folder, "bin", "surestart.cjs");
  const text = readFileSync(file, "utf8");
  const built = text
    .replace(/\n *\/\/ In the package, .*/, "")
    .replace(
      'require("../scripts/clone.ts")',
      `require("./load.cjs")(require("path").join(__dirname, "../dist/cli/${main}"), require("module").getCompileCacheDir?.())`,
    );
  if (main === undefined || built === text) throw new Error(`${file} does not load the command`);
  writeFileSync(file, built);
}

async function bundle(options: BuildOptions[], folder: string): Promise<void> {
  await build(
    options.map((one) => ({ ...one, cwd: home, output: { ...one.output, dir: path.join(folder, "dist") } })),
  );
}

/** The types of the public subpaths, one file a source. In their imports stands what an application finds: no source. */
function writeTypes(folder: string): void {
  const tsc = fileURLToPath(import.meta.resolve("typescript/package.json"));
  execFileSync(
    process.execPath,
    [
      path.join(path.dirname(tsc), "bin", "tsc"),
      ...["-p", home, "--noEmit", "false", "--emitDeclarationOnly"],
      // What was written the last time is gone with the folder, so a note that nothing has changed since is of no use.
      ...["--incremental", "false", "--tsBuildInfoFile", "null"],
      ...["--rootDir", path.join(home, "src"), "--outDir", folder],
    ],
    { stdio: "inherit" },
  );
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const file = path.join(folder, name);
    writeFileSync(
      file,
      readFileSync(file, "utf8").replaceAll(/(?<=(?:from |import\()"\.{1,2}\/[^"\n]+)\.ts(?=")/g, ".js"),
    );
  }
}

/**
 * What the package needs is asked of those who install the package: whoever installs the repository gets the Node that it
 * brings, and npm would warn of `engines` here for the older one that it runs on itself.
 */
function published({ publishConfig, ...manifest }: Record<string, unknown>): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  for (const [subpath, source] of Object.entries(manifest["exports"] as Record<string, string>)) {
    const name = /^\.\/src\/(.+)\.ts$/.exec(source)?.[1];
    exports[subpath] =
      name === undefined ? source : { types: `./dist/types/${name}.d.ts`, default: `./dist/${name}.mjs` };
  }
  return { ...manifest, ...(publishConfig as object), exports };
}

if (import.meta.main) {
  const folder = await layOut();
  const name = execFileSync("npm", ["pack", "--silent", "--pack-destination", path.join(home, "dist")], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
  process.stdout.write(`${path.relative(process.cwd(), path.join(home, "dist", name))}\n`);
}
