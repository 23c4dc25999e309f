import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const home = path.resolve(import.meta.dirname, "..");

export interface Block {
  language: string;
  /** The file of the project that the block is, where its first line names one. */
  file: string | undefined;
  text: string;
  /** Where its text is in the page. */
  start: number;
  end: number;
}

/** The code blocks of a page. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map((match) => {
    const [whole, language = "", file, text = ""] = match;
    const start = match.index + whole.indexOf("\n") + 1;
    return { language, file, text, start, end: start + text.length };
  });
}

/** Both say the same, but for what differs from run to run; a line `...` of the page stands for any lines. */
export function alike(page: string, real: string): boolean {
  const pattern = plain(page)
    .split(/(?:^| )\.\.\.(?: |$)/)
    .map((part) => part.replace(/[^\w\s]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`, "s").test(plain(real));
}

function plain(text: string): string {
  return text
    .replaceAll(/\b\d[\d,.]* (?:ms|s)\b/g, "N s")
    .replaceAll(/\b(pid|process) \[?\d+\]?/g, "$1 N")
    .replaceAll(/\b(since|before) \d\d:\d\d/g, "$1 N")
    .replaceAll(/\b127\.0\.0\.1:\d+ - "/g, '127.0.0.1:N - "')
    .replaceAll(/\b\d+ +\d\d:\d\d\b/g, "N N")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** A project in a folder of its own, with the ports 3000, 3001, 8000 and 8001 of the page put where they are free. */
export class DocsProject {
  readonly #dir: string;
  readonly #ports: ReadonlyMap<string, string>;
  readonly #background: ChildProcess[] = [];

  private constructor(dir: string, ports: ReadonlyMap<string, string>) {
    this.#dir = dir;
    this.#ports = ports;
  }

  static async create(): Promise<DocsProject> {
    const dir = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), "surestart-docs-"))), "shop");
    for (const name of [".git", "node_modules", "../bin", "../home"])
      mkdirSync(path.join(dir, name), { recursive: true });
    symlinkSync(path.join(home, "packages/surestart"), path.join(dir, "node_modules/surestart"));
    symlinkSync(path.join(home, "node_modules/zod"), path.join(dir, "node_modules/zod"));
    const bin = path.join(home, "packages/surestart/bin/surestart.cjs");
    writeFileSync(
      path.join(dir, "../bin/npx"),
      `#!/bin/sh\nshift\nexec "${process.execPath}" "${bin}" "$@"\n`,
      {
        mode: 0o755,
      },
    );
    const ports = new Map<string, string>();
    for (const port of [3000, 8000]) {
      const free = await twoFreePorts();
      ports.set(String(port), String(free)).set(String(port + 1), String(free + 1));
    }
    return new DocsProject(dir, ports);
  }

  write(file: string, text: string): void {
    const target = path.join(this.#dir, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, this.#moved(text));
    if (file.includes(".env")) chmodSync(target, 0o600);
  }

  /** What the command prints, on both streams; `COMMAND &` stays until the end, and what it prints first is given. */
  async run(command: string): Promise<string> {
    const stays = command.endsWith(" &");
    const folders = [path.join(this.#dir, "../bin"), path.dirname(process.execPath), "/usr/bin", "/bin"];
    const child = spawn("sh", ["-c", `exec 2>&1; ${this.#moved(command.replace(/ &$/, ""))}`], {
      cwd: this.#dir,
      detached: true,
      env: {
        PATH: folders.join(path.delimiter),
        HOME: path.join(this.#dir, "../home"),
        LANG: "C.UTF-8",
        PYTHONUNBUFFERED: "1",
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    if (stays) {
      this.#background.push(child);
      await Promise.race([once(child.stdout, "data"), once(child, "close")]);
    } else await once(child, "close");
    return this.#back(output);
  }

  async end(): Promise<void> {
    for (const child of this.#background) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const closed = once(child, "close");
      process.kill(-(child.pid as number), "SIGTERM");
      await closed;
    }
    rmSync(path.dirname(this.#dir), { recursive: true, force: true });
  }

  #moved(text: string): string {
    return text.replaceAll(/\b[38]00[01]\b/g, (port) => this.#ports.get(port) as string);
  }

  #back(text: string): string {
    let back = text.replaceAll(this.#dir, "/home/ada/shop");
    for (const [port, free] of this.#ports) back = back.replaceAll(new RegExp(`\\b${free}\\b`, "g"), port);
    return back;
  }
}

/** A port and the one after it, of as many digits as the page has, so that columns stay where they are. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = 5100 + Math.floor(Math.random() * 4000);
    if ((await canBind(port)) && (await canBind(port + 1))) return port;
  }
}

async function canBind(port: number): Promise<boolean> {
  const server = createServer();
  const bound = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false)).listen(port, "::", () => resolve(true));
  });
  if (bound) await new Promise((done) => server.close(done));
  return bound;
}
