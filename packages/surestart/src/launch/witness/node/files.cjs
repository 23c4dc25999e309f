"use strict";
const fs = require("node:fs");

/** The lines of a .env in all the ways in which they are usually read; they are looked at in memory alone. */
exports.pairsIn = (file) => {
  const pairs = [];
  let lines = [];
  try {
    lines = fs.readFileSync(file, "utf8").split(/\r?\n/);
  } catch {
    return pairs;
  }
  let quote = null;
  for (const line of lines) {
    // Of a value of several lines none is a name.
    if (quote !== null) {
      if (line.trimEnd().endsWith(quote)) quote = null;
      continue;
    }
    const [, name, text = ""] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]{0,79})\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const value = text.trim();
    const first = value[0];
    if ((first === '"' || first === "'" || first === "`") && value.split(first).length === 2) {
      quote = first;
      continue;
    }
    const bare = value.replace(/\s+#.*$/, "");
    for (const one of new Set([
      value,
      bare,
      value.replace(/^(["'`])(.*)\1$/, "$2"),
      bare.replace(/^(["'`])(.*)\1$/, "$2"),
    ]))
      pairs.push([name, one]);
  }
  return pairs;
};
