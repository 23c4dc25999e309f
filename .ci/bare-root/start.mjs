// node start.mjs SIGNAL: `npm start` until it is healthy, /health, and the signal that ends it; then nothing of it may be left.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

const signal = process.argv[2];
const before = processes();
const started = performance.now();
const child = spawn("npm", ["start"], { stdio: ["ignore", "pipe", "pipe"], detached: true });
const ended = once(child, "close");
let said = "";
const url = new Promise((resolve, reject) => {
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes) => {
      said += bytes;
      const [, found] = /Healthy in [\s\S]*? URL +(http:\S+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
  ended.then(([code]) => reject(new Error(`npm start ended with ${code}`)));
  setTimeout(() => reject(new Error("npm start was not healthy within 120 s")), 120_000).unref();
});

try {
  const { status } = await fetch(new URL("/health", await url));
  if (status !== 200) throw new Error(`/health answered ${status}`);
  const healthy = performance.now();
  // A terminal sends Ctrl-C to everything in the foreground; whoever stops a service sends SIGTERM to what it started.
  process.kill(signal === "SIGINT" ? -child.pid : child.pid, signal);
  const [code] = await ended;
  const left = processes().filter((one) => !before.includes(one));
  if (left.length > 0) throw new Error(`${signal} left ${left.join(", ")}`);
  console.log(
    `npm start: healthy after ${seconds(healthy - started)}; ${signal}: all ended after ${seconds(performance.now() - healthy)}, status ${code}`,
  );
} catch (error) {
  console.log(said);
  console.log(error.message);
  process.exitCode = 1;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {}
}

function processes() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return command === "" ? [] : [`${command} (pid ${pid})`];
      } catch {
        return [];
      }
    });
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
