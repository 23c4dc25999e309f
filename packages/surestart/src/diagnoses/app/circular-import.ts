import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";

const signs = [
  /partially initialized module/,
  /most likely due to a circular import/,
  /Cannot access '[^']+' before initialization/,
  /accessing non-existent property '[^']+' of module exports inside circular dependency/,
];

export default defineDiagnosis({
  code: "app/circular-import",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const text = lastWords(facts);
    const circle = circleOf(facts);
    const seen = signs.some((s) => s.test(text)) || usesUnfinished(facts, circle);
    if (!seen && !(circle.length > 1 && kept(facts))) return [];
    const certain = /partially initialized|circular/.test(text);
    return certain || circle.length > 1 ? [{ circle, certain }] : [];
  },
  finding: ({ circle, certain }, facts) => ({
    severity: "error",
    confidence: certain ? "certain" : "likely",
    role: "crash",
    title: "Modules import each other while they load",
    detail:
      circle.length > 1
        ? `${[...circle, circle[0]].join(" → ")}: the first has not finished loading when the last one uses it.`
        : "A module is used before it has finished loading, because a module that it imports imports it back.",
    ...placeOf(facts, circle),
    also: circle.map((file) => ({ file, note: "in the circle" })),
  }),
  fixes: () => [
    {
      id: "break-circle",
      title: "Move what both need into a third module, or import inside the function that uses it",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "Two or more modules import each other, and one uses the other before it has finished loading.",
    why: "A module runs from top to bottom at its first import; a module that imports it back in the meantime gets only what is defined so far.",
    causes: [
      "Models and the application object that import each other.",
      "An index file that exports everything and is imported from inside.",
    ],
    steps: [
      "Move what both need into a third module, which imports neither of them.",
      "Or import inside the function that uses it, so that the import runs later.",
      "For types only: `if TYPE_CHECKING:` in Python, `import type` in TypeScript.",
    ],
    examples: [
      {
        file: "shop/models.py",
        wrong: "from shop.app import db\n\nclass Order(db.Model): ...",
        right: "from shop.database import db   # app.py imports it there, too\n\nclass Order(db.Model): ...",
      },
    ],
    not: "Imports in a circle that are under TYPE_CHECKING or of types only do no harm and are not reported.",
  },
});

/**
 * uvicorn keeps an ImportError of the module that it imports to itself and says only that it could not: where the file is
 * there, what it does not find in itself is what Python would have said.
 */
function kept({ command, run }: Facts): boolean {
  const { entry } = command ?? {};
  if (entry?.kind !== "module" || entry.file === null || run?.outcome !== "failed") return false;
  const last = run.crash?.message ?? "";
  return /^Could not import module "/.test(last) && last.includes(`"${entry.module}"`);
}

/**
 * CommonJS gives out what a module has exported so far: a name of it is undefined while its own file is still loading, as
 * the stack shows.
 */
function usesUnfinished(facts: Facts, circle: string[]): boolean {
  const crash = facts.run?.crash;
  const failing = crash?.at?.file;
  if (crash?.language !== "node" || crash.name !== "TypeError" || failing === undefined || circle.length < 2)
    return false;
  const frames = crash.frames.filter((f) => f.own);
  const top = frames.findLast((f) => f.file === failing && f.line === crash.at?.line);
  const atTop = top?.function == null || /^(Object\.)?<anonymous>$/.test(top.function);
  return (
    atTop &&
    /undefined|is not a (function|constructor)|not iterable/.test(crash.message) &&
    frames.some((f) => f.file !== failing && circle.includes(f.file))
  );
}

/** Where it failed; else the import by which the circle goes back to its first module. */
function placeOf(facts: Facts, circle: string[]): { at?: Place } {
  const at =
    facts.run?.crash?.at ??
    facts.source.imports.find((i) => i.file === circle.at(-1) && i.resolved === circle[0] && !i.late)?.at;
  return at ? { at } : {};
}

/** The shortest circle of imports at load time through the file where the program failed. */
function circleOf(facts: Facts): string[] {
  const start = facts.run?.crash?.at?.file ?? (kept(facts) ? facts.command?.entry?.file : undefined);
  const edges = new Map<string, string[]>();
  for (const i of facts.source.imports) {
    if (i.resolved === null || i.late || i.typesOnly) continue;
    edges.set(i.file, [...(edges.get(i.file) ?? []), i.resolved]);
  }
  const starts = start ? [start] : [...edges.keys()];
  for (const from of starts) {
    const queue: string[][] = [[from]];
    const seen = new Set<string>();
    while (queue.length > 0) {
      const path = queue.shift() as string[];
      for (const next of edges.get(path.at(-1) as string) ?? []) {
        if (next === from && path.length > 1) return path;
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push([...path, next]);
      }
    }
  }
  return [];
}

export function cases(): Cases {
  const files = {
    "orders.py": text`
      from stock import left

      def total():
          return left()
    `,
    "stock.py": text`
      from orders import total

      def left():
          return total
    `,
    "main.py": "import orders\n",
  };
  return {
    claims: [
      {
        name: "two modules",
        files,
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 1, in <module>',
            "    import orders",
            '  File "orders.py", line 1, in <module>',
            "    from stock import left",
            '  File "stock.py", line 1, in <module>',
            "    from orders import total",
            "ImportError: cannot import name 'total' from partially initialized module 'orders' (most likely due to a circular import) (orders.py)",
          ],
        },
      },
      {
        name: "uvicorn keeps the error to itself",
        files: {
          "shop/__init__.py": "",
          "shop/main.py": text`
            from fastapi import FastAPI
            from shop.routes import router

            app = FastAPI()
            state = {}
            app.include_router(router)
          `,
          "shop/routes.py": text`
            from fastapi import APIRouter
            from shop.main import state

            router = APIRouter()
          `,
        },
        command: ["/usr/bin/python3", "-m", "uvicorn", "shop.main:app"],
        run: {
          output: ['ERROR:    Error loading ASGI app. Could not import module "shop.main".'],
        },
      },
    ],
    leaves: [
      {
        name: "for types only",
        files: {
          "orders.py": text`
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                from stock import left
            A = 1
          `,
          "stock.py": "from orders import A\n",
          "main.py": text`
            import os
            import stock
            ${importPy}
            ${servePy}
          `,
        },
      },
    ],
  };
}
