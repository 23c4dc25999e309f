/**
 * Loads the command from its files (dist/cli), each as V8 has compiled it in an earlier start. Node's own compile cache is made
 * before a file runs, so it lacks every function that is compiled when it is first called: half of what loading costs. Ours is
 * made when the program is healthy, or at the end, and has them.
 */
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const wrapped = ["(function (exports, require, module, __filename, __dirname, importPackage) {", "\n})"];

/** In the place of `import()` in what is built: that of a script that is compiled by hand is experimental, and warns of it. */
const importPackage = (name) => import(name);

/**
 * @param {string} main the first file, absolute; those that it requires by "./" are loaded in the same way
 * @param {string | undefined} folder where what was compiled is kept, mode 600; undefined: nowhere
 */
module.exports = function load(main, folder) {
  // Bun compiles faster than it would read this.
  if (process.versions.bun) {
    globalThis.importPackage = importPackage;
    return require(main);
  }
  const home = path.dirname(main);
  const cache = folder === undefined ? null : readCache(cacheFile(main, folder));
  const modules = new Map();
  const missed = new Map();
  if (cache !== null) {
    const keep = () => keepCompiled(cache, missed);
    process.on("exit", keep);
    process.on("surestart:healthy", keep);
  }
  return own(path.basename(main));

  function own(name) {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const filename = path.join(home, name);
    const cachedData = cache?.compiled(name);
    const script = new vm.Script(wrapped.join(fs.readFileSync(filename, "utf8")), { filename, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) missed.set(name, script);
    script.runInThisContext()(module.exports, required, module, filename, home, importPackage);
    return module.exports;
  }

  function required(id) {
    return id.startsWith("./") ? own(id.slice(2)) : require(id);
  }
};

/** A start needs other functions than doctor does. What V8 compiled holds for one version of Node, one machine, one user. */
function cacheFile(main, folder) {
  const own = path.basename(main, ".cjs");
  const beside = !own.startsWith("main-");
  const build = beside ? fs.readdirSync(path.dirname(main)).find((name) => name.startsWith("main-")) : own;
  const command = beside ? own : (/^(?:run|doctor|env)$/.exec(process.argv[2] ?? "")?.[0] ?? "other");
  const name = `surestart-${build}-${command}-${process.version}-${process.arch}-${process.getuid?.() ?? ""}`;
  return path.join(folder, name);
}

// So many files, of whatever build and command.
const kept = 12;

// Of the file: where what lies in it.
const head = 8192;

/** V8 takes what it once gave on trust: so it is only read where it is whole, and nobody else can have written it. */
function readCache(file) {
  const none = { file, index: {}, compiled: () => undefined };
  try {
    const fd = fs.openSync(file, "r");
    const { size, uid, mode } = fs.fstatSync(fd);
    if (process.getuid !== undefined && (uid !== process.getuid() || mode & 0o022)) return none;
    const bytes = (from, length) => {
      const into = Buffer.allocUnsafeSlow(length);
      if (fs.readSync(fd, into, 0, length, from) !== length) throw new Error("it has lost its end");
      return into;
    };
    const { of, index, length } = JSON.parse(bytes(0, head).toString("latin1"));
    if (of !== path.basename(file) || head + length !== size) return none;
    const compiled = (name) => index[name] && bytes(head + index[name][0], index[name][1]);
    return { file, index, compiled };
  } catch (error) {
    return { ...none, absent: error.code === "ENOENT" };
  }
}

/** Adds what was not there. */
function keepCompiled({ file, index, compiled, absent }, missed) {
  // Of many first starts at once the first one has done it for all.
  if (missed.size === 0 || (absent && fs.existsSync(file))) return;
  const beside = `${file}.${process.pid}`;
  try {
    const parts = new Map(Object.keys(index).map((name) => [name, compiled(name)]));
    for (const [name, script] of missed) parts.set(name, script.createCachedData());
    missed.clear();
    let length = 0;
    const places = {};
    for (const [name, { byteLength }] of parts) {
      places[name] = [length, byteLength];
      length += byteLength;
    }
    const first = JSON.stringify({ of: path.basename(file), index: places, length });
    if (first.length > head) return;
    const fd = fs.openSync(beside, "wx", 0o600);
    try {
      fs.writevSync(fd, [Buffer.from(first.padEnd(head), "latin1"), ...parts.values()]);
      // A file that lost its end with the power would be taken for whole.
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(beside, file);
    tidy(path.dirname(file));
  } catch {
    // The next start compiles once more.
    try {
      fs.unlinkSync(beside);
    } catch {}
  }
}

/** Each build has files of its own; the oldest go. */
function tidy(folder) {
  const files = fs.readdirSync(folder).filter((name) => name.startsWith("surestart-"));
  if (files.length <= kept) return;
  const age = (name) => fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const old = files.sort((a, b) => age(a) - age(b)).slice(0, files.length - kept);
  for (const name of old) fs.rmSync(path.join(folder, name), { force: true });
}

// What runs during a start is forked as this file, with its own as the argument.
if (require.main === module) {
  require("node:module").enableCompileCache();
  module.exports(process.argv[2], require("node:module").getCompileCacheDir());
}
