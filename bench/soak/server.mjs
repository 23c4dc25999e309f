// A small server on PORT as the JSON of its first word says; server.py understands the same words.
// boot: ms until it listens; burn: ms of work before; child: a process of its own; deaf: signals do not end it; listen: false
// for never; exit: { after: ms, code } once it listens, or at once where it never does; crash: an error before anything else.
import { spawn } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import http from "node:http";

const words = JSON.parse(process.argv[2] ?? "{}");
const tell = (more) => {
  const session = Number(readFileSync("/proc/self/stat", "latin1").split(") ").at(-1).split(" ")[3]);
  appendFileSync(
    process.env.SOAK_LEDGER,
    `${JSON.stringify({ pid: process.pid, parent: process.ppid, session, ...more })}\n`,
  );
};
tell({});
if (words.deaf) for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) process.on(signal, () => {});
if (words.child) spawn("sleep", ["600"], { stdio: "ignore" });
if (words.crash) throw new Error("it crashes on purpose");
for (const until = performance.now() + (words.burn ?? 0); performance.now() < until; );

const port = Number(process.env.PORT ?? process.argv[3]);
const leave = () => words.exit && setTimeout(() => process.exit(words.exit.code), words.exit.after);
if (words.listen === false) {
  leave();
  setInterval(() => {}, 1e6);
} else
  setTimeout(() => {
    http
      .createServer((request, response) => {
        response.statusCode = ["/health", "/whoami"].includes(request.url) ? 200 : 404;
        response.end(process.env.SOAK_RUN);
      })
      .listen(port, "127.0.0.1", () => {
        tell({ port });
        leave();
      });
  }, words.boot ?? 0);
