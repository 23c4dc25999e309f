/** The middle of some measurements; of an even number the mean of the two in the middle. */
export function median(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Measures each way in turn, so that a machine that slows down slows all of them down. Milliseconds. */
export async function inTurn(
  rounds: number,
  ways: Record<string, () => Promise<number>>,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (const measure of Object.values(ways)) await measure();
  for (let round = 0; round < rounds; round++)
    for (const [way, measure] of Object.entries(ways)) times[way]?.push(await measure());
  return times;
}

/** A table with the median of each way and its ratio to the first. */
export function printRatios(
  title: string,
  times: Record<string, number[]>,
  extra: (median: number, all: number[]) => Record<string, string> = () => ({}),
): void {
  const base = median(Object.values(times)[0] ?? []);
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      Object.entries(times).map(([way, all]) => [
        way,
        {
          median: Number(median(all).toFixed(1)),
          least: Number(Math.min(...all).toFixed(1)),
          ratio: (median(all) / base).toFixed(2),
          ...extra(median(all), all),
        },
      ]),
    ),
  );
}
