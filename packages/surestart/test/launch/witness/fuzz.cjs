// What an observer of the environment might trouble. Prints what it sees; "done" at the end.
const assert = require("node:assert");
const { execFileSync, spawnSync } = require("node:child_process");
const util = require("node:util");
const v8 = require("node:v8");
const { Worker, MessageChannel, threadId } = require("node:worker_threads");

const { env } = process;
const tried = (work) => {
  try {
    const result = work();
    return `${typeof result} ${String(result).slice(0, 40)}`;
  } catch (error) {
    return `${error?.name} ${error?.message}`;
  }
};
const symbol = Symbol("s");
const odd = {
  toString() {
    throw new Error("no words");
  },
};
for (const key of [
  "",
  "X",
  "ä",
  "A=B",
  "a\0b",
  1,
  -0,
  null,
  undefined,
  symbol,
  Symbol.iterator,
  Symbol.toPrimitive,
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
  "toJSON",
  odd,
]) {
  console.log(
    String(typeof key === "object" && key ? "odd" : String(key)),
    JSON.stringify([
      tried(() => env[key]),
      tried(() => key in env),
      tried(() => Object.hasOwn(env, key)),
      tried(() => (env[key] = "v")),
      tried(() => (env[key] = undefined)),
      tried(() => (env[key] = null)),
      tried(() => (env[key] = 5)),
      tried(() => (env[key] = symbol)),
      tried(() => (env[key] = odd)),
      tried(() => env[key]),
      tried(() => delete env[key]),
      tried(() => Object.defineProperty(env, key, { value: "d" })),
      tried(() =>
        Object.defineProperty(env, key, { value: "d", configurable: true, writable: true, enumerable: true }),
      ),
      tried(() => Object.defineProperty(env, key, { get: () => "g", configurable: true, enumerable: true })),
      tried(() => env[key]),
      tried(() => delete env[key]),
      tried(() => JSON.stringify(Object.getOwnPropertyDescriptor(env, key))),
    ]),
  );
}
delete env.constructor;
console.log(util.inspect(env).includes("HOME"), util.types.isExternal(env), typeof env, Array.isArray(env));
console.log(
  Object.prototype.toString.call(env),
  String(env),
  Object.getPrototypeOf(env) === Object.prototype,
);
console.log(
  env === process.env,
  require("node:process").env === env,
  Object.isExtensible(env),
  Object.isFrozen(env),
);
console.log(
  tried(() => Object.freeze(env)).slice(0, 9),
  tried(() => Object.preventExtensions(env)),
  tried(() => Object.setPrototypeOf(env, Object.prototype)),
);
console.log(
  structuredClone(env).HOME === env.HOME,
  structuredClone({ env }).env.HOME === env.HOME,
  typeof structuredClone([1])[0],
);
console.log(
  JSON.parse(JSON.stringify(env)).HOME === env.HOME,
  new URLSearchParams(env).get("HOME") === env.HOME,
);
assert.deepStrictEqual(Object.keys({ ...env }).sort(), Object.keys(env).sort());
console.log(Object.keys(env).includes("NODE_CHANNEL_FD"), Object.getOwnPropertySymbols(env).length);
env.ONE = 1;
console.log(
  env.ONE,
  execFileSync(process.execPath, ["-p", "process.env.ONE"], { encoding: "utf8" }),
  spawnSync("printenv", ["ONE"], { encoding: "utf8" }).stdout,
);
delete env.ONE;
console.log(spawnSync("printenv", ["ONE"], { encoding: "utf8", env: process.env }).status);
console.log(
  tried(() => {
    "use strict";
    env.TWO = "2";
    return env.TWO;
  }),
  Reflect.set(env, "TWO", "3"),
  env.TWO,
  Reflect.deleteProperty(env, "TWO"),
  env.TWO,
);
const heir = Object.create(env);
heir.THREE = "3";
console.log(heir.HOME === env.HOME, Object.hasOwn(heir, "THREE"), env.THREE);
delete env.THREE;
class Odd extends Error {
  get name() {
    throw new Error("no name");
  }
}
const throws = (error) => {
  const secret = env.SECRET;
  const local = {
    secret,
    get trap() {
      throw new Error("looked at");
    },
    proxy: new Proxy(
      {},
      {
        get() {
          throw new Error("asked");
        },
        ownKeys() {
          throw new Error("listed");
        },
      },
    ),
  };
  if (local) throw error;
};
for (const error of [
  new Odd("x"),
  "text",
  null,
  undefined,
  5,
  symbol,
  {},
  new Proxy(
    {},
    {
      get() {
        throw new Error("asked");
      },
    },
  ),
  Object.create(null),
  () => {},
  new AggregateError([new Error("a")], "b"),
]) {
  try {
    throws(error);
  } catch (met) {
    console.log(met === error);
  }
}
const limit = Error.stackTraceLimit;
Error.prepareStackTrace = () => "prepared";
console.log(env.SOMETHING, new Error("x").stack, Error.stackTraceLimit === limit);
delete Error.prepareStackTrace;
console.log(
  Object.getOwnPropertyNames(Error).includes("prepareStackTrace"),
  new Error("x").stack.includes("witness"),
);
Object.defineProperty(Error, "stackTraceLimit", {
  value: 2,
  writable: true,
  configurable: true,
  enumerable: true,
});
console.log(env.SOMETHING_ELSE, new Error("x").stack.split("\n").length);
delete Error.stackTraceLimit;
console.log(env.SOMETHING_MORE, Object.hasOwn(Error, "stackTraceLimit"));
Error.stackTraceLimit = limit;
const deep = () => env.DEEP ?? deep() + 1;
console.log(tried(deep).slice(0, 10));
console.log(
  Object.keys(require.cache).some((file) => file.includes("witness")),
  module.parent ?? null,
  threadId,
);
console.log(
  process.listenerCount("exit"),
  process.listenerCount("uncaughtException"),
  process._getActiveHandles().length > 3,
);
for (let turn = 0; turn < 3000; turn++) {
  try {
    JSON.parse("{");
  } catch {}
  env.MANY;
}
process.on("exit", (code) => console.log("exit", code));
const { port1, port2 } = new MessageChannel();
port2.once("message", ({ env: copy, plain }) => {
  console.log("message", copy?.HOME === env.HOME, plain);
  port1.close();
  const worker = new Worker("./worker.cjs", { workerData: { ...process.env }, env: process.env });
  worker.on("message", (message) => console.log(JSON.stringify(message)));
  worker.on("exit", () => console.log("done", v8.deserialize(v8.serialize({ ...env })).HOME === env.HOME));
});
port1.postMessage({ env, plain: 1 });
