import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "rolldown";
import { transformSync } from "rolldown/utils";
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
  const bundled = await bundle([library, command], folder);
  writeFileSync(path.join(folder, "THIRD-PARTY-LICENSES"), licences(bundled));
  cpSync(path.join(home, "bin"), path.join(folder, "bin"), { recursive: true });
  loadTheBuilt(folder);
  // The reader of Python looks for itself and for its grammar next to the file that loads them.
  for (const file of ["tree-sitter-python/tree-sitter-python.wasm", "web-tree-sitter/web-tree-sitter.wasm"])
    cpSync(
      fileURLToPath(import.meta.resolve(file)),
      path.join(folder, "dist", "cli", path.posix.basename(file)),
    );
  // What goes into the programs themselves is read by whatever interpreter they have: no bundle.
  for (const language of ["python", "node"])
    cpSync(
      path.join(home, "src", "launch", "witness", language),
      path.join(folder, "dist", "cli", "witness", language),
      { recursive: true, filter: (file) => !file.endsWith("__pycache__") },
    );
  writeFileSync(
    path.join(folder, "package.json"),
    `${JSON.stringify(published(manifestIn(home)), null, 2)}\n`,
  );
}

/**
 * Its name tells one build from another: what is compiled is kept by it. What loads it is in the same file, which saves half a
 * millisecond, in words that an old Node reads.
 */
function loadTheBuilt(folder: string): void {
  const main = readdirSync(path.join(folder, "dist", "cli")).find((name) => name.startsWith("main-"));
  const file = path.join(folder, "bin", "surestart.cjs");
  const text = readFileSync(file, "utf8");
  const load = path.join(folder, "bin", "load.cjs");
  const { code } = transformSync(load, readFileSync(load, "utf8"), {
    target: "es2018",
    sourceType: "commonjs",
  });
  const built = text
    .replace(/\n *\/\/ In the package, .*/, "")
    .replace(
      'require("../scripts/clone.cjs")',
      () =>
        `(function (module) {\n${code}\nreturn module.exports;\n})({})(require("path").join(__dirname, "../dist/cli/${main}"), (require("module").getCompileCacheDir || function () {})())`,
    );
  if (main === undefined || built === text) throw new Error(`${file} does not load the command`);
  writeFileSync(file, built);
}

/** Gives the folders of the packages that went into the bundle. */
async function bundle(options: BuildOptions[], folder: string): Promise<string[]> {
  const made = await build(
    options.map((one) => ({ ...one, cwd: home, output: { ...one.output, dir: path.join(folder, "dist") } })),
  );
  const modules = made.flatMap(({ output }) =>
    output.flatMap((file) => ("moduleIds" in file ? file.moduleIds : [])),
  );
  const homes = modules.map(
    (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/"))?.[0],
  );
  return [...new Set(homes.filter((one) => one !== undefined))].sort();
}

/** The licences of what was bundled ask that their text goes along. */
function licences(packages: string[]): string {
  const grammar = path.dirname(fileURLToPath(import.meta.resolve("tree-sitter-python/package.json")));
  return [...packages, grammar]
    .map((folder) => {
      const { name, version, license } = manifestIn(folder);
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
      const text = file === undefined ? `${license}\n` : readFileSync(path.join(folder, file), "utf8");
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

function manifestIn(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Record<string, unknown>;
}

/** The types of the public subpaths, one file a source, and no others. Their imports name what an application finds, and no source. */
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
  const typed = new Set(
    Object.keys(library.input as object).map((name) => path.join(folder, `${name}.d.ts`)),
  );
  for (const file of typed) {
    const text = readFileSync(file, "utf8");
    for (const [, name = ""] of text.matchAll(importOfSource))
      typed.add(path.join(path.dirname(file), `${name}.d.ts`));
    writeFileSync(
      file,
      text.replaceAll(importOfSource, (whole) => whole.replace(/\.ts$/, ".js")),
    );
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    if (name.endsWith(".ts") && !typed.has(file)) rmSync(file);
  }
}

const importOfSource = /(?<=(?:from |import\()")(\.{1,2}\/[^"\n]+)\.ts(?=")/g;

/**
 * What the package needs is asked of those who install the package: whoever installs the repository gets the Node that it
 * brings, and npm would warn of `engines` here for the older one that it runs on itself. Of what the sources need, the
 * bundle has all but the parser's own file, of which a package manager takes the one for the system.
 */
function published({
  publishConfig,
  dependencies: _,
  ...manifest
}: Record<string, unknown>): Record<string, unknown> {
  const parser = path.dirname(fileURLToPath(import.meta.resolve("oxc-parser/package.json")));
  const { optionalDependencies } = manifestIn(parser);
  const exports: Record<string, unknown> = {};
  for (const [subpath, source] of Object.entries(manifest["exports"] as Record<string, string>)) {
    const name = /^\.\/src\/(.+)\.ts$/.exec(source)?.[1];
    exports[subpath] =
      name === undefined ? source : { types: `./dist/types/${name}.d.ts`, default: `./dist/${name}.mjs` };
  }
  return {
    ...manifest,
    ...(publishConfig as object),
    exports,
    optionalDependencies,
  };
}

if (import.meta.main) {
  const folder = await layOut();
  const name = execFileSync("npm", ["pack", "--silent", "--pack-destination", path.join(home, "dist")], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
  process.stdout.write(`${path.relative(process.cwd(), path.join(home, "dist", name))}\n`);
}
