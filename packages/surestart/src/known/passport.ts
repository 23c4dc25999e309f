import { defineTools } from "./_define.ts";

/**
 * https://www.passportjs.org/packages/: a strategy throws where it is made, also through the class that Nest's PassportStrategy
 * makes of it.
 */
export default defineTools([
  {
    name: "passport-jwt",
    language: "javascript",
    takes: [
      {
        calls: ["passport-jwt.Strategy", "@nestjs/passport.PassportStrategy()"],
        value: "0.secretOrKey",
        usedAs: "jwt-hs256",
        refuses: "nothing and empty",
      },
    ],
  },
  {
    name: "passport-oauth2",
    language: "javascript",
    takes: [
      {
        calls: [
          "passport-oauth2",
          "passport-oauth2.Strategy",
          "passport-google-oauth20.Strategy",
          "passport-github2.Strategy",
          "passport-github.Strategy",
          "passport-facebook.Strategy",
          "passport-discord.Strategy",
          "@nestjs/passport.PassportStrategy()",
        ],
        value: "0.clientID",
        refuses: "nothing and empty",
      },
    ],
  },
]);
