import path from "node:path";
import { entriesOf } from "../../files.ts";

/** The project's folder and the files in it that may say how it is started, relative to it, with forward slashes. */
export interface ProjectFiles {
  dir: string;
  files: string[];
}

const elsewhere = new Set(
  "node_modules dist build out target venv env __pycache__ site-packages coverage test tests __tests__ docs".split(
    " ",
  ),
);
// Packages of a workspace and folders such as deploy/systemd lie no deeper.
const depth = 2;
const most = 4000;

/** Its own folder and two levels below; no hidden folders but what a project may name `.docker` and the like, no installed packages. */
export function projectFiles(dir: string): ProjectFiles {
  const files: string[] = [];
  const folders: { folder: string; level: number }[] = [{ folder: "", level: 0 }];
  for (const { folder, level } of folders) {
    for (const entry of entriesOf(path.join(dir, folder)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) files.push(name);
      else if (entry.isDirectory() && level < depth && isOwn(entry.name))
        folders.push({ folder: name, level: level + 1 });
    }
    if (files.length > most) break;
  }
  return { dir, files };
}

function isOwn(name: string): boolean {
  return !elsewhere.has(name) && (!name.startsWith(".") || name === ".docker" || name === ".devcontainer");
}

/** Those whose own name fits. */
export function named({ files }: ProjectFiles, pattern: RegExp): string[] {
  return files.filter((file) => pattern.test(path.posix.basename(file)));
}
