/** Who is every user of a machine, in the short words of Windows' access lists and by number; the names are translated there. */
const everybody: Readonly<Record<string, string>> = {
  WD: "Everyone",
  "S-1-1-0": "Everyone",
  AU: "Authenticated Users",
  "S-1-5-11": "Authenticated Users",
  BU: "Users",
  "S-1-5-32-545": "Users",
};

/** Rights by which the content of a file may be read: all, to read, generic ones, and the single one. */
const reading = new Set(["FA", "FR", "GA", "GR", "CC"]);
const readingBits = 0x1 | 0x10000000 | 0x80000000;

/**
 * The groups of all users that may read a file, by its access list in SDDL
 * (https://learn.microsoft.com/windows/win32/secauthz/ace-strings). None where the list also denies or has conditions: what it
 * means in the end is then not read here.
 */
export function readersIn(sddl: string): string[] {
  const [, flags = "", list = ""] = /D:([A-Z_]*)((?:\([^()]*\))*)/.exec(sddl) ?? [];
  if (flags.includes("NO_ACCESS_CONTROL")) return ["Everyone"];
  const entries = [...list.matchAll(/\(([^()]*)\)/g)].map(([, entry = ""]) => entry.split(";"));
  if (entries.some(([type]) => type !== "A")) return [];
  const found = entries.flatMap(([, inherited = "", rights = "", , , who = ""]) =>
    !pairs(inherited).includes("IO") && mayRead(rights) ? (everybody[who] ?? []) : [],
  );
  return [...new Set(found)];
}

function mayRead(rights: string): boolean {
  if (/^0x/i.test(rights)) return (Number(rights) & readingBits) !== 0;
  return pairs(rights).some((right) => reading.has(right));
}

const pairs = (text: string): string[] => text.match(/../g) ?? [];
