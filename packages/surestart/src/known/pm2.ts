import { defineTools } from "./_define.ts";

const options = {
  values:
    "name n, instances i, interpreter, interpreter-args node-args, args, cwd, env, only, log l, output o, error e, max-memory-restart, " +
    "watch-delay, ignore-watch, exp-backoff-restart-delay, namespace, user u, cron c, listen-timeout, kill-timeout, web, format",
};

/** https://pm2.keymetrics.io/docs/usage/quick-start/ */
export default defineTools([
  {
    name: "pm2",
    language: "javascript",
    runner: { reads: "processes", sub: /^(start|restart|reload|startOrRestart|startOrReload)$/, options },
    variables: ["PM2_"],
  },
  {
    name: "pm2-runtime",
    language: "javascript",
    programs: ["pm2-runtime", "pm2-docker", "pm2-dev"],
    packages: { npm: "pm2" },
    runner: { reads: "processes", sub: /^start$/, subMayLack: true, options },
  },
]);
