import { isUtf8 } from "node:buffer";
import { execFileSync } from "node:child_process";
import { system32 } from "../ports/system32.ts";

/** The two code pages of a Windows: programs with windows (and Python) write the one into a pipe, programs of the console the other. */
export interface CodePages {
  ansi: number;
  oem: number;
}

/**
 * What a program printed, as text: UTF-8, and where the bytes are not UTF-8, on Windows by its code pages. Which of the two it was
 * nobody says: it is the first, unless that has between two letters what no word has.
 * @param pages null: there are none. @default those of this system, asked for when they are needed
 */
export function textOf(bytes: Buffer, pages: () => CodePages | null = pagesOfSystem): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const known = pages();
  if (known === null) return bytes.toString("utf8");
  const [ansi, oem] = [inPage(bytes, known.ansi), inPage(bytes, known.oem)];
  if (ansi === null || oem === null) return ansi ?? oem ?? bytes.toString("utf8");
  return cutsWords(ansi) && !cutsWords(oem) ? oem : ansi;
}

let ofSystem: CodePages | null | undefined;

function pagesOfSystem(): CodePages | null {
  if (process.platform !== "win32") return null;
  if (ofSystem === undefined) ofSystem = readPages();
  return ofSystem;
}

function readPages(): CodePages | null {
  const key = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage";
  try {
    const said = execFileSync(system32("reg.exe"), ["query", key], {
      encoding: "latin1",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 2000,
      windowsHide: true,
    });
    const page = (name: string): number =>
      Number(new RegExp(`\\b${name}\\s+REG_SZ\\s+(\\d+)`).exec(said)?.[1]);
    return { ansi: page("ACP"), oem: page("OEMCP") };
  } catch {
    return null;
  }
}

/** A sign between two letters that is not a letter: a quotation mark, a fraction, a frame. */
function cutsWords(text: string): boolean {
  return /\p{L}[^\p{L}\p{M}\p{N}\0-\x7f’]\p{L}/u.test(text);
}

function inPage(bytes: Buffer, page: number): string | null {
  const upper = uppers[page];
  if (upper !== undefined)
    return Array.from(bytes, (b) => (b < 128 ? String.fromCharCode(b) : upper.charAt(b - 128))).join("");
  const label = labels[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : null);
  return label === null ? null : new TextDecoder(label).decode(bytes);
}

/** By the names of the Encoding Standard (https://encoding.spec.whatwg.org). */
const labels: Readonly<Record<number, string>> = {
  866: "ibm866",
  874: "windows-874",
  932: "shift_jis",
  936: "gb18030",
  949: "euc-kr",
  950: "big5",
};

/** What that standard lacks: the pages of the console in the Americas and in Western and Central Europe, from byte 128 on. */
const uppers: Readonly<Record<number, string>> = {
  437: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  850: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  852: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0",
};
