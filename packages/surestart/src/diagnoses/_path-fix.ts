import type { Loader } from "../facts.ts";
import type { Change, Fix } from "../finding.ts";

/**
 * The fix that lets a loader in the code find a file wherever the program is started: the path from the file that loads.
 * Python: `Path(__file__).resolve().parents[n] / ".env"`; Node: a URL relative to the module, or `__dirname` in CommonJS.
 */
export function pathFix(loader: Loader, file: string, module: "python" | "esm" | "cjs"): Fix {
  const title = `Build the path of ${file} in ${loader.how.length < 40 ? loader.how : "the load"} from the file that has the call`;
  const manual: Fix = { id: "name-path", title, safety: "manual", changes: [] };
  if (!loader.at) return manual;
  const expression = pathFrom(loader.at.file, file, module);
  const given = loader.path ?? callWithout(loader, module);
  if (!given) return manual;
  const { at, text } = given;
  // A loader that was handed a text may take nothing else.
  const code =
    module === "python" && /^(?:str|os\.fspath|os\.path\.\w+)\(/.test(text)
      ? `str(${expression.code})`
      : expression.code;
  const changes: Change[] = [
    {
      do: "replace",
      file: at.file,
      line: at.line ?? 1,
      column: at.column ?? 1,
      old: text,
      new: loader.path ? code : withPath(text, code),
    },
  ];
  if (expression.needs) changes.push({ do: "add-import", file: at.file, line: expression.needs });
  return { id: "name-path", title, safety: "review", changes };
}

/** Another name in the same folder: the path stays as it is written. null where the name is not in it exactly once. */
export function nameFix({ path, files }: Loader, file: string): Fix | null {
  const [looked = ""] = files;
  const old = looked.slice(folderOf(looked).length);
  if (!path || old === "" || files.length > 1 || folderOf(looked) !== folderOf(file)) return null;
  const parts = path.text.split(old);
  if (parts.length !== 2 || !/^["'`]/.test(parts[1] ?? "")) return null;
  const { at, text } = path;
  const change: Change = {
    do: "replace",
    file: at.file,
    line: at.line ?? 1,
    column: at.column ?? 1,
    old: text,
    new: parts.join(file.slice(folderOf(file).length)),
  };
  return { id: "name-path", title: `Load ${file} instead`, safety: "review", changes: [change] };
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/") + 1);
}

/** A call of Node's loader, or of dotenv's, that names no path. */
function callWithout(loader: Loader, module: "python" | "esm" | "cjs"): Loader["path"] | null {
  const plain = module !== "python" && /^[\w.]+\.(loadEnvFile|config)\(\)$/.test(loader.how);
  return plain && loader.at ? { at: loader.at, text: loader.how } : null;
}

function withPath(call: string, code: string): string {
  const name = call.slice(0, -2);
  return name.endsWith("loadEnvFile") ? `${name}(${code})` : `${name}({ path: ${code} })`;
}

function pathFrom(
  from: string,
  to: string,
  module: "python" | "esm" | "cjs",
): { code: string; needs: string | null } {
  const source = from.split("/").slice(0, -1);
  const target = to.split("/");
  let same = 0;
  while (same < source.length && same < target.length - 1 && source[same] === target[same]) same++;
  const up = source.length - same;
  const rest = target.slice(same);
  if (module === "python") {
    const base = `Path(__file__).resolve().parents[${up}]`;
    return {
      code: `${base} / ${rest.map((r) => JSON.stringify(r)).join(" / ")}`,
      needs: "from pathlib import Path",
    };
  }
  const relative = `${up === 0 ? "./" : "../".repeat(up)}${rest.join("/")}`;
  if (module === "cjs")
    return { code: `require("node:path").join(__dirname, ${JSON.stringify(relative)})`, needs: null };
  return { code: `new URL(${JSON.stringify(relative)}, import.meta.url)`, needs: null };
}
