import { defineTool } from "./_define.ts";

/** https://foss.heptapod.net/python-libs/passlib: its last release, 1.7.4, tries bcrypt with a long password, which bcrypt 5.0 refuses. */
export default defineTool({
  name: "passlib",
  language: "python",
  says: {
    meant: [
      {
        words: /password cannot be longer than 72 bytes[\s\S]*\bpasslib[\\/]handlers[\\/]bcrypt/,
        title: "passlib cannot use bcrypt 5",
        fix: 'Install "bcrypt<5", or hash with bcrypt itself: passlib is no longer maintained',
      },
    ],
  },
});
