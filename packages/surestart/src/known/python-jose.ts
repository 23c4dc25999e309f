import { defineTool } from "./_define.ts";

/** https://python-jose.readthedocs.io */
export default defineTool({
  name: "python-jose",
  language: "python",
  takes: [
    {
      calls: ["jose.jwt.encode", "jose.jwt.decode", "jose.jws.encode", "jose.jws.decode"],
      value: "1 key",
      usedAs: "jwt-hs256",
      form: { parameter: "algorithm algorithms 2", is: /^HS(256|384|512)$/, usedAs: "jwt-hs$1", only: true },
      refuses: "nothing",
    },
  ],
});
