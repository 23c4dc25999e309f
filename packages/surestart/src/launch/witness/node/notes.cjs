"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { threadId } = require("node:worker_threads");

const most = 2000;
// They are taken now: the program may give them other meanings.
const { openSync, writeSync, closeSync, constants } = fs;
const { stringify } = JSON;

/** The notes of this thread: one line of JSON each, written by itself, without a descriptor that stays open. */
exports.makeNotes = (folder) => {
  const file = path.join(folder, "notes", `${process.pid}-${threadId}.jsonl`);
  const seen = new Set();
  let written = 0;
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
  const write = (what) => {
    const descriptor = openSync(file, flags, 0o600);
    try {
      writeSync(descriptor, `${stringify(what)}\n`);
    } finally {
      closeSync(descriptor);
    }
  };
  return {
    /** Gives the number of the note, or that of the last one when there is no room for it. */
    note(what) {
      if (written >= most) return written;
      if (written === 0) write({ do: "process", language: "node", version: process.versions.node });
      write({ ...what, n: ++written });
      return written;
    },
    /** Is this the first time that it is said? */
    once(key) {
      if (seen.has(key) || seen.size >= most) return false;
      seen.add(key);
      return true;
    },
  };
};

/** No error of ours reaches the program. */
exports.safely = (work, ...args) => {
  try {
    return work(...args);
  } catch {
    return undefined;
  }
};
