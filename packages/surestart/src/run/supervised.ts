import { fstatSync } from "node:fs";

/** The parent that started us: a process whose parent has ended becomes a child of pid 1, and that is somebody else. */
const parent = process.ppid;

/** In a container, or as a service: whoever has started us starts us again. */
export function isSupervised(): boolean {
  const { env, pid } = process;
  if (env["KUBERNETES_SERVICE_HOST"] || pid === 1 || parent === 1) return true;
  return isOfSystemd(env);
}

/** systemd.exec(5): INVOCATION_ID is inherited by whole desktops; that our output goes to the journal is said of us alone. */
function isOfSystemd(env: NodeJS.ProcessEnv): boolean {
  if (env["INVOCATION_ID"] === undefined) return false;
  if (env["SYSTEMD_EXEC_PID"] === String(process.pid) || env["SYSTEMD_EXEC_PID"] === String(parent))
    return true;
  return [1, 2].some((fd) => {
    try {
      const { dev, ino } = fstatSync(fd);
      return env["JOURNAL_STREAM"] === `${dev}:${ino}`;
    } catch {
      return false;
    }
  });
}
