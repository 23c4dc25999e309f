"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { isMainThread } = require("node:worker_threads");
const { makeNotes } = require("./notes.cjs");
const { makePlaces } = require("./places.cjs");
const { watchVariables } = require("./variables.cjs");
const { watchExceptions } = require("./exceptions.cjs");

/** @param {string} folder where the notes go, and what is to be known: `roots`, `files` and `tools`, each a list */
module.exports = (folder) => {
  const list = (name) => {
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    return text.split("\0").filter((one) => one !== "");
  };
  const main = (process.argv[1] ?? "").replaceAll("\\", "/");
  if (list("tools").some((name) => main.includes(`/node_modules/${name}/`))) return;
  const notes = makeNotes(folder);
  const places = makePlaces(list("roots"));
  const files = list("files");
  const variables = watchVariables(notes, places, files);
  // Before Node 24, an error that leaves the text of `node -e` is lost when a debugger has seen it.
  const text = process.argv[1] === undefined && Number.parseInt(process.versions.node, 10) < 24;
  if (isMainThread && !text) watchExceptions(notes, places, variables, files);
};
