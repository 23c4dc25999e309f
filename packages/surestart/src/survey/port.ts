import { existsSync } from "node:fs";
import path from "node:path";
import type { EnvFacts, PortFacts, SourceFacts, SourceListen, StartCommand } from "../facts.ts";
import type { Place } from "../finding.ts";
import { serverOf } from "../known/_find.ts";
import { tools } from "../known/_tools.ts";
import { meantHost } from "../meant-host.ts";
import { examinePort } from "../ports/examine.ts";
import { wantedPort } from "../ports/wanted.ts";

/** The port that is wanted, and whether it is available. Binds nothing for long, ends nothing. */
export async function surveyPort(question: {
  dir: string;
  command: StartCommand | null;
  env: EnvFacts;
  source: SourceFacts;
  port?: string | undefined;
  host?: string | undefined;
  sockets: boolean;
}): Promise<PortFacts> {
  const { command, env, source, sockets } = question;
  const wanted = command
    ? wantedPort(command, {
        ...(question.port === undefined ? {} : { option: question.port }),
        environment: env.environment,
        envFile: portOfFile(env) ?? null,
      })
    : { wanted: null, invalid: null };
  const host = hostOf(question.host, command, env, source);
  const facts: PortFacts = { ...wanted, ...usedPort(wanted, question), host };
  if (host && !takesForm(host.value, command, question.host))
    return { ...facts, hostUnavailable: { reason: "form" } };
  if (!sockets || !facts.wanted || facts.wanted.value === 0 || !command) {
    return facts.host && sockets
      ? {
          ...facts,
          hostUnavailable: (await examinePort({ port: 0, host: facts.host.value })).hostUnavailable,
        }
      : facts;
  }
  const state = await examinePort({
    port: facts.wanted.value,
    ...(host ? { host: host.value } : {}),
    program: { argv: command.program, cwd: command.cwd },
  });
  return { ...facts, ...state };
}

/** Is a host of this form an address for what listens? An option for host and port together has the brackets of a URL. */
function takesForm(host: string, command: StartCommand | null, option: string | undefined): boolean {
  if (meantHost(host) === null || option !== undefined) return true;
  if (!/^\[[^\]]*\]$/.test(host) || !command?.server) return false;
  const server = serverOf(command.server);
  return command.host?.value === host && (server?.brackets === true || server?.tell?.host === undefined);
}

function portOfFile(env: EnvFacts): Parameters<typeof wantedPort>[1]["envFile"] {
  const variable = env.variables.find((v) => v.name === "PORT");
  if (!variable || variable.from === "environment" || variable.setValue === null) return null;
  for (const file of env.files) {
    if (file.role !== "env") continue;
    const binding = file.bindings.findLast((b) => b.key === "PORT");
    if (binding)
      return {
        value: variable.value ?? binding.value,
        at: {
          file: file.file,
          line: binding.line,
          column: binding.valueColumn,
          endColumn: binding.valueEndColumn,
        },
      };
  }
  return null;
}

/**
 * Where nobody says a port, what the code's one listening call takes is what the program will bind; where no code listens, the
 * usual port of the server that the command starts.
 */
function usedPort(
  said: Pick<PortFacts, "wanted" | "invalid">,
  { command, env, source }: { command: StartCommand | null; env: EnvFacts; source: SourceFacts },
): Partial<PortFacts> {
  if (said.wanted || said.invalid) return {};
  const listening = source.listens.filter((l) => l.reached);
  const usual = command && listening.length === 0 ? usualPort(command, env) : null;
  if (usual !== null) return { wanted: { value: usual, from: "server", at: command?.at ?? null } };
  const [only] = listening;
  if (!only || listening.length > 1 || isGivenNumber(command)) return {};
  const value = only.variable === null ? only.port : portOfVariable(only, env);
  return value === null || value <= 0
    ? {}
    : { wanted: { value, from: "source", at: only.portAt ?? only.at } };
}

/** A word after the entry may be another port: `node server.js 4100`, where the code asks its words first. */
function isGivenNumber(command: StartCommand | null): boolean {
  const { program = [], entry } = command ?? {};
  const name = path.parse(entry?.file ?? "").name;
  const at = program.findIndex((word) => path.parse(word).name === name);
  return at >= 0 && program.slice(at + 1).some((word) => /^(?:-[\w-]+=)?\d{1,5}$/.test(word));
}

/** The value that the program sees, or the code's default where there is none. */
function portOfVariable({ variable: name, portAt }: SourceListen, env: EnvFacts): number | null {
  const variable = env.variables.find((v) => v.name === name);
  const read = variable?.reads.find(({ at }) => samePlace(at, portAt));
  const text = variable?.value ?? read?.fallback;
  return text && /^[0-9]{1,5}$/.test(text) ? Number(text) : null;
}

function samePlace(one: Place, other: Place | null): boolean {
  return one.file === other?.file && one.line === other.line && one.column === other.column;
}

/** null where a variable of the server's own may say another, or a settings file that is not read. */
function usualPort(
  { server, portVariable, program, entry, cwd }: StartCommand,
  env: EnvFacts,
): number | null {
  const row = serverOf(server);
  const tool = tools.find(({ name }) => name === server);
  if (!row?.port || portVariable !== undefined || entry?.file == null) return null;
  const first = tool?.command?.runsFirst;
  if (first !== undefined && existsSync(path.resolve(cwd, first))) return null;
  const own = (name: string): boolean => tool?.variables?.some((prefix) => name.startsWith(prefix)) === true;
  const told = [...Object.keys(env.environment), ...env.variables.map(({ name }) => name)].some(own);
  const settings = program.some((word) =>
    /^(?:-[cue]|-b.*|--?(?:config|bind|endpoint|uds|fd|unix)\b.*)$/.test(word),
  );
  return told || settings ? null : row.port;
}

function hostOf(
  option: string | undefined,
  command: StartCommand | null,
  env: EnvFacts,
  source: SourceFacts,
): PortFacts["host"] {
  if (option !== undefined) return { value: option, at: null };
  if (command?.host) return { value: command.host.value, at: command.at };
  for (const listen of source.listens.filter((l) => l.reached)) {
    const name = listen.hostVariable;
    const variable = name === undefined ? undefined : env.variables.find((v) => v.name === name);
    if (variable?.value) {
      const binding = env.files
        .filter((f) => f.role === "env")
        .flatMap((f) =>
          f.bindings
            .filter((b) => b.key === name)
            .map((b) => ({ file: f.file, line: b.line, column: b.valueColumn, endColumn: b.valueEndColumn })),
        )[0];
      return { value: variable.value, at: variable.from === "environment" ? null : (binding ?? null) };
    }
  }
  const literal = source.listens.find((l) => l.reached && l.host !== null);
  return literal?.host ? { value: literal.host, at: literal.at } : null;
}
