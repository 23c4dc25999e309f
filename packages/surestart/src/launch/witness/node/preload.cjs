// The first thing that Node runs of the second look, by NODE_OPTIONS. Old syntax on purpose: any Node has to be able to read this
// file, and one that is too old for the witness gets nothing. No error of ours reaches the program.
"use strict";
(() => {
  var folder = process.env.SURESTART_WITNESS;
  if (!folder || process.versions.bun || parseInt(process.versions.node, 10) < 18) return;
  try {
    require("./observe.cjs")(folder);
  } catch (_error) {}
  try {
    Object.keys(require.cache).forEach((file) => {
      if (file.indexOf(__dirname) === 0) delete require.cache[file];
    });
    module.children.length = 0;
  } catch (_error) {}
})();
