import type { Facts, SourceListen } from "../facts.ts";
import type { Fix } from "../finding.ts";
import { moduleKind } from "./_module-kind.ts";

export type FixedListen = SourceListen & { port: number };

/** The port is a literal in the code: no variable decides it. */
export function fixedPort(listen: SourceListen): listen is FixedListen {
  return listen.port !== null && listen.port !== 0 && listen.variable === null;
}

/** Lets the code read PORT where it has a literal, and keeps the literal as the default. */
export function readPortFix(listen: FixedListen, facts: Facts): Fix {
  const module = moduleKind(facts, listen.at.file);
  const at = listen.portAt;
  const title = `Read the port from PORT, with ${listen.port} as the default`;
  if (!at || at.line === undefined || at.column === undefined)
    return { id: "read-port", title, safety: "manual", changes: [] };
  const expression =
    module === "python"
      ? `int(os.environ.get("PORT", "${listen.port}"))`
      : `Number(process.env.PORT ?? ${listen.port})`;
  return {
    id: "read-port",
    title,
    safety: "review",
    changes: [
      {
        do: "replace",
        file: at.file,
        line: at.line,
        column: at.column,
        old: String(listen.port),
        new: expression,
      },
      ...(module === "python" ? ([{ do: "add-import", file: at.file, line: "import os" }] as const) : []),
    ],
  };
}
