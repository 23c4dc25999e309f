import { kinds } from "../known/_find-services.ts";

/** What is said to a service so that it says who it is; null: it speaks first, or nothing is said at all. */
export function question(kind: string): Buffer | null {
  const asks = kinds.find(({ name }) => name === kind)?.asks;
  return asks === undefined ? null : Buffer.from(asks, "latin1");
}

/** Who answers, by its first bytes: a kind, and in words. null when they say nothing that is known, or too little. */
export function identify(bytes: Buffer): { kind: string; words: string } | null {
  const text = bytes.subarray(0, 512).toString("latin1");
  const found = kinds.find(({ answers }) =>
    answers instanceof RegExp ? answers.test(text) : answers?.(bytes),
  );
  return found ? { kind: found.name, words: found.seen ?? found.called ?? found.name } : null;
}

/** Kinds that speak the same protocol. */
export function sameProtocol(wanted: string, seen: string): boolean {
  const protocol = (kind: string): string => kinds.find(({ name }) => name === kind)?.speaks ?? kind;
  return protocol(wanted) === protocol(seen);
}
