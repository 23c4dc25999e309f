/**
 * The text of a file of a case, as it is in the template: without the indentation of its first line, and with one line end
 * after its last. Backslashes mean nothing here; only \` and \${ are written with one.
 */
export function text({ raw }: TemplateStringsArray, ...values: string[]): string {
  const [indent = ""] = /^\n( *)/.exec(raw[0] ?? "")?.slice(1) ?? [];
  const parts = raw.map((part) => part.replaceAll(`\n${indent}`, "\n").replace(/\\(`|\$(?=\{))/g, "$1"));
  const whole = parts.map((part, index) => part + (values[index] ?? "")).join("");
  return `${whole.slice(1).trimEnd()}\n`;
}
