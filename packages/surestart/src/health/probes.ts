import type { HealthOptions } from "./options.ts";

/** live: the process turns. ready: it can take requests now. started: it was ready once. health: the same as ready. */
export type Probe = "health" | "live" | "ready" | "started";

/** What a path asks for; `name` is that of the probe or of the group. */
export interface Asked {
  kind: Probe | "group" | "metrics";
  name: string;
}

/** What is where. */
export function probesAt({
  path = "/health",
  aliases,
  groups = {},
  metrics,
}: HealthOptions): Map<string, Asked> {
  const probe = (kind: Probe): Asked => ({ kind, name: kind });
  return new Map<string, Asked>([
    ...Object.keys(groups).map((name) => [`${path}/${name}`, { kind: "group", name }] as [string, Asked]),
    [path, probe("health")],
    [`${path}/live`, probe("live")],
    [`${path}/ready`, probe("ready")],
    [`${path}/started`, probe("started")],
    ...(aliases
      ? ([
          ["/livez", probe("live")],
          ["/readyz", probe("ready")],
        ] as [string, Asked][])
      : []),
    ...(metrics
      ? [[metrics.path ?? "/metrics", { kind: "metrics", name: "metrics" }] as [string, Asked]]
      : []),
  ]);
}
