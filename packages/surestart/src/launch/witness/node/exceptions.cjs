"use strict";
const { pairsIn } = require("./files.cjs");
const { safely } = require("./notes.cjs");

const mostFrames = 16;
// Code may throw for its daily work (a bundler that looks for files). What is caught is looked at for so many milliseconds at most,
// and for this part of the time that the program has run. A pause takes so many times what we do in it.
const budget = { least: 250, part: 0.3, times: 4 };
const now = performance.now.bind(performance);
const scopes = new Set(["local", "block", "closure", "module", "script"]);
const hosts = /(?:^|\.|_)(?:host|hostname|addr|address|server|node|ip)$/i;

/**
 * Notes each exception that a line of the project is on the way of, and what the names in its frames hold. A debugger session
 * within this very thread sees them: no port is opened, and nobody has to wait for anybody.
 */
exports.watchExceptions = (notes, places, variables, files) => {
  const { Session } = require("node:inspector");
  const session = new Session();
  session.connect();
  const post = (method, parameters) => {
    let result;
    session.post(method, parameters, (error, answer) => {
      result = error ? undefined : answer;
    });
    return result;
  };
  const scripts = new Map();
  const told = new Map();
  let spent = 0;
  let all = true;
  let leaving = null;

  session.on("Debugger.scriptParsed", ({ params: { scriptId, url, sourceMapURL } }) => {
    scripts.set(scriptId, url);
    if (sourceMapURL) safely(places.hasMap, url, sourceMapURL);
  });
  session.on("Debugger.paused", ({ params }) => {
    const began = now();
    safely(paused, params);
    spent += budget.times * (now() - began);
    if (all) look(false);
  });
  /** Are caught exceptions looked at as well? Those that nobody catches always are. */
  const look = (again) => {
    const can = spent < budget.least + budget.part * now();
    if (can === all || (can && !again)) return;
    all = can;
    post("Debugger.setPauseOnExceptions", { state: all ? "all" : "uncaught" });
  };
  // What it reads now may be what it fails for.
  variables.onRead(() => {
    if (!all) look(true);
  });

  const paused = ({ callFrames, asyncStackTrace, reason, data }) => {
    const frames = callFrames.map((frame) => {
      const url = scripts.get(frame.location.scriptId) ?? "";
      return { frame, url, file: places.own(url) };
    });
    const first = frames.findIndex(({ file }) => file !== null);
    if (first < 0) return pausedElsewhere(frames, asyncStackTrace, data);
    const exits = leaving !== null && reason !== "exception" && reason !== "promiseRejection";
    const values = valuesNow(variables, files);
    const last = Math.min(
      mostFrames - 1,
      frames.findLastIndex(({ file }) => file !== null),
    );
    const shown = frames.slice(exits ? first : Math.max(0, first - 4), Math.max(first, last) + 1).reverse();
    const missed = variables.missed();
    const what = {
      do: exits ? "exit" : "raise",
      ...(exits ? { status: leaving } : { name: nameOf(data) }),
      at: placeOf(frames[first]),
      frames: shown.map((one) => seenIn(one, values, missed)),
    };
    const text = JSON.stringify(what);
    const ends = data?.uncaught === true;
    if (told.get(text) === true || told.get(text) === ends) return;
    told.set(text, ends);
    notes.note({ ...what, ends });
  };
  /** In a library that the project has called some time ago: only what concerns a variable is noted. */
  const pausedElsewhere = (frames, asyncStackTrace, data) => {
    const at = asyncPlace(asyncStackTrace);
    if (at === null || leaving !== null) return;
    const values = valuesNow(variables, files);
    const shown = frames.slice(0, 4).map((one) => seenIn(one, values, null));
    if (!shown.some(({ holds }) => holds.length > 0)) return;
    const caller = { file: at.file, line: at.line, in: at.in, own: true, holds: [], empty: [] };
    const what = { do: "raise", name: nameOf(data), at, frames: [caller, ...shown.reverse()] };
    const text = JSON.stringify(what);
    if (told.has(text)) return;
    told.set(text, false);
    notes.note({ ...what, ends: false });
  };
  const asyncPlace = (trace) => {
    for (let one = trace; one; one = one.parent)
      for (const { url, lineNumber, columnNumber, functionName } of one.callFrames) {
        const file = places.own(url);
        if (file !== null) return { ...places.at(file, lineNumber + 1, columnNumber + 1), in: functionName };
      }
    return null;
  };
  const placeOf = ({ frame, file }) =>
    places.at(file, frame.location.lineNumber + 1, (frame.location.columnNumber ?? 0) + 1);
  const seenIn = ({ frame, url, file }, values, missed) => {
    const at = file === null ? null : placeOf({ frame, file });
    const holds = [];
    const empty = [];
    const look = (name, { value }, deeper) => {
      if (value === undefined) return;
      if (value.type === "string") {
        for (const [variable, how] of values.get(value.value) ?? [])
          if (how === "whole" || value.value.length > 3 || hosts.test(name))
            holds.push({ name, variable, how });
        if (value.value === "") empty.push(name);
      } else if (value.type === "undefined" || value.subtype === "null") empty.push(name);
      else if (deeper && value.type === "object" && value.subtype === undefined && value.objectId)
        for (const one of properties(value.objectId))
          if (/^[\w$]{1,60}$/.test(one.name) && !values.has(one.name))
            look(`${name}.${one.name}`, one, false);
    };
    for (const scope of frame.scopeChain.filter(({ type }) => scopes.has(type)).slice(0, 3)) {
      if (file === null && scope.type !== "local" && scope.type !== "block") continue;
      for (const one of properties(scope.object.objectId)) look(one.name, one, true);
    }
    if (frame.this?.objectId && frame.this.subtype === undefined && frame.this.className !== "global")
      for (const one of properties(frame.this.objectId)) look(`this.${one.name}`, one, false);
    return {
      file: at?.file ?? url,
      line: at?.line ?? frame.location.lineNumber + 1,
      in: frame.functionName,
      own: at !== null,
      // Names of its own first: an object may have many.
      holds: [...holds.filter(isPlain), ...holds.filter((hold) => !isPlain(hold))].slice(0, 20),
      empty: at === null ? [] : empty.slice(0, 60),
      ...(missed !== null && missed.at.file === at?.file && (missed.in ?? "") === frame.functionName
        ? { missed: { name: missed.name, line: missed.at.line } }
        : {}),
    };
  };
  const properties = (objectId) =>
    (post("Runtime.getProperties", { objectId, ownProperties: true })?.result ?? []).slice(0, 200);

  // The program asks for its end: the next line pauses, and shows from where.
  const leave = process.reallyExit;
  process.reallyExit = function reallyExit(status) {
    leaving = typeof status === "number" ? status : 0;
    post("Debugger.pause");
    return leave.call(process, status);
  };

  post("Debugger.enable");
  post("Debugger.setAsyncCallStackDepth", { maxDepth: 6 });
  post("Debugger.setPauseOnExceptions", { state: "all" });
};

function isPlain({ name }) {
  return !name.includes(".");
}

function nameOf(data) {
  const text = data?.description ?? data?.className ?? "";
  return /^(?:Uncaught )?([A-Za-z_$][\w$]{0,79})(?=[:\s[]|$)/.exec(text)?.[1] ?? data?.className ?? null;
}

/** Which text is the value of which variable: what the program has read or set, and what its .env files have. */
function valuesNow({ real, known }, files) {
  const found = new Map();
  const add = (name, text, how) => {
    if (text.length < (how === "whole" ? 4 : 2) || /^(?:true|false|null|undefined)$/i.test(text)) return;
    const pairs = found.get(text) ?? [];
    if (!pairs.some(([one, other]) => one === name && other === how)) pairs.push([name, how]);
    found.set(text, pairs);
  };
  const addAll = (name, value) => {
    add(name, value, "whole");
    const [, host = ""] = /:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/.exec(value) ?? [];
    add(name, host.replace(/^\[(.*)\]$/, "$1"), "host");
  };
  for (const name of known()) if (typeof real[name] === "string") addAll(name, real[name]);
  for (const file of files) for (const [name, value] of pairsIn(file)) addAll(name, value);
  return found;
}
