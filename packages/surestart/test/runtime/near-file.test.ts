import { expect, test } from "vitest";
import { nearFile } from "../../src/runtime/near-file.ts";
import { project } from "./project.ts";

// biome-ignore format: one row, one line
const rows: [specifier: string, from: string, files: string[], file: string | null, written?: string, why?: string][] = [
  ["./utils/errors", "src/app.js", ["src/utils/errors.js"], "src/utils/errors.js", "./utils/errors.js", "extension"],
  ["./db.js", "src/app.ts", ["src/db.ts"], "src/db.ts", "./db.ts", "extension"],
  ["./routes", "app.js", ["routes/index.mjs"], "routes/index.mjs", "./routes/index.mjs", "index"],
  ["./Config.js", "app.js", ["config.js"], "config.js", "./config.js", "case"],
  ["./Lib/config.js", "app.js", ["lib/config.js"], "lib/config.js", "./lib/config.js", "case"],
  ["./confg.js", "app.js", ["config.js"], "config.js", "./config.js", "spelling"],
  ["./helpers/mail.js", "src/app.js", ["src/lib/mail.js"], "src/lib/mail.js", "./lib/mail.js", "moved"],
  ["./mail.js", "src/app.js", ["a/mail.js", "b/mail.js"], null],
  ["./nothing.js", "app.js", ["other.js"], null],
  ["express", "app.js", ["express.js"], null],
  [".confg", "shop/main.py", ["shop/config.py"], "shop/config.py", ".config", "spelling"],
  ["..Settings", "shop/web/main.py", ["shop/settings.py"], "shop/settings.py", "..settings", "case"],
  ["shop.setings", "shop/main.py", ["shop/settings.py"], "shop/settings.py", "shop.settings", "spelling"],
  ["config", "main.py", ["core/config.py"], "core/config.py", "core.config", "moved"],
  ["os", "main.py", ["other.py"], null],
];

test.each(rows)("%s in %s", (specifier, from, files, file, written, why) => {
  using here = project(Object.fromEntries([from, ...files].map((name) => [name, ""])));
  const found = nearFile(specifier, from, here.dir);
  expect(found).toEqual(file === null ? null : { file, specifier: written, why });
});
