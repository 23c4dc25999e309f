import { expect, test } from "vitest";
import { filesOfFolder } from "../../src/source/folder-files.ts";
import type { FolderEvent } from "../../src/source/module.ts";

const event: FolderEvent = {
  kind: "folder",
  path: "routes",
  base: "file",
  script: /\.[jt]s$/,
  index: /^index\.[jt]s$/,
  besides: /^hooks\.js$/,
  ignores: null,
  optOut: /^$/,
};

test.each<[string, string[], Partial<FolderEvent>, string[]]>([
  [
    "all scripts, in the order of their names",
    ["src/routes/b.js", "src/routes/a.ts", "src/routes/a.json"],
    {},
    ["src/routes/a.ts", "src/routes/b.js"],
  ],
  [
    "an index alone, and what is in the folders beside it",
    ["src/routes/index.js", "src/routes/a.js", "src/routes/c/d.js"],
    {},
    ["src/routes/c/d.js", "src/routes/index.js"],
  ],
  ["no files of another kind", ["src/routes/hooks.js", "src/routes/a.js"], {}, ["src/routes/a.js"]],
  ["those, too", ["src/routes/hooks.js"], { besides: null }, ["src/routes/hooks.js"]],
  [
    "nothing that is left out",
    ["src/routes/a.test.js", "src/routes/skip/a.js", "src/routes/a.js"],
    { ignores: /test|^skip$/ },
    ["src/routes/a.js"],
  ],
  ["nothing beside the folder", ["src/a.js", "routes/a.js", "src/routes.js"], {}, []],
  ["from the working folder", ["src/routes/a.js", "routes/a.js"], { base: "cwd" }, ["routes/a.js"]],
])("the files of a folder: %s", (_, files, more, expected) => {
  expect(filesOfFolder({ ...event, ...more }, "src/app.js", files)).toEqual(expected);
});
