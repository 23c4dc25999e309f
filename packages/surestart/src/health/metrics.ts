import type { CheckResult } from "./check.ts";
import type { HealthReport } from "./document.ts";

/** Upper bounds of the classes of a check's time, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

interface Counted {
  classes: number[];
  seconds: number;
  runs: Record<"pass" | "warn" | "fail", number>;
  timeouts: number;
}

export interface HealthMetrics {
  /** Counts one run of a check. */
  record(result: CheckResult): void;
  /** In the text format of Prometheus (0.0.4), which OpenMetrics' readers take as well. */
  text(report: HealthReport): string;
}

export const metricsType = "text/plain; version=0.0.4; charset=utf-8";

export function createMetrics(): HealthMetrics {
  const counted = new Map<string, Counted>();
  return {
    record({ name, ms, status, reason }) {
      const of = counted.get(name) ?? {
        classes: bounds.map(() => 0),
        seconds: 0,
        runs: { pass: 0, warn: 0, fail: 0 },
        timeouts: 0,
      };
      counted.set(name, of);
      of.seconds += ms / 1000;
      of.runs[status]++;
      if (reason === "timeout") of.timeouts++;
      // Prometheus wants each class to count all that are below it.
      for (const [i, bound] of bounds.entries())
        if (ms / 1000 <= bound) of.classes[i] = (of.classes[i] ?? 0) + 1;
    },
    text(report) {
      const each = (line: (name: string, of: Counted) => string[]): string[] =>
        [...counted].flatMap(([name, of]) => line(name, of));
      return [
        ...family("service_ready", "gauge", "1 when the service can take requests", [
          `service_ready ${report.status === "fail" ? 0 : 1}`,
        ]),
        ...family("health_check_status", "gauge", "1 for the current status of the check", [
          ...report.checks.flatMap(({ name, status }) =>
            (["pass", "warn", "fail"] as const).map(
              (one) => `health_check_status{check="${name}",status="${one}"} ${status === one ? 1 : 0}`,
            ),
          ),
        ]),
        ...family(
          "health_check_duration_seconds",
          "histogram",
          "Duration of a run of the check",
          each(histogram),
        ),
        ...family("health_check_runs_total", "counter", "Runs of the check, by result", [
          ...each((name, { runs }) =>
            Object.entries(runs).map(
              ([status, n]) => `health_check_runs_total{check="${name}",status="${status}"} ${n}`,
            ),
          ),
        ]),
        ...family("health_check_timeouts_total", "counter", "Runs that timed out", [
          ...each((name, { timeouts }) => [`health_check_timeouts_total{check="${name}"} ${timeouts}`]),
        ]),
        ...processFamilies(),
        "",
      ].join("\n");
    },
  };
}

function histogram(name: string, { classes, seconds, runs }: Counted): string[] {
  const all = runs.pass + runs.warn + runs.fail;
  const bucket = (le: string | number, n: number) =>
    `health_check_duration_seconds_bucket{check="${name}",le="${le}"} ${n}`;
  return [
    ...bounds.map((bound, i) => bucket(bound, classes[i] ?? 0)),
    bucket("+Inf", all),
    `health_check_duration_seconds_sum{check="${name}"} ${Math.round(seconds * 1e4) / 1e4}`,
    `health_check_duration_seconds_count{check="${name}"} ${all}`,
  ];
}

/** By the names that clients of Prometheus in every language use. */
function processFamilies(): string[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const started = Math.round(Date.now() / 1000 - process.uptime());
  const one = (name: string, type: string, help: string, value: number) =>
    family(name, type, help, [`${name} ${value}`]);
  return [
    ...one("process_cpu_seconds_total", "counter", "User and system CPU time", (user + system) / 1e6),
    ...one("process_resident_memory_bytes", "gauge", "Resident memory", rss),
    ...one("process_start_time_seconds", "gauge", "When the process started, in seconds since 1970", started),
    ...one("nodejs_heap_size_used_bytes", "gauge", "Heap in use", heapUsed),
  ];
}

/** A family without a sample is left out. */
function family(name: string, type: string, help: string, samples: string[]): string[] {
  return samples.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
}
