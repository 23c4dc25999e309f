import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { clientCases } from "./_cases.ts";
import { saidByClient } from "./_said.ts";
import { called, serviceAt, serviceReads } from "./_services.ts";

const signs =
  /password authentication failed(?: for user)?|Access denied for user|Login failed for user|WRONGPASS|NOAUTH|Authentication required|SASL authentication failed|\bAuthentication (?:failed|unsuccessful)|28P01|ER_ACCESS_DENIED|ACCESS_REFUSED|invalid (?:username-password pair|username or password|password|login:)|no password supplied|client password must be a string|role "[^"]+" does not exist|\b(?:SMTP)?AuthenticationError\b|InvalidPasswordError|InvalidAuthorizationSpecificationError|\bEAUTH\b|bad auth\b|invalidCredentials/i;

export default defineDiagnosis({
  code: "service/authentication-failed",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => saidByClient(facts, signs),
  finding: ({ words, service }, facts) => {
    const at = (service ? serviceAt(facts, service) : undefined) ?? facts.run?.crash?.at;
    const who = service ? called(service) : "the service";
    return {
      severity: "error",
      confidence: service ? "certain" : "likely",
      role: "crash",
      title: `${who} refuses the user or the password`,
      detail: `It answers and says: "${words}". The connection stands; the credentials in ${service?.variable ?? "the settings"} are not accepted.`,
      ...(at ? { at } : {}),
      also: service ? serviceReads(facts, service) : [],
    };
  },
  fixes: ({ service }) => [
    {
      id: "authentication-failed",
      title: `Correct user and password in ${service?.variable ?? "the settings"}`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A service answers and refuses the user or the password.",
    why: "The credentials in the variable are not those that the service knows.",
    causes: [
      "The password was changed on one side.",
      "A volume of the database was made with an older password.",
      "A special character of the password that is not encoded.",
    ],
    not: "A password whose characters need encoding is env/url-needs-encoding.",
  },
});

export const cases: Cases = clientCases("another password", [
  'error: password authentication failed for user "me"',
  "    at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:285:98)",
  "  code: '28P01'",
]);
