/** Words in which people do not write, with what they write. */
export const words: [RegExp, string][] = [
  [/\bbears?\b/i, "has, contains"],
  [/(?<!\bthere )\b(?:is|are) none\b/i, "is not a …"],
  [/\b(?:can|cannot|could|to) be had\b/i, "is available"],
  [/\bis no (?:port|number|file|folder|value|address)\b/i, "is not a …"],
  [/\b(?:stands?|stood) (?:behind|beside|in|twice|here|there)\b/i, "is"],
  [/(?<!\bleft [\w ]*)\bbehind (?!a (?:proxy|balancer|load balancer)|HAProxy|nginx|Caddy|Traefik)/i, "after"],
  [/\bof old\b/i, "classic"],
  [/\bmake room\b/i, "free up space"],
  [/\bmend(?:s|ed)?\b/i, "fix"],
  [/\bby (?:itself|themselves) alone\b/i, "on its own"],
  [/\bhas not what\b/i, "does not have what"],
  [/\bgot round\b/i, "worked around"],
  [/\bended by a fault of its own\b/i, "crashed"],
  [/\bin want of\b/i, "without"],
];
