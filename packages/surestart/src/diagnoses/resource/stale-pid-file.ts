import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { typed } from "../_typed.ts";

export default defineDiagnosis({
  code: "resource/stale-pid-file",
  since: "0.1.0",
  stage: "R",
  detect: ({ run }) => {
    const found = run?.outcome === "failed" ? run.pidFile : undefined;
    return found ? [{ ...found, inProject: !found.file.startsWith("../") }] : [];
  },
  about: ({ file }) => [`file ${file}`],
  finding: ({ file, pid, process }, { run }) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: process
      ? `${file} names process ${pid}, which is ${process.program} and not this program`
      : `${file} names process ${pid}, which no longer exists`,
    detail: `The program takes the file as a sign that it is already running, and does not start${run?.crash?.message ? ` ("${run.crash.message.split("\n")[0]}")` : ""}. An earlier run ended without removing it.${process?.since ? ` Pid ${pid} was given to ${process.program} on ${new Date(process.since).toISOString().slice(0, 19)}Z.` : ""}`,
    at: { file },
  }),
  fixes: ({ file, pid, inProject }, facts) => [
    {
      id: "remove-pid-file",
      title: `Remove ${file}`,
      safety: inProject ? "review" : "manual",
      ...(inProject ? {} : typed(facts, `rm ${file}`, `del ${file}`)),
      changes: inProject ? [{ do: "remove", file, text: String(pid) }] : [],
    },
  ],
  page: {
    what: "A pid file of an earlier run names a process that no longer exists or is another program now, and the program refuses to start because of it.",
    why: "A program that is killed cannot remove its pid file, and the system gives its number to another process later. In a container, the numbers are small and repeat at each start.",
    causes: [
      "The earlier run was killed (SIGKILL, out of memory, power loss).",
      "The file is on a volume that outlives the container.",
      "The file was committed, or copied into the image.",
    ],
    steps: [
      "Check that the program does not run: `ps -fp PID`, with the number in the file.",
      "Remove the file: `rm tmp/pids/server.pid`. `surestart run --fix` does it inside the project, and asks first.",
      "In a container, remove it in the entrypoint before the start, or keep it off the volume.",
    ],
    says: [
      "Already running on PID … (or pid file … is stale)",
      "A server is already running",
      "Pidfile (…) already exists",
    ],
    not: "When the process is an earlier run of the same program, the program is right: stop that run first (port/held-by-own-run if it uses the port).",
  },
});

export function cases(): Cases {
  const files = { "app.wsgi": "", "run/app.pid": "4711\n" };
  const run = {
    output: ["Error: Already running on PID 4711 (or pid file 'run/app.pid' is stale)"],
  } as const;
  const pidFile = { file: "run/app.pid", pid: 4711, process: { program: "cron", since: 1_790_000_000_000 } };
  return {
    claims: [
      {
        name: "another program has the number now",
        files,
        run: { ...run, output: [...run.output], pidFile },
      },
      {
        name: "no process has the number",
        files,
        run: { ...run, output: [...run.output], pidFile: { ...pidFile, process: null } },
      },
    ],
    leaves: [
      {
        name: "an earlier run is alive, so no file is in the way",
        files,
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}
