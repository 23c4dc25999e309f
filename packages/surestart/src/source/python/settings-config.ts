import { settingsOption } from "../../known/_find-loads.ts";
import { settingsClassRow as row } from "../settings-rows.ts";
import type { Argument, Expression, Statement } from "./syntax.ts";

export type Major = 1 | 2;

export type Class = Statement & { kind: "class" };

export interface Config {
  major: Major;
  args: Argument[];
}

/** @param known it is a settings class in any case */
export function configOf(s: Class, known = false): Config | null {
  for (const line of s.body) {
    if (line.kind === "assign" && line.value?.kind === "call" && isName(line.targets[0], row.config.name)) {
      const callee = line.value.callee;
      const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
      if (name === row.config.maker || (known && row.config.makers.includes(name)))
        return { major: 2, args: line.value.args };
    }
    if (line.kind === "class" && line.name === row.configClass) {
      const args = line.body.flatMap((l): Argument[] => {
        const target = l.kind === "assign" ? l.targets[0] : undefined;
        return l.kind === "assign" && l.value && target?.kind === "name"
          ? [{ name: target.id, star: false, value: l.value }]
          : [];
      });
      if (args.some((a) => a.name === settingsOption.inClass || a.name === row.prefix))
        return { major: 1, args };
    }
  }
  return null;
}

/** `model_config = {"env_file": ".env"}` */
export function dictConfig(s: Class): Config | null {
  for (const line of s.body)
    if (line.kind === "assign" && line.value?.kind === "dict" && isName(line.targets[0], row.config.name)) {
      const args = line.value.items.flatMap(({ key, value }): Argument[] =>
        key?.kind === "string" ? [{ name: key.value, star: false, value }] : [],
      );
      return { major: 2, args };
    }
  return null;
}

function isName(e: Expression | undefined, name: string): boolean {
  return e?.kind === "name" && e.id === name;
}
