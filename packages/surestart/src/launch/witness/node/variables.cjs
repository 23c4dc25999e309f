"use strict";
const { pairsIn } = require("./files.cjs");
const { safely } = require("./notes.cjs");

// After so many stacks of one name, and of all, no more are taken: a program may ask for NODE_ENV at each request.
const mostOfOne = 200;
const mostOfAll = 20_000;
// What others than its readers ask any object for.
const asked = new Set(["toJSON", "then", "constructor", "inspect", "length", "__proto__"]);

/** Notes reads and writes of process.env, which becomes a Proxy of itself. */
exports.watchVariables = (notes, places, files) => {
  const real = process.env;
  const read = new Set();
  const written = new Map();
  const counts = new Map();
  let all = 0;
  let copying = null;
  let onRead = () => {};
  /** What was asked for last, where it was not found. */
  let missed = null;

  const found = (value) => ({
    found: value === undefined ? "missing" : value === "" ? "empty" : "set",
    ...(value === undefined ? {} : { length: value.length }),
  });
  const noteRead = (name, value, beneath) => {
    if (typeof name !== "string" || asked.has(name) || !(value === undefined || typeof value === "string"))
      return;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count > mostOfOne || ++all > mostOfAll) return;
    if (value === undefined && !read.has(name) && inValue(name)) return;
    const { at, in: inside, by } = places.here(beneath);
    // What Node asks for by itself (NO_COLOR at a console.log) is not the project's.
    if (at === null || by === "node") return;
    const where = `${at.file}:${at.line}:${at.column}`;
    // Whoever copies all of them has asked for none.
    if (where === copying && value !== undefined) return;
    read.add(name);
    onRead();
    missed = value === undefined || value === "" ? { name, at, in: inside } : null;
    if (!notes.once(`read ${name} ${where} ${value === undefined} ${value === ""}`)) return;
    notes.note({
      do: "read",
      name,
      ...found(value),
      written: written.get(name),
      at,
      in: inside ?? undefined,
      by: by ?? undefined,
    });
  };
  /** Is a name a piece of a value? Who takes `$…` for the name of another variable asks for such; it is not noted. */
  const inValue = (name) =>
    name.length > 3 &&
    [...Object.entries(real), ...files.flatMap(pairsIn)].some(([key, text]) =>
      // The script that npm runs may name the variable: `set NAME=…`.
      (key === "npm_lifecycle_script" ? text.replaceAll(`${name}=`, "") : text).includes(name),
    );
  const noteWrite = (name, value, beneath) => {
    if (typeof name !== "string") return;
    if (missed?.name === name) missed = null;
    const { at, by } = places.here(beneath);
    if (at === null) return;
    if (notes.once(`write ${name} ${at.file}:${at.line}:${at.column} ${value === undefined}`))
      written.set(name, notes.note({ do: "write", name, ...found(value), at, by: by ?? undefined }));
  };
  const noteCopy = (beneath) => {
    const { at, by } = places.here(beneath);
    copying = at && `${at.file}:${at.line}:${at.column}`;
    if (at !== null && notes.once(`copy ${copying}`)) notes.note({ do: "copy", at, by: by ?? undefined });
  };

  const traps = {
    get(target, name) {
      const value = target[name];
      safely(noteRead, name, value, traps.get);
      return value;
    },
    has(target, name) {
      const there = name in target;
      safely(noteRead, name, there ? target[name] : undefined, traps.has);
      return there;
    },
    set(target, name, value, receiver) {
      // An object that inherits from it gets a property of its own.
      if (receiver !== proxy) return Reflect.set(target, name, value, receiver);
      const done = Reflect.set(target, name, value);
      safely(noteWrite, name, typeof name === "string" ? target[name] : undefined, traps.set);
      return done;
    },
    deleteProperty(target, name) {
      const gone = Reflect.deleteProperty(target, name);
      safely(noteWrite, name, undefined, traps.deleteProperty);
      return gone;
    },
    defineProperty(target, name, descriptor) {
      Object.defineProperty(target, name, descriptor);
      safely(noteWrite, name, target[name], traps.defineProperty);
      return true;
    },
    getOwnPropertyDescriptor(target, name) {
      const descriptor = Reflect.getOwnPropertyDescriptor(target, name);
      if (descriptor === undefined) safely(noteRead, name, undefined, traps.getOwnPropertyDescriptor);
      return descriptor;
    },
    ownKeys(target) {
      safely(noteCopy, traps.ownKeys);
      return Reflect.ownKeys(target);
    },
  };
  const proxy = new Proxy(real, traps);
  process.env = proxy;
  // `import { env } from "node:process"`.
  require("node:module").syncBuiltinESMExports();
  stayCloneable(proxy, real);
  watchLoadEnvFile(real, noteWrite);

  return {
    real,
    /** The variables whose values the program knows. */
    known: () => new Set([...read, ...written.keys()]),
    missed: () => missed,
    /** Calls this at each read by the project. */
    onRead: (work) => {
      onRead = work;
    },
  };
};

/** A Proxy cannot be cloned, and process.env can: whoever clones it gets what the real one gives. */
function stayCloneable(proxy, real) {
  const plain = (value) => (value === proxy ? { ...real } : value);
  const shallow = (value) =>
    value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
      : plain(value);
  const holds = (value) =>
    value === proxy ||
    (value !== null &&
      typeof value === "object" &&
      Object.getPrototypeOf(value) === Object.prototype &&
      Object.values(value).includes(proxy));
  const wrap = (holder, name, at) => {
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    const trap = (args) => args.map((one, index) => (index === at && holds(one) ? shallow(one) : one));
    const value = new Proxy(descriptor.value, {
      apply: (target, self, args) => Reflect.apply(target, self, trap(args)),
    });
    Object.defineProperty(holder, name, { ...descriptor, value });
  };
  safely(wrap, globalThis, "structuredClone", 0);
  const { MessagePort } = require("node:worker_threads");
  safely(wrap, MessagePort.prototype, "postMessage", 0);
}

/** Node's own loader sets the variables past process.env. */
function watchLoadEnvFile(real, noteWrite) {
  const load = process.loadEnvFile;
  if (typeof load !== "function") return;
  process.loadEnvFile = new Proxy(load, {
    apply(target, self, args) {
      const before = { ...real };
      const result = Reflect.apply(target, self, args);
      safely(() => {
        for (const [name, value] of Object.entries(real))
          if (before[name] !== value) noteWrite(name, value, undefined);
      });
      return result;
    },
  });
}
