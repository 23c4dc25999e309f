import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { write } from "./known.ts";

const known = path.resolve(import.meta.dirname, "../packages/surestart/src/known");

/** `npm run new-tool -- NAME KIND LANGUAGE`: the file of a tool, to be filled in, and the index with it. */
const [name = "", kind = "", language = "python"] = process.argv.slice(2);
const parts: Record<string, string> = {
  server: `
  example: "${name} main${language === "python" ? ":app" : ".js"}",
  command: {
    options: { values: "host, port, workers" },
    entry: { as: "${language === "python" ? "import" : "script"}" },
    reloads: { flags: "reload" },
  },
  server: {
    tell: { port: "--port {port}", host: "--host {host}" },
    port: 8000,
    ownListener: true,
  },`,
  loader: `
  loads: [{ calls: ["${name.replaceAll("-", language === "python" ? "_" : "-")}.load"], dialect: "${language === "python" ? "python" : "dotenv"}", usual: "cwd" }],`,
  framework: `
  framework: {${language === "python" ? ` makes: ["${name.replaceAll("-", "_")}.App"] ` : ""}},
  listens: [${language === "python" ? `{ calls: ["${name.replaceAll("-", "_")}.App().run"], port: "1 port", host: "0 host", usual: 8000 }` : `{ modules: ["${name}"] }`}],`,
  wrapper: `
  wraps: { options: { values: "" } },`,
};
/** The file of src/known/ that says what the parts of a kind mean. */
const means: Record<string, string> = {
  server: "_define.ts, _server.ts and _command.ts",
  loader: "_loads.ts",
  framework: "_server.ts and _listens.ts",
  wrapper: "_wraps.ts",
};

if (
  !/^[a-z@][\w./@-]*$/i.test(name) ||
  !Object.hasOwn(parts, kind) ||
  !/^(python|javascript|other)$/.test(language)
) {
  process.stderr.write(
    `npm run new-tool -- NAME KIND [LANGUAGE]: KIND is one of ${Object.keys(parts).join(", ")}, LANGUAGE python, javascript or other.\n`,
  );
  process.exitCode = 2;
} else await make();

/** The file with a row of this name, in which it is one of several. */
function fileOf(name: string): string | null {
  const row = new RegExp(`\\bname: "${name.replaceAll(".", "\\.")}"`);
  const file = readdirSync(known).find(
    (one) => /^[^_]/.test(one) && row.test(readFileSync(path.join(known, one), "utf8")),
  );
  return file === undefined ? null : path.relative(process.cwd(), path.join(known, file));
}

async function make(): Promise<void> {
  const file = path.join(known, `${name.replace(/^@/, "").replaceAll("/", "-")}.ts`);
  const shown = path.relative(process.cwd(), file);
  const has = existsSync(file) ? shown : fileOf(name);
  if (has !== null) {
    process.stderr.write(`${has} has ${name} already: add the part to it.\n`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(
    file,
    `import { defineTool } from "./_define.ts";

/** (write here the page or the source that says so) */
export default defineTool({
  name: "${name}",
  language: "${language}",${parts[kind]}
});
`,
  );
  const made = await write();
  process.stdout.write(
    `${[shown, ...made].join("\n")}\nFill in ${shown} (what each part means: ${means[kind]}), then npm run known, npx vitest run packages/surestart/test/known, and try it by hand (CONTRIBUTING.md).\n`,
  );
}
