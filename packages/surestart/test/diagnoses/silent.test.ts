import { expect, test } from "vitest";
import { silentAbout } from "../../src/diagnoses/service/_silent.ts";
import type { Facts, RunFacts } from "../../src/facts.ts";

const service = { variable: "STORE_URL", near: true, atStart: true, answer: "refused" };

function facts(run: Partial<RunFacts>, services: object[] = [service], variables: object[] = []): Facts {
  const exit = { code: 1, signal: null };
  const whole = { outcome: "failed", ended: "exited", exit, crash: null, health: null, output: [], ...run };
  return { run: whole, services, env: { variables } } as unknown as Facts;
}

const ill = { ended: "timeout", health: { status: 503 } } as unknown as RunFacts;
const required = { name: "KEY", value: null, reads: [{ required: true, reached: true, when: "import" }] };
const frames = [{ file: "a.js", line: 1, function: null, own: true, text: null }];
const crash = { name: "Error", message: "", code: null, frames } as unknown as RunFacts["crash"];

test.each<[string, Facts, boolean]>([
  ["no word at all", facts({}), true],
  ["words that name nothing", facts({ output: ["> app@1 start", "Failed to start the server."] }), true],
  ["a health check that is ill", facts(ill), true],
  ["a reason of its own", facts({ output: ["Failed to start: REGION must be eu or us"] }), false],
  ["an error with its place", facts({ crash }), false],
  ["an error with its place, and an ill health check", facts({ ...ill, crash }), false],
  ["two services that do not answer", facts({}, [service, service]), false],
  ["a service that answers", facts({}, [{ ...service, answer: "open" }]), false],
  ["a service that only requests need", facts({}, [{ ...service, atStart: false }]), false],
  ["a variable that the start requires and does not get", facts({}, [service], [required]), false],
  ["an end without an error", facts({ exit: { code: 0, signal: null } }), false],
])("%s", (_name, given, blamed) => {
  expect(silentAbout(given) !== undefined).toBe(blamed);
});
