/** At most `count` at the same time; the others wait in the order in which they asked. */
export function createSlots(count: number): { take(): Promise<void> | null; give(): void } {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    /** null: there was one at once. */
    take() {
      if (free > 0) {
        free--;
        return null;
      }
      return new Promise((resolve) => void waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    },
  };
}
