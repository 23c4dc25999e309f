import { defineTool } from "./_define.ts";

/** https://docs.nestjs.com/security/authentication#jwt-token */
export default defineTool({
  name: "@nestjs/jwt",
  language: "javascript",
  takes: [
    {
      calls: ["@nestjs/jwt.JwtModule.register"],
      value: "0.secret",
      usedAs: "jwt-hs256",
      misses: /secretOrPrivateKey must have a value/,
    },
  ],
});
