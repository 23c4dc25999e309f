import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Variable } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { tools } from "../../known/_tools.ts";
import { meantHost } from "../../meant-host.ts";
import { countingBinding, valueHad, valuePlace, variableOf } from "../_lookup.ts";
import { lastWords } from "../runtime/_crash-text.ts";

export default defineDiagnosis({
  code: "port/host-unavailable",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const found = readHost(facts) ?? saidHost(facts) ?? seenHost(facts);
    return found ? [found] : [];
  },
  finding: ({ host, reason, sure }, facts) => {
    const meant = meantHost(host.value);
    return {
      severity: "error",
      confidence: sure ? "certain" : "likely",
      role: failedToBind(facts) ? "crash" : "would",
      title:
        reason === "not-local"
          ? `${host.value} is not an address of this machine`
          : meant
            ? `${host.value} is not a host to listen on`
            : `The host ${host.value} does not resolve`,
      detail:
        reason === "not-local"
          ? "A program can only listen on addresses of the machine on which it runs (EADDRNOTAVAIL)."
          : meant
            ? `It is written as in a URL. The server takes it for a name, which does not resolve (ENOTFOUND); the host alone is ${meant}.`
            : `The name of the host to listen on does not resolve (ENOTFOUND).${shellWords(host.value, facts)}`,
      ...placeIn(host, facts),
    };
  },
  fixes: ({ host, reason }, facts) => {
    const meant = reason === "not-local" ? null : meantHost(host.value);
    const variable = reason === "not-local" ? undefined : ofShell(host.value, facts);
    return [
      meant
        ? { id: "host-alone", title: `Write ${meant}`, safety: "manual", changes: [] }
        : {
            id: "loopback",
            title: variable
              ? `Unset ${variable.name}, or set it to 127.0.0.1 (this machine only) or 0.0.0.0 (all of its addresses)`
              : "Listen on 127.0.0.1 (this machine only) or 0.0.0.0 (all of its addresses)",
            safety: "manual",
            changes: [],
          },
    ];
  },
  page: {
    what: "The host to listen on is not an address of this machine, or its name does not resolve.",
    why: "HOST says on which address to listen, not how others reach the service.",
    causes: [
      "The address of a server in a .env that is used on another machine.",
      "The name of a container.",
      "A VPN that is not connected.",
      "HOST was set in the shell by another tool: conda sets it to the platform of its compilers.",
      "A piece of a URL: brackets around an IPv6 address, a scheme, or a port after the host.",
    ],
    steps: [
      "Set the host to 127.0.0.1 (only this machine can connect) or 0.0.0.0 (all addresses of this machine, needed in a container).",
      "Write the host alone: no scheme, no brackets, no port.",
    ],
    examples: [{ file: ".env", wrong: "HOST=http://[::1]:8000", right: "HOST=::1" }],
    says: [
      "EADDRNOTAVAIL: address not available …",
      "[Errno 99] Cannot assign requested address",
      "[WinError 10049] The requested address is not valid in its context",
    ],
    not: "The host of another service that does not resolve is service/host-unknown.",
  },
});

interface Evidence {
  host: { value: string; at?: Place | null };
  reason: "not-local" | "unresolved" | "form";
  sure: boolean;
}

/** The variable of the environment that the program reads, and that has this value. */
function ofShell(value: string, { env }: Facts): Variable | undefined {
  return env.variables.find((v) => env.environment[v.name] === value && v.reads.some((r) => r.reached));
}

function shellWords(value: string, facts: Facts): string {
  const variable = ofShell(value, facts);
  if (!variable) return "";
  const left = tools.flatMap(({ leaves = [] }) => leaves).find((one) => one.value.test(value));
  const who = left?.note ?? "it comes from the environment";
  return ` It is the value of ${variable.name}: ${who}.`;
}

function placeIn(host: Evidence["host"], facts: Facts): { at?: Place } {
  const at = host.at ?? ofShell(host.value, facts)?.reads.find((r) => r.reached)?.at;
  return at ? { at } : {};
}

/** As the command, a variable or the code gives it. */
function readHost({ port: { host, hostUnavailable } }: Facts): Evidence | null {
  return host && hostUnavailable ? { host, reason: hostUnavailable.reason, sure: true } : null;
}

const notLocal =
  /listen EADDRNOTAVAIL: address not available (\S+?)(?::\d+)?$|attempting to bind on address \('([^']+)', \d+.*(?:assign requested address|not valid in its context)|^.*Invalid address: \('([^']+)', \d+/m;
const unresolved = /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)$/m;
const failsToResolve =
  /getaddrinfo|gaierror|ENOTFOUND|EAI_AGAIN|Name or service not known|nodename nor servname|name resolution|invalid IP address syntax/i;
const failsToAssign =
  /EADDRNOTAVAIL|assign requested address|not valid in its context|\b10049\b|Invalid address:/i;

/** As the program's own words name it, where they are about listening. */
function saidHost(facts: Facts): Evidence | null {
  const text = lastWords(facts);
  const foreign = notLocal.exec(text)?.slice(1).find(Boolean);
  if (foreign) return { host: placed(facts, foreign), reason: "not-local", sure: true };
  const name = /\bon Server instance at:|\bdoListen\b/.test(text) ? unresolved.exec(text)?.[1] : undefined;
  return name ? { host: placed(facts, name), reason: "unresolved", sure: true } : null;
}

/** As the second look saw it in the call that failed, where the words name none. */
function seenHost(facts: Facts): Evidence | null {
  if (facts.services.length > 0 || !failsToResolve.test(lastWords(facts))) return null;
  const gift = facts.witness?.failure?.gave.find(
    ({ how, as }) => how === "whole" && /(?:^|[._])(?:host|hostname|bind|address)$/i.test(as),
  );
  const variable = gift && variableOf(facts, gift.name);
  const value = variable && valueHad(facts, variable);
  return value ? { host: placed(facts, value), reason: "unresolved", sure: false } : null;
}

/** Where the one variable that has this value is set; else where the program failed. */
function placed(facts: Facts, value: string): Evidence["host"] {
  const variable = facts.env.variables.find((v) => valueHad(facts, v) === value && v.reads.length > 0);
  const counting = variable && countingBinding(facts, variable);
  return {
    value,
    at: counting
      ? valuePlace(counting.file, counting.binding)
      : (variable?.reads[0]?.at ?? facts.run?.crash?.at ?? null),
  };
}

/** It failed to listen there, by its own words; or it was not even started for that. */
function failedToBind(facts: Facts): boolean {
  if (facts.run?.outcome !== "failed") return false;
  const text = lastWords(facts);
  return facts.run.ended === "no-port" || failsToResolve.test(text) || failsToAssign.test(text);
}

export function cases(): Cases {
  const server = 'require("node:http").createServer().listen(Number(process.env.PORT), process.env.HOST);\n';
  return {
    claims: [
      {
        name: "an address of another machine",
        files: { ".env": "HOST=203.0.113.7\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        environment: { PORT: "18443" },
        facts: { port: { hostUnavailable: { reason: "not-local" } } },
      },
      {
        name: "a name that another tool has put into the environment",
        files: { "server.js": server },
        environment: { PORT: "18443", HOST: "x86_64-conda-linux-gnu" },
        facts: { port: { hostUnavailable: { reason: "unresolved" } } },
      },
      {
        name: "an IPv6 address in the brackets of a URL",
        files: { ".env": "HOST=[::1]\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        environment: { PORT: "18443" },
      },
      {
        name: "an address of another machine, which the program finds out",
        files: {
          ".env": "EDGE=203.0.113.7\n",
          "server.js": "module.exports = { edge: process.env.EDGE };\n",
        },
        command: ["node", "--env-file=.env", "server.js"],
        run: {
          output: [
            "Error: listen EADDRNOTAVAIL: address not available 203.0.113.7:18443",
            "    at Server.setupListenHandle [as _listen2] (node:net:1917:21) {",
            "  code: 'EADDRNOTAVAIL'",
            "}",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "loopback",
        files: { ".env": "HOST=127.0.0.1\n", "server.js": server },
        command: ["node", "--env-file=.env", "server.js"],
        environment: { PORT: "18443" },
      },
      {
        name: "brackets that the server's option takes",
        files: { "main.py": "def app(environ, start_response): pass\n" },
        command: ["gunicorn", "main:app", "--bind", "[::1]:18443"],
      },
    ],
  };
}
