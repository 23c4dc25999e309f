import { defineTool } from "./_define.ts";

export default defineTool({
  name: "ldap",
  service: {
    schemes: ["ldap", "ldaps"],
    port: 389,
    tls: { schemes: ["ldaps"], port: 636 },
    greeting: "none",
    names: ["LDAP"],
  },
});
