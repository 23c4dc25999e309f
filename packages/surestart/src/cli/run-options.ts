import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { HealthQuestion } from "../launch/verdict.ts";
import type { RunOptions } from "../run/options.ts";
import { type Call, UsageError } from "./command.ts";
import type { ProjectConfig } from "./config-file.ts";

/** The command line before the project's config. @throws UsageError for values that no other option explains. */
export function readRunOptions(call: Call, config: ProjectConfig | null): RunOptions {
  const options: RunOptions = {
    dir: call.cwd,
    argv: call.argv,
    configured: config?.start ?? null,
    port: call.text("port") ?? config?.port?.toString(),
    host: call.text("host") ?? config?.host,
    onConflict: (call.text("on-conflict") as RunOptions["onConflict"]) ?? config?.onConflict ?? null,
    health: healthQuestion(call.text("health") ?? config?.health),
    timeout: Number(call.text("timeout") ?? config?.timeout ?? 30) * 1000,
    fix: call.flag("fix"),
    yes: call.flag("yes"),
    strict: call.flag("strict"),
    override: call.flag("override") || config?.override === true,
    follow: !call.flag("no-follow") && config?.follow !== false,
    secondLook: !call.flag("no-second-look") && config?.secondLook !== false,
    afterHealthy: call.text("then"),
    exitWhenHealthy: call.flag("exit-when-healthy"),
    report: reportFile(call.text("report")),
    format: call.format,
    envFiles: call.envFiles.length > 0 ? call.envFiles : (config?.envFiles ?? []),
    color: call.color,
  };
  const missing = call.envFiles.find((file) => !existsSync(file));
  if (missing !== undefined) throw new UsageError(`--env-file: the file ${missing} does not exist`, "run");
  if (options.afterHealthy !== undefined && options.exitWhenHealthy)
    throw new UsageError(
      "--then stops the backend when its command ends: it cannot be combined with --exit-when-healthy",
      "run",
    );
  return options;
}

function healthQuestion(text: string | undefined): HealthQuestion {
  if (text === undefined) return { kind: "auto" };
  if (text === "tcp") return { kind: "tcp" };
  if (text.startsWith("/")) return { kind: "path", path: text };
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return { kind: "url", url: new URL(text) };
  throw new UsageError(
    `--health must be a path that begins with /, a full URL, or tcp, not ${JSON.stringify(text)}`,
    "run",
  );
}

/** Said before anything is started: a report that cannot be written would be noticed only when the backend is healthy. */
function reportFile(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const folder = dirname(resolve(file));
  const refuse = (why: string): never => {
    throw new UsageError(`--report ${file}: ${why}`, "run");
  };
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    refuse(`the folder ${folder} does not exist`);
  if (statSync(resolve(file), { throwIfNoEntry: false })?.isDirectory()) refuse("it is a folder");
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    refuse(`the folder ${folder} is not writable`);
  }
  return file;
}
