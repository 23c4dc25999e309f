import { defineTool } from "./_define.ts";

/** https://pyjwt.readthedocs.io */
export default defineTool({
  name: "pyjwt",
  language: "python",
  packages: { pypi: "PyJWT" },
  takes: [
    {
      calls: ["jwt.encode", "jwt.decode"],
      value: "1 key",
      usedAs: "jwt-hs256",
      form: { parameter: "algorithm algorithms 2", is: /^HS(256|384|512)$/, usedAs: "jwt-hs$1", only: true },
      refuses: "nothing",
    },
  ],
});
