import type { Cases } from "../../diagnose.ts";
import type { HealthAnswer } from "../../facts.ts";
import { serverJs } from "../_serve.ts";

const files = { "server.js": serverJs };
const listening = [{ address: "::", port: 18490, pid: 9 }];
const answer: HealthAnswer = {
  url: "http://127.0.0.1:18490/health",
  path: "/health",
  status: 200,
  problem: null,
  location: null,
  body: "{}",
  pid: 9,
  holder: null,
  suggestions: [],
};

/** A program that listens and whose health path gives the one answer, and one whose path gives the other. */
export function healthCases(
  name: string,
  wrong: Partial<HealthAnswer>,
  right: Partial<HealthAnswer> = {},
): Cases {
  return {
    claims: [
      {
        name,
        files,
        run: { ended: "timeout", listening, health: { ...answer, ...wrong } },
      },
    ],
    leaves: [
      {
        name: `${right.status ?? 200} from the program itself`,
        files,
        run: { outcome: "healthy", ended: "healthy", listening, health: { ...answer, ...right } },
      },
    ],
  };
}
