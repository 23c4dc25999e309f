import type { Crash, SourceRead, Variable } from "../../facts.ts";
import { shapeOf, useOf, uses } from "../../known/_find-uses.ts";
import type { SecretShape } from "../../known/_uses.ts";
import { aesBits } from "../_secret-form.ts";
import { printsPrivateKey, printsSecret } from "../_typed.ts";

/** The form in which a library wants its secret, and the command that prints one. */
export interface Form extends Omit<SecretShape, "make"> {
  command: string;
}

/** The form that counts for a variable: by the library it is handed to, by its name, or by the library's own error. */
export function formOf(variable: Variable, crash: Crash | null): Form | null {
  for (const read of variable.reads) {
    const shape = useOf(read.usedAs)?.form;
    if (shape?.lines && read.decodedFrom) continue;
    const form = shape ? withCommand(shape) : aesOf(read);
    if (form && read.edited && !form.lines) continue;
    if (form) return read.edited ? afterEdits(form) : form;
  }
  const named = shapeOf(variable.name);
  if (named) return withCommand(named);
  if (!crash) return null;
  const said = [...uses.values()].find(({ form }) => form?.says.test(crash.message))?.form;
  return said && lineUses(variable, crash) ? withCommand(said) : null;
}

function withCommand({ make, ...shape }: SecretShape): Form {
  const command =
    make === "private key" ? printsPrivateKey : "command" in make ? make.command : printsSecret(make);
  return { ...shape, command };
}

/** A library is handed it as a key of a form of its own, whatever its name says. */
export function hasForm({ reads }: Variable): boolean {
  return reads.some(({ usedAs }) => useOf(usedAs)?.form !== undefined);
}

/** What the code replaces is mostly `\n` by a line end: it makes no PEM of a text that has none of its marks. */
function afterEdits(form: Form): Form {
  return { ...form, suits: (v) => form.suits(v) || v.includes("-----BEGIN") };
}

/** The key of an AES cipher: as many bytes as its name says bits, as text or decoded from it. */
function aesOf({ usedAs, decodedFrom }: SourceRead): Form | undefined {
  const bits = aesBits(usedAs);
  if (bits === null) return undefined;
  const bytes = bits / 8;
  const says = /Invalid key length/i;
  const library = `AES-${bits}`;
  if (decodedFrom === "hex")
    return {
      library,
      wants: `${bytes} bytes in hex, ${2 * bytes} characters`,
      suits: (v) => Buffer.from(v, "hex").length === bytes,
      says,
      command: printsSecret({ generate: "hex", bytes }),
    };
  if (decodedFrom)
    return {
      library,
      wants: `${bytes} bytes in ${decodedFrom}`,
      suits: (v) => Buffer.from(v, decodedFrom).length === bytes,
      says,
      command: printsSecret({ generate: decodedFrom, bytes }),
    };
  return {
    library,
    wants: `a text of ${bytes} bytes`,
    suits: (v) => Buffer.byteLength(v) === bytes,
    says,
    command: printsSecret({ generate: "hex", bytes: bytes / 2 }),
  };
}

function lineUses(variable: Variable, crash: Crash): boolean {
  return variable.reads.some((r) =>
    crash.frames.some(
      (f) =>
        f.own &&
        (f.file === r.at.file || (r.assignedTo !== undefined && (f.text ?? "").includes(r.assignedTo))),
    ),
  );
}
