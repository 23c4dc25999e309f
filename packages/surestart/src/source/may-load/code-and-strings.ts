/** A source as a byte look sees it: its code, in which each string is `"3"`, the number of its text in `strings`. */
export interface Split {
  code: string;
  /** The text of each string literal; what is put into a template or an f-string is one `x`. */
  strings: string[];
}

/** Takes comments off and strings out. It never fails: where it is wrong about a line, the next line is read again. */
export function splitSource(text: string, language: "javascript" | "python"): Split {
  return language === "python" ? splitPython(text) : splitJavaScript(text);
}

function splitPython(text: string): Split {
  const strings: string[] = [];
  const token =
    /#[^\n]*|\\\r?\n|(?:(?<!\w)[rbuf]{1,2})?(?:("""|''')((?:\\[\s\S]|(?!\1)[^\\])*)(?:\1|$)|(["'])((?:\\[^\n]|(?!\3)[^\\\n])*)(?:\3|(?=\n)|$))/gi;
  const code = text.replace(token, (whole: string, ...groups: unknown[]) => {
    if (whole.startsWith("#")) return "";
    if (whole.startsWith("\\")) return " ";
    const inner = (groups[1] ?? groups[3]) as string;
    strings.push(inner.replace(/\{[^{}]*\}/g, "x"));
    return ` "${strings.length - 1}" `;
  });
  return { code, strings };
}

function splitJavaScript(text: string): Split {
  const strings: string[] = [];
  let code = "";
  let at = 0;
  // Where a `}` ends what a template holds: how many braces were open when it began.
  const templates: { braces: number; text: string }[] = [];
  let braces = 0;
  const keep = (value: string): void => {
    strings.push(value);
    code += ` "${strings.length - 1}" `;
  };
  const template = (from: number, begun: string): void => {
    const [body = ""] = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*/y.exec(slice(text, from)) ?? [];
    at = from + body.length;
    if (text.startsWith("${", at)) {
      templates.push({ braces, text: `${begun}${body}x` });
      at += 2;
      code += " ";
    } else {
      at++;
      keep(begun + body);
    }
  };
  while (at < text.length) {
    const [plain = ""] = /[^/"'`{}]*/y.exec(slice(text, at)) ?? [];
    code += plain;
    at += plain.length;
    const char = text[at];
    if (char === undefined) break;
    if (char === "/" && text[at + 1] === "/") at = after(text, "\n", at, 0);
    else if (char === "/" && text[at + 1] === "*") {
      at = after(text, "*/", at + 2, 2);
      code += " ";
    } else if (char === "/") {
      const [expression] = beginsExpression.test(code) ? (regular.exec(slice(text, at)) ?? []) : [];
      code += expression === undefined ? char : " 0 ";
      at += expression?.length ?? 1;
    } else if (char === "`") template(at + 1, "");
    else if (char === "{") {
      braces++;
      code += char;
      at++;
    } else if (char === "}") {
      const open = templates.at(-1);
      if (open?.braces === braces) {
        templates.pop();
        template(at + 1, open.text);
      } else {
        braces--;
        code += char;
        at++;
      }
    } else {
      const [, body = ""] = (char === '"' ? double : single).exec(slice(text, at)) ?? [];
      keep(body);
      at += body.length + 2;
    }
  }
  return { code, strings };
}

const double = /^"((?:\\[\s\S]|[^\\"\n])*)/;
const single = /^'((?:\\[\s\S]|[^\\'\n])*)/;
const regular = /^\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/;
/** After these a slash begins a regular expression and does not divide. */
const beginsExpression =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>\n]|\b(?:return|typeof|case|in|of|do|else|void|throw|await|yield))\s*$/;

/** A string or a piece of code is never longer than this, but for a template, which is no path then. */
function slice(text: string, from: number): string {
  return text.slice(from, from + 20_000);
}

function after(text: string, end: string, from: number, length: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + length;
}
