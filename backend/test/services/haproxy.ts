import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programOf } from "./server.ts";

/** null, after a line that says so, when it is not here. */
export function haproxyProgram(): string | null {
  const program = programOf("haproxy", ["/usr/sbin"]);
  if (program === null) console.warn("Skipped without HAProxy: apt-get install haproxy");
  return program;
}

export interface Balancer {
  url: string;
  stop(): Promise<void>;
}

/** Sends each request to the next of these ports that is ready; `url`: where it will be. */
export async function startHaproxy(
  program: string,
  ports: readonly number[],
  port: number,
): Promise<Balancer> {
  const dir = mkdtempSync(join(tmpdir(), "surestart-haproxy-"));
  const file = join(dir, "haproxy.cfg");
  writeFileSync(
    file,
    `defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  option forwardfor
  option redispatch
  retries 3
  timeout check 5s
frontend all
  bind 127.0.0.1:${port}
  default_backend replicas
backend replicas
  balance roundrobin
  option httpchk GET /health/ready
${ports.map((each) => `  server replica${each} 127.0.0.1:${each} check inter 300ms fall 1 rise 1`).join("\n")}
`,
  );
  const child: ChildProcess = spawn(program, ["-f", file, "-db"], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGKILL");
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
