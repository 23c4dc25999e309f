import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, ServiceFact, Variable } from "../../facts.ts";
import { countingBinding, valuePlace } from "../_lookup.ts";
import { missingAtStart } from "../_missing.ts";
import { saidNotGiven } from "../_not-given.ts";
import { errorWords } from "../runtime/_crash-text.ts";
import { clientCases } from "./_cases.ts";
import { saidByClient } from "./_said.ts";
import { called, serviceAt, serviceReads } from "./_services.ts";

const signs =
  /password authentication failed(?: for user)?|Access denied for user|Login failed for user|WRONGPASS|NOAUTH (?:Authentication required|HELLO must)|SASL authentication failed|28P01|ER_ACCESS_DENIED|ACCESS_REFUSED|no password supplied|client password must be a string|role "[^"]+" does not exist|InvalidPasswordError|InvalidAuthorizationSpecificationError/i;

/** No password was given at all. */
const none = /no password supplied|client password must be a string|NOAUTH/i;

/** Words that a program's log may contain for another reason: they count in its error only. */
const inError =
  /^(?:\w*\.)*(?:SMTP)?AuthenticationError\b|\bAuthentication (?:required|failed|unsuccessful)|invalid (?:username-password pair|username or password|password|login:)|\bEAUTH\b|\bbad auth\b|\binvalidCredentials\b/im;

export default defineDiagnosis({
  code: "service/authentication-failed",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    // The variable that it should have had from is named for itself.
    if (missingAtStart(facts).some(({ reads }) => reads.some((read) => saidNotGiven(facts, read)))) return [];
    const plain = saidByClient(facts, signs);
    return plain.length > 0 ? plain : saidByClient(facts, inError, errorWords(facts));
  },
  about: ({ service }) => (service ? [`service ${service.variable}`] : []),
  finding: ({ words, service }, facts) => {
    const password = passwordOf(facts, service);
    const binding = password ? countingBinding(facts, password) : undefined;
    const at =
      (binding ? valuePlace(binding.file, binding.binding) : undefined) ??
      (service ? serviceAt(facts, service) : undefined) ??
      facts.run?.crash?.at;
    const who = service ? called(service) : "the service";
    return {
      severity: "error",
      confidence: service ? "certain" : "likely",
      role: "crash",
      title: none.test(words) ? `${who} asks for a password` : `${who} refuses the user or the password`,
      detail: none.test(words)
        ? `The program does not give one. Its client says: "${words}".`
        : `It answers and says: "${words}". The connection works, but ${password ? `${password.name}, or the user that it belongs to, is not accepted` : `the credentials in ${service?.variable ?? "the settings"} are not accepted`}.`,
      ...(at ? { at } : {}),
      also: service ? serviceReads(facts, service) : [],
    };
  },
  fixes: ({ service, words }, facts) => [
    {
      id: "authentication-failed",
      title: none.test(words)
        ? `Pass a password to the client${service?.scheme ? `, in ${service.variable}` : ""}`
        : correction(passwordOf(facts, service), service),
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A service answers, but refuses the user or the password.",
    why: "The credentials in the variable are not those that the service knows.",
    causes: [
      "The password was changed on one side.",
      "A volume of the database was created with an older password.",
      "A special character in the password that is not encoded.",
    ],
    steps: [
      'Try the same user and password by hand: `psql "$DATABASE_URL"`, `redis-cli -u "$REDIS_URL" ping`.',
      "Correct them in the variable that the finding names.",
      "docker: POSTGRES_PASSWORD counts only for a new volume. Change the password in the database (`ALTER USER me PASSWORD '...'`), or delete the volume and its data.",
      "Percent-encode special characters of a password in a URL: `surestart explain env/url-needs-encoding`.",
    ],
    not: "A password whose characters need encoding is env/url-needs-encoding.",
  },
});

function correction(password: Variable | null, service: ServiceFact | null): string {
  if (password) return `Correct ${password.name}, or the variable of the user`;
  return `Correct the user and the password in ${service?.variable ?? "the settings"}`;
}

/** `DB_PASSWORD` next to `DB_HOST`: the host itself has no credentials. */
function passwordOf(facts: Facts, service: ServiceFact | null): Variable | null {
  const prefix = /^(.*_)?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i.exec(service?.variable ?? "")?.[1];
  if (service?.scheme !== "" || prefix === undefined) return null;
  const names = ["PASSWORD", "PASS", "PWD"].map((word) => `${prefix}${word}`);
  return facts.env.variables.find(({ name }) => names.includes(name)) ?? null;
}

export function cases(): Cases {
  const { claims, leaves } = clientCases("another password", [
    'error: password authentication failed for user "me"',
    "    at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:285:98)",
    "  code: '28P01'",
  ]);
  const without = clientCases("no password at all", [
    "Error: SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string",
    "    at Object.continueSession (/srv/app/node_modules/pg/lib/crypto/sasl.js:36:11)",
  ]);
  return { claims: [...claims, ...without.claims], leaves };
}
