import { join, relative } from "node:path";
import { maskWithoutFacts } from "../report/crash.ts";
import { wrap } from "../report/visible.ts";
import { placesOfCommands } from "../runtime/find-command.ts";
import { composeFile, proposals } from "../runtime/proposals.ts";
import { startableWorkspaces } from "../survey/workspaces.ts";
import { again } from "./again.ts";
import { type Call, UsageError } from "./command.ts";
import { shownWords } from "./shell.ts";

/** There is no start command: says where it was looked for, and what may be meant. */
export async function noCommand(call: Call, dir: string): Promise<UsageError> {
  const mask = maskWithoutFacts(dir);
  const place = relative(process.cwd(), dir);
  const where = place === "" ? "here" : `in ${place}`;
  const found = proposals(dir).map(
    ({ command, because }) => [again(call, { name: "run", start: command }, mask), because] as const,
  );
  const workspaces = (await startableWorkspaces(dir, process.env)).map(({ folder, command }) => {
    const inner = relative(process.cwd(), join(dir, folder)).replaceAll("\\", "/");
    const run = again(call, { name: "run", add: ["--cwd", inner] }, mask);
    return [run, shownWords(command.argv, mask)] as const;
  });
  const compose = composeFile(dir);
  const lines = [
    `no start command was found ${where}`,
    ...wrap(`Looked for ${placesOfCommands.join("; ")}.`, 78),
    ...found.flatMap(([command, because]) => ["", `${because} suggests:`, `  ${command}`]),
    ...(compose
      ? ["", ...wrap(`${compose} starts containers, which surestart does not do: docker compose up`, 78)]
      : []),
    ...(workspaces.length > 0 ? ["", "Workspaces that can be started:"] : []),
    ...workspaces.map(([command, what]) => `  ${command}  (${what})`),
    ...(found.length + workspaces.length === 0
      ? ["", "Say what to start:", `  ${again(call, { name: "run", start: "COMMAND" }, mask)}`]
      : []),
  ];
  return new UsageError(
    lines.map((line, i) => (i === 0 || line === "" ? line : `  ${line}`)).join("\n"),
    false,
  );
}
