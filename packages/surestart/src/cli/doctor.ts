import { relative, resolve } from "node:path";
import { reportOf, type ShownEdits } from "../examine/examine.ts";
import { machineText } from "../examine/machine-text.ts";
import { type Mask, maskOfAll } from "../report/mask.ts";
import { mergeReports, type ReportPart } from "../report/merge.ts";
import type { Report, ReportFixed } from "../report/report.ts";
import { doctorScreen, fixesScreen } from "../report/text.ts";
import type { Screen } from "../report/text-finding.ts";
import { SharedReads } from "../source/shared-reads.ts";
import { findStartCommand } from "../survey/start-command.ts";
import { startableWorkspaces } from "../survey/workspaces.ts";
import { again, completed } from "./again.ts";
import type { Call } from "./command.ts";
import { look, type Several } from "./look.ts";
import { styleFor } from "./print.ts";
import { withProgress } from "./progress.ts";
import { projectDir, surveyOptions } from "./project.ts";

/** Says what would keep a backend from starting; with `--fix` repairs it. Status 1 when an error is left, 66 when it could not judge. */
export async function command(call: Call): Promise<number> {
  const dir = projectDir(call);
  if (call.flag("undo")) {
    const { takeBack } = await import("./doctor-undo.ts");
    return takeBack(call, dir);
  }
  const projects = await projectsIn(call, dir);
  const looked = await lookedAt(call, projects);
  const parts = looked.map(({ folder, report }): ReportPart => ({ folder, report }));
  const masks = looked.map(({ mask }) => mask);
  const base = slashes(relative(process.cwd(), dir)) || ".";
  const report = parts.every(({ folder }) => folder === ".") ? parts[0]!.report : mergeReports(parts, base);
  await print(call, report, screenOf(call, dir, maskOfAll(masks)));
  return statusOf(report);
}

interface Project {
  dir: string;
  /** From the folder that was asked for. */
  folder: string;
  /** As if it had been asked for by itself. */
  call: Call;
}

/** The project in a folder; of a monorepo's root, every workspace that can be started, and the root where it can be, too. */
async function projectsIn(call: Call, dir: string): Promise<Project[]> {
  const own: Project = { dir, folder: ".", call };
  const workspaces = call.argv === null ? await startableWorkspaces(dir, process.env) : [];
  if (workspaces.length === 0) return [own];
  const { configured = null } = await surveyOptions(call, dir);
  const root = await findStartCommand(dir, { environment: process.env, configured });
  const parts = workspaces.map(({ folder }): Project => {
    const inner = resolve(dir, folder);
    return { dir: inner, folder, call: { ...call, args: [slashes(relative(call.cwd, inner)) || "."] } };
  });
  return root ? [own, ...parts] : parts;
}

interface Looked extends ReportPart {
  mask: Mask;
}

async function lookedAt(call: Call, projects: readonly Project[]): Promise<Looked[]> {
  if (projects.length === 1) return [await lookAndMend(projects[0] as Project)];
  const shared = new SharedReads();
  const looked: Looked[] = [];
  if (call.flag("fix")) {
    // What is asked and said about one comes between it and the next.
    for (const project of projects) looked.push(await lookAndMend(project, { shared }));
    return looked;
  }
  return withProgress(call, async (onProgress) => {
    for (const project of projects) {
      const of = ` of ${project.folder}, ${looked.length + 1} of ${projects.length}`;
      const told = (read: number, known: number): void => onProgress(read, known, of);
      looked.push(await lookAndMend(project, { shared, onProgress: told }));
    }
    return looked;
  });
}

/** Looks at one project, and repairs it where that is asked for. */
async function lookAndMend({ call, dir, folder }: Project, several: Several | null = null): Promise<Looked> {
  let examined = await look(call, dir, several);
  let fixed: ReportFixed[] | undefined;
  if (call.flag("fix") && !call.flag("dry-run")) {
    const { mend } = await import("./doctor-fix.ts");
    ({ examined, fixed } = await mend(call, examined, several !== null));
  }
  const { mask } = examined;
  const whole = (command: string): string => completed(call, command, mask);
  const more = { completed: whole, ...(fixed ? { fixed } : {}) };
  return { folder, report: reportOf(examined, more, shownEdits(call)), mask };
}

async function print(call: Call, report: Report, screen: Screen): Promise<void> {
  if (call.format !== "text") {
    process.stdout.write(await machineText(report, call.format));
    return;
  }
  if (!call.flag("dry-run")) {
    process.stdout.write(doctorScreen(report, screen));
    return;
  }
  const withEdits = report.findings.filter(({ fixes }) => fixes.some(({ edits }) => edits));
  process.stdout.write(fixesScreen(withEdits, screen));
  process.stdout.write(
    withEdits.length === 0 ? "No fix would change a file.\n" : "\nNothing was changed: this was a dry run.\n",
  );
}

/** Only what is shown is made: github and sarif have no diffs, and the screen shows those of the root cause. */
function shownEdits(call: Call): ShownEdits {
  if (call.format === "text") return call.flag("dry-run") ? "all" : "root";
  return call.format === "json" ? "all" : "none";
}

function screenOf(call: Call, dir: string, mask: Mask): Screen {
  return {
    dir,
    mask,
    style: styleFor(call),
    fixCommand: again(call, { name: "doctor", add: ["--fix"], drop: ["yes", "dry-run"] }, mask),
    tryCommand: (start) => again(call, { name: "doctor", start }, mask),
  };
}

/** Status when no error was found, and it could not judge: EX_NOINPUT of sysexits.h. */
const notJudged = 66;

function statusOf({ findings, looked }: Report): number {
  if (findings.some(({ severity }) => severity === "error")) return 1;
  return looked?.judged === false ? notJudged : 0;
}

const slashes = (file: string): string => file.replaceAll("\\", "/");
