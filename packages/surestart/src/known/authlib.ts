import { defineTool } from "./_define.ts";

/** https://docs.authlib.org */
export default defineTool({
  name: "authlib",
  language: "python",
  takes: [
    {
      calls: ["authlib.jose.jwt.encode", "authlib.jose.jwt.decode"],
      value: "1 key",
      usedAs: "jwt-hs256",
      form: { parameter: "algorithm algorithms 2", is: /^HS(256|384|512)$/, usedAs: "jwt-hs$1", only: true },
      refuses: "nothing",
    },
  ],
});
