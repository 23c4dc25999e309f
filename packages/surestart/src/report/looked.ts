import type { Facts, Proposal } from "../facts.ts";
import { joined } from "../joined.ts";
import type { Mask } from "./mask.ts";

/** What a survey could look at, and what it could not: without it, that nothing was found says nothing. */
export interface Looked {
  /** There is a start command, and the sources of its program are read. */
  judged: boolean;
  at: Part[];
  not: NotLooked[];
  /** The same in one sentence, without a full stop. */
  words: string;
  /** Without a start command: what may be meant. */
  proposals?: Proposal[];
}

type Part = "command" | "packages" | "sources" | ".env" | "port" | "services";

/** command: none was found. program: what the command starts is not known. sources: its language is not read. */
interface NotLooked {
  what: "command" | "program" | "sources";
  language?: string;
  /** In a monorepo: the workspace. */
  dir?: string;
}

export function lookedAt(facts: Facts, mask: Mask): Looked {
  const { command, project } = facts;
  const parts = partsOf(facts);
  const program = command && mask.text(command.argv.join(" "));
  return {
    judged: parts.not.length === 0,
    ...parts,
    words: words(parts, program),
    ...(project.proposals?.length ? { proposals: project.proposals } : {}),
  };
}

function partsOf({ command, project, source, env, port, services }: Facts): Pick<Looked, "at" | "not"> {
  const unread = project.unread ?? [];
  const read = command
    ? command.language === "python" || command.language === "javascript" || command.language === "typescript"
    : (source.seen ?? source.files.length) > 0;
  const not: NotLooked[] = [
    ...(command ? [] : [{ what: "command" as const }]),
    ...(read ? [] : unread.map((language) => ({ what: "sources" as const, language }))),
    ...(command && !read && unread.length === 0 ? [{ what: "program" as const }] : []),
  ];
  const at: [Part, boolean][] = [
    ["port", port.wanted !== null],
    [".env", env.files.some(({ role }) => role === "env")],
    ["command", command !== null],
    ["packages", command !== null && read],
    ["sources", read],
    ["services", services.length > 0],
  ];
  return { at: at.flatMap(([part, was]) => (was ? [part] : [])), not };
}

/** "Go sources are not read; the port, .env and the command were checked". */
function words({ at, not }: Pick<Looked, "at" | "not">, program: string | null): string {
  const checked = joined(at.map((part) => (part === ".env" ? part : `the ${part}`)));
  const many = at.length > 1 || at.some((part) => part.endsWith("s"));
  if (not.length === 0) return upperFirst(`${checked} ${many ? "were" : "was"} checked`);
  const languages = not.flatMap(({ language }) => language ?? []);
  const missing = [
    ...(not.some(({ what }) => what === "command") ? ["no start command was found"] : []),
    ...(languages.length > 0 ? [`${joined(languages)} sources are not read`] : []),
    ...(not.some(({ what }) => what === "program")
      ? [`it is not known what ${program ?? "the command"} runs`]
      : []),
  ];
  const nothing = at.length === 0 && languages.length === 0 && program === null;
  if (nothing) return "There is no start command, no .env, and no source that surestart reads";
  const first = joined(missing);
  const sentence = checked
    ? `${first}; ${checked} ${many ? "were" : "was"} checked`
    : `${first}; nothing else was checked`;
  return upperFirst(sentence);
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
