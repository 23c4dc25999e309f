// Made by `npm run known` from the files of the tools. Not to be edited.
import type { StartTool } from "./_define.ts";

export const startTools: readonly StartTool[] = [
  { name: "uvicorn", language: "python", server: { options: { values: "host, port, app-dir, env-file, workers", flags: "reload, access-log, use-colors, proxy-headers, server-header, date-header, factory, version, help, reset-contextvars", unknown: "value" }, tell: { port: "--port {port}", host: "--host {host}", lastWins: true, variables: { port: "UVICORN_PORT", host: "UVICORN_HOST" } }, port: 8000 } },
];
