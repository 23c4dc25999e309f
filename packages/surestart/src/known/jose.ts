import { defineTool } from "./_define.ts";

/** https://github.com/panva/jose */
export default defineTool({
  name: "jose",
  language: "javascript",
  takes: [
    { calls: ["jose.SignJWT().sign", "jose.SignJWT().**.sign"], value: "0", usedAs: "jwt-hs256" },
    {
      calls: ["jose.importPKCS8", "jose.importSPKI", "jose.importX509"],
      value: "0",
      usedAs: "pem-private-key",
      exact: true,
    },
    { calls: ["jose.jwtVerify"], value: "1", usedAs: "jwt-hs256" },
  ],
});
