/**
 * Milliseconds since this process began. `performance.now()` says the same, and takes Node more than a millisecond to load: what
 * runs in every start asks this one.
 */
export function clock(): number {
  return process.uptime() * 1000;
}
