import { defineTool } from "./_define.ts";

/** https://flask-jwt-extended.readthedocs.io/en/stable/options/ */
export default defineTool({
  name: "flask-jwt-extended",
  language: "python",
  takes: [{ configures: { key: "JWT_SECRET_KEY" }, usedAs: "jwt-hs256" }],
});
