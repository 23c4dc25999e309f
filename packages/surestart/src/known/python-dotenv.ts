import { defineTool } from "./_define.ts";

/** https://saurabh-kumar.com/python-dotenv/reference/ */
export default defineTool({
  name: "python-dotenv",
  language: "python",
  programs: ["dotenv"],
  wraps: {
    options: { values: "" },
    sub: /^run$/,
    outer: "env-file file f, export, quote q",
    envFiles: {
      dialect: "python",
      files: [".env"],
      missing: "always a fault",
      override: { unless: "no-override" },
      how: { named: "dotenv -f {file} run", otherwise: "dotenv run" },
    },
  },
  // It expands a $ with braces in any quotes.
  takesLiterally: "load_dotenv(interpolate=False)",
  inCode: { import: "from dotenv import load_dotenv", load: "load_dotenv({path})" },
  loads: [
    {
      calls: ["dotenv.load_dotenv", "dotenv.main.load_dotenv"],
      dialect: "python",
      usual: "caller-up",
      path: "0 dotenv_path",
      unless: { given: "stream" },
      override: "3 override",
    },
    {
      calls: ["dotenv.dotenv_values", "dotenv.main.dotenv_values"],
      dialect: "python",
      usual: "caller-up",
      path: "0 dotenv_path",
      unless: { given: "stream" },
      gives: "object",
    },
    {
      calls: ["dotenv.find_dotenv", "dotenv.main.find_dotenv"],
      dialect: "python",
      usual: "caller-up",
      path: "0 filename",
      fromCwd: "2 usecwd",
      gives: "path",
    },
  ],
});
