import type { SoakRun } from "./start.ts";

/** One way in which a run can end. */
export interface Way {
  name: string;
  /** The words of the program (server.mjs). */
  program?: object;
  /** Options of `surestart run`. */
  options?: string[];
  /** Another command in the program's place. */
  command?: string[];
  /** What starts surestart, and what surestart starts. */
  through?: "npm" | "npm inside" | "run inside";
  /** What is done to it: as soon as the program's process is there, or up, or healthy, or somewhere in its start. */
  act?: {
    when: "spawned" | "up" | "healthy" | "anywhere";
    does: (run: SoakRun, program: number) => void | Promise<void>;
  };
  /** The exit statuses that are right; none: whatever it is. */
  status?: number[];
  /** Milliseconds that may pass until nothing is left: only where surestart itself is killed. @default 0 */
  grace?: number;
}

const signal =
  (name: NodeJS.Signals) =>
  (run: SoakRun): void =>
    void run.child.kill(name);
/** As a person does who waits: again and again until it ends. Signals that reach it as one on a busy machine count as one. */
const again =
  (name: NodeJS.Signals) =>
  async (run: SoakRun): Promise<void> => {
    while (run.child.exitCode === null && run.child.signalCode === null) {
      run.child.kill(name);
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
  };
const toGroup = (name: NodeJS.Signals) => (run: SoakRun) => void process.kill(-run.child.pid!, name);
const toProgram = (name: NodeJS.Signals) => (_run: SoakRun, program: number) =>
  void process.kill(program, name);

// The watchdog's TERM, five seconds, its KILL, and a machine that is busy.
const watched = 9000;
const family = { child: true };
const never = { child: true, listen: false };

export const ways: Way[] = [
  { name: "it ends with 0", program: { ...family, exit: { after: 700, code: 0 } }, status: [0, 69] },
  { name: "it ends with 7", program: { ...family, exit: { after: 700, code: 7 } }, status: [7] },
  {
    name: "it ends with 0 before it listens",
    program: { ...never, exit: { after: 0, code: 0 } },
    status: [69],
  },
  { name: "it crashes at once", program: { crash: true, child: true }, status: [1] },
  { name: "it never listens", program: never, options: ["--timeout", "0.7"], status: [69] },
  {
    name: "SIGKILL of the program",
    program: family,
    act: { when: "healthy", does: toProgram("SIGKILL") },
    status: [137],
  },
  {
    name: "SIGKILL of the program early",
    program: never,
    act: { when: "up", does: toProgram("SIGKILL") },
    status: [137],
  },
  ...(["SIGINT", "SIGTERM", "SIGHUP"] as const).flatMap((name, at): Way[] => [
    { name, program: family, act: { when: "healthy", does: signal(name) }, status: [0] },
    {
      name: `${name} before healthy`,
      program: never,
      act: { when: "up", does: signal(name) },
      status: [[130, 143, 129][at]!],
    },
  ]),
  {
    name: "SIGINT again and again, which it ignores",
    program: { ...family, deaf: true },
    act: { when: "healthy", does: again("SIGINT") },
    status: [137],
  },
  {
    name: "SIGINT and SIGTERM at once",
    program: family,
    act: {
      when: "healthy",
      does: (run) => ["SIGINT", "SIGTERM"].forEach((name) => void run.child.kill(name as "SIGINT")),
    },
    status: [0],
  },
  {
    name: "SIGKILL of surestart",
    program: family,
    act: { when: "healthy", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  {
    name: "SIGKILL of surestart, the program ignores signals",
    program: { ...family, deaf: true },
    act: { when: "healthy", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  {
    name: "SIGKILL of surestart early",
    program: never,
    act: { when: "up", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  {
    name: "SIGKILL of surestart anywhere",
    program: family,
    act: { when: "anywhere", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  {
    name: "SIGKILL of surestart at the spawn",
    program: family,
    act: { when: "spawned", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  {
    name: "SIGTERM anywhere",
    program: family,
    act: { when: "anywhere", does: signal("SIGTERM") },
    status: [0, 143],
  },
  { name: "--then true", program: family, options: ["--then", "true"], status: [0] },
  { name: "--then, status 5", program: family, options: ["--then", "sleep 600 & exit 5"], status: [5] },
  {
    name: "--then, SIGINT",
    program: family,
    // A shell that has a child already when INT comes, and not when it came, waits for the child: so it is not the shell that gets it.
    options: ["--then", "echo begun; exec sleep 600"],
    act: {
      when: "healthy",
      does: async (run) => {
        while (!run.said().includes("begun")) await new Promise((resolve) => setTimeout(resolve, 5));
        run.child.kill("SIGINT");
      },
    },
    status: [130],
  },
  {
    name: "--then, SIGKILL of surestart",
    program: family,
    options: ["--then", "sleep 600"],
    act: { when: "healthy", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  { name: "--exit-when-healthy", program: family, options: ["--exit-when-healthy"], status: [0] },
  {
    name: "--exit-when-healthy, the program ignores signals",
    program: { ...family, deaf: true },
    options: ["--exit-when-healthy"],
    status: [0],
  },
  {
    name: "npm in front, SIGINT to all",
    through: "npm",
    program: family,
    act: { when: "healthy", does: toGroup("SIGINT") },
    grace: watched,
  },
  {
    name: "npm in front, SIGTERM to npm",
    through: "npm",
    program: family,
    act: { when: "healthy", does: signal("SIGTERM") },
    grace: watched,
  },
  {
    name: "npm in front, SIGKILL to npm",
    through: "npm",
    program: family,
    act: { when: "healthy", does: signal("SIGKILL") },
    grace: watched,
  },
  {
    name: "npm below, SIGTERM",
    through: "npm inside",
    program: family,
    act: { when: "healthy", does: signal("SIGTERM") },
    status: [0],
  },
  {
    name: "npm below, SIGKILL of surestart",
    through: "npm inside",
    program: family,
    act: { when: "healthy", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  {
    name: "a run in a run, SIGINT",
    through: "run inside",
    program: family,
    act: { when: "healthy", does: signal("SIGINT") },
    status: [0],
  },
  {
    name: "a run in a run, SIGKILL of the outer",
    through: "run inside",
    program: family,
    act: { when: "healthy", does: signal("SIGKILL") },
    status: [137],
    grace: watched,
  },
  {
    name: "nobody reads its output, SIGTERM",
    program: family,
    act: {
      when: "healthy",
      does: (run) => {
        run.child.stdout?.destroy();
        run.child.stderr?.destroy();
        run.child.kill("SIGTERM");
      },
    },
  },
  { name: "the command is not there", command: ["no-such-command-anywhere"], status: [127] },
  { name: "the command is not a program", command: ["./"], status: [126] },
];
