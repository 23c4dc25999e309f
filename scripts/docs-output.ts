import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import build from "../test/build.ts";
import { alike, type Block, blocksOf, DocsProject } from "./docs-project.ts";

const home = path.resolve(import.meta.dirname, "..");

/** The pages with commands whose output they show, by their paths from the repository's root. */
export function pagesWithOutput(): string[] {
  return readdirSync(path.join(home, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".md"))
    .filter((name) => /^```console$/m.test(readFileSync(path.join(home, name), "utf8")))
    .sort();
}

/** The languages of a page's programs, for those who have to know whether they are installed. */
export function needsPython(page: string): boolean {
  return blocksOf(readFileSync(path.join(home, page), "utf8")).some(({ file }) => file?.endsWith(".py"));
}

/**
 * Runs the commands of a page, in order, in a project of the files that the page gives, and gives the page with what they
 * print. What it shows already stays where only times, ports, process ids and the like differ, and where a line `...` stands for
 * some lines.
 */
export async function pageWithOutput(page: string): Promise<string> {
  const text = readFileSync(path.join(home, page), "utf8");
  const project = await DocsProject.create();
  let [made, at] = ["", 0];
  try {
    for (const block of blocksOf(text)) {
      if (block.file) project.write(block.file, block.text);
      if (block.language !== "console") continue;
      made += text.slice(at, block.start) + (await shown(block, project));
      at = block.end;
    }
  } finally {
    await project.end();
  }
  return made + text.slice(at);
}

async function shown(block: Block, project: DocsProject): Promise<string> {
  const printed: string[] = [];
  for (const part of block.text.split(/^(?=\$ )/m)) {
    const [command = "", ...before] = part.split("\n");
    const old = before.join("\n");
    const real = (await project.run(command.slice(2))).replace(/(?<=[^\n])$/, "\n");
    printed.push(`${command}\n${alike(old, real) ? old : real}`);
  }
  return printed.join("");
}

// `npm run docs`: writes into the pages what their commands print now.
if (import.meta.main) {
  build();
  const asked = process.argv.slice(2);
  for (const page of pagesWithOutput().filter((name) => asked.length === 0 || asked.includes(name))) {
    const text = await pageWithOutput(page);
    const file = path.join(home, page);
    if (text === readFileSync(file, "utf8")) continue;
    writeFileSync(file, text);
    process.stdout.write(`${page}\n`);
  }
}
