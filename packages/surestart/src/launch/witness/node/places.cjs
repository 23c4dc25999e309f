"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { SourceMap } = require("node:module");
const { fileURLToPath, pathToFileURL } = require("node:url");

const deepest = 30;
const same = process.platform === "win32" ? (text) => text.toLowerCase() : (text) => text;

/** Which files are the project's, and where in them something happens: as they were written, where a source map says that. */
exports.makePlaces = (roots) => {
  const folders = roots.map(same);
  const known = new Map();
  const maps = new Map();
  const inProject = (file) =>
    path.isAbsolute(file) &&
    !file.startsWith(__dirname + path.sep) &&
    folders.some((folder) => same(file).startsWith(folder)) &&
    !file.split(/[\\/]/).some((part) => part === "node_modules" || part === ".yarn");
  const places = {
    /** The file of the project with a script's name; null where it is not part of the project. */
    own(name) {
      let file = known.get(name);
      if (file === undefined) {
        file = fileOf(name);
        if (file !== null && !inProject(file)) file = null;
        known.set(name, file);
      }
      return file;
    },
    /** A script that says where its source map is. */
    hasMap(name, url) {
      const file = places.own(name);
      if (file !== null && url) maps.set(file, url);
    },
    /** Lines and columns from 1. `made` is where it is in the file that runs, where that is another place. */
    at(file, line, column) {
      const made = { file, line, column };
      const source = original(maps, made);
      return source !== null && inProject(source.file) ? { ...source, made } : made;
    },
    /** The innermost place of the project among the callers, and the package between it and us. */
    here(beneath) {
      let by = null;
      for (const site of sitesAbove(beneath)) {
        const name = site.getFileName();
        if (!name) continue;
        const file = places.own(name);
        if (file === null) by ??= name.startsWith(__dirname) ? null : packageOf(name);
        else
          return {
            at: places.at(file, site.getLineNumber(), site.getColumnNumber()),
            in: site.getFunctionName(),
            by,
          };
      }
      return { at: null, in: null, by };
    },
  };
  return places;
};

function fileOf(name) {
  try {
    return name.startsWith("file:") ? fileURLToPath(name.replace(/[?#].*$/, "")) : name.replace(/\?.*$/, "");
  } catch {
    return null;
  }
}

/** dotenv, of …/node_modules/dotenv/lib/main.js. */
function packageOf(name) {
  if (name.startsWith("node:")) return "node";
  const parts = name.split(/[\\/]/);
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return null;
  const first = parts[at + 1] ?? null;
  return first?.startsWith("@") ? `${first}/${parts[at + 2]}` : first;
}

function sitesAbove(beneath) {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  const prepare = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  try {
    Error.stackTraceLimit = deepest;
    Error.prepareStackTrace = (_error, sites) => sites;
    const holder = {};
    Error.captureStackTrace(holder, beneath);
    return Array.isArray(holder.stack) ? holder.stack : [];
  } finally {
    restore("stackTraceLimit", limit);
    restore("prepareStackTrace", prepare);
  }
}

function restore(name, descriptor) {
  if (descriptor) Object.defineProperty(Error, name, descriptor);
  else delete Error[name];
}

function original(maps, { file, line, column }) {
  let map = maps.get(file);
  if (map === undefined) return null;
  try {
    if (typeof map === "string") {
      map = readMap(map, file);
      maps.set(file, map);
    }
    const entry = map.findEntry(line - 1, column - 1);
    if (entry.originalSource === undefined) return null;
    const source = new URL(entry.originalSource, map.home);
    if (source.protocol !== "file:") return null;
    return { file: fileURLToPath(source), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  } catch {
    maps.delete(file);
    return null;
  }
}

function readMap(url, file) {
  const base = pathToFileURL(file);
  let text;
  let home = base;
  if (url.startsWith("data:")) {
    const [head, body] = [url.slice(0, url.indexOf(",")), url.slice(url.indexOf(",") + 1)];
    text = head.endsWith(";base64") ? Buffer.from(body, "base64").toString() : decodeURIComponent(body);
  } else {
    home = new URL(url, base);
    text = fs.readFileSync(home, "utf8");
  }
  const map = new SourceMap(JSON.parse(text));
  map.home = home;
  return map;
}
