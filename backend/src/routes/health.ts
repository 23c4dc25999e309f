import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { createHealth, type Health } from "surestart/health";
import manifest from "../../package.json" with { type: "json" };

export const version: string = manifest.version;

/** The probes of the backend; `serve` answers them before the application does. A check throws when a part does not answer. */
export function backendHealth(parts: Record<string, () => void | Promise<void>>, started: boolean): Health {
  const checks = Object.entries(parts).map(([name, run]) => [name, { type: "datastore" as const, run }]);
  return createHealth({ version, started, checks: Object.fromEntries(checks) });
}

const report = z
  .object({
    status: z.enum(["pass", "warn", "fail"]),
    version: z.string(),
    uptime: z.number().int().openapi({ description: "Seconds since the process started" }),
    checks: z
      .record(z.string(), z.array(z.object({ status: z.enum(["pass", "warn", "fail"]), time: z.string() })))
      .optional()
      .openapi({ description: "Shown to this machine only" }),
  })
  .openapi("Health");

const probes = {
  "/health": "How the backend stands",
  "/health/live": "Whether the process turns",
  "/health/ready": "Whether it can take requests now",
  "/health/started": "Whether it was ready once",
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
