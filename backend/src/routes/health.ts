import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Logger } from "pino";
import { createHealth, eventLoopCheck, type Health, type HealthChange } from "surestart/health";
import manifest from "../../package.json" with { type: "json" };

export const version: string = manifest.version;

/** What the backend lives on; each throws when it does not answer. */
export interface HealthParts {
  database: (signal: AbortSignal) => Promise<void>;
  /** The store of sessions, where there is one. */
  sessions?: (() => Promise<void>) | undefined;
  /** Throws when the last mail could not be handed over. */
  mails?: (() => void) | undefined;
  /** Signs and verifies a token; not asked before there is somebody who can. */
  signing: () => Promise<void>;
  /** Settings that production would refuse, or that are missing there. */
  doubtfulSettings: number;
}

const everything = ["/api/auth", "/api/me"];

/**
 * The probes of the backend, which `serve` answers before the application does. The parts are asked by themselves too, so that
 * the log tells of a failure that nobody probed.
 */
export function backendHealth(parts: HealthParts, settings: HealthSettings): Health {
  const datastore = { type: "datastore", every: 10_000, ttl: 1000, affects: everything } as const;
  const { sessions, mails } = parts;
  return createHealth({
    version,
    started: settings.started,
    aliases: true,
    checks: {
      // Longer than the patience with another process's lock; a probe is answered before, with what was known.
      database: { ...datastore, timeout: 4000, run: ({ signal }) => parts.database(signal) },
      ...(sessions === undefined ? {} : { sessions: { ...datastore, run: () => sessions() } }),
      ...(mails === undefined ? {} : { mails: { critical: false, run: () => mails() } }),
      signing: {
        every: 60_000,
        timeout: 2000,
        affects: ["/api/auth/token"],
        run: () => parts.signing(),
      },
      settings: {
        critical: false,
        run: () => ({
          status: parts.doubtfulSettings === 0 ? "pass" : "warn",
          value: parts.doubtfulSettings,
        }),
      },
      loop: { critical: false, type: "system", run: eventLoopCheck({ warn: 500 }) },
    },
    metrics: {
      show: settings.metricsToken === null ? "loopback" : { token: settings.metricsToken },
      more: settings.more,
    },
    onChange: (change) => logChange(change, settings.log),
  });
}

export interface HealthSettings {
  started: boolean;
  /** Who has it is shown the metrics; null: this machine is. */
  metricsToken: string | null;
  /** Metrics of the application. */
  more: () => string;
  log: Logger;
}

/** One line for each change. What is doubtful in the settings was said at the start. */
function logChange({ check, from, to, result }: HealthChange, log: Logger): void {
  if (check === "settings") return;
  const { reason, code, ms } = result;
  const facts = {
    check,
    from,
    to,
    ...(reason === null ? {} : { reason }),
    ...(code === null ? {} : { code }),
    ms,
  };
  if (to === "pass") log.info(facts, `health: ${check} works again`);
  else
    log[to === "fail" ? "error" : "warn"](
      facts,
      `health: ${check} ${wordsFor[to]}${code === null ? "" : ` (${code})`}`,
    );
}

const wordsFor = { fail: "is failing", warn: "has a warning" };

const report = z
  .object({
    status: z.enum(["pass", "warn", "fail"]),
    version: z.string(),
    instance: z.string().optional().openapi({ description: "Of this process; shown to this machine only" }),
    uptime: z.number().int().openapi({ description: "Seconds since the process started" }),
    checks: z
      .record(z.string(), z.array(z.object({ status: z.enum(["pass", "warn", "fail"]), time: z.string() })))
      .optional()
      .openapi({ description: "Shown to this machine only" }),
  })
  .openapi("Health");

const probes = {
  "/health": "The state of the backend",
  "/health/live": "Whether the process is running",
  "/health/ready": "Whether it can take requests now",
  "/health/started": "Whether it has been ready",
  "/livez": "The same as /health/live",
  "/readyz": "The same as /health/ready",
};

/** The probes are answered before the application is asked; here they are only described. */
export function describeHealth(app: OpenAPIHono): void {
  for (const [path, summary] of Object.entries(probes)) {
    app.openAPIRegistry.registerPath({
      method: "get",
      path,
      tags: ["Backend"],
      summary,
      responses: {
        200: { description: "It does", content: { "application/health+json": { schema: report } } },
        503: { description: "It does not", content: { "application/health+json": { schema: report } } },
      },
    });
  }
}
