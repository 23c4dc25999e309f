import { expect, test } from "vitest";
import { createGate, GateFull } from "../../src/auth/gate.ts";

/** Work that ends when it is told to, and says that it began. */
function held(): { work: () => Promise<void>; began: () => boolean; end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let began = false;
  return {
    work: () => {
      began = true;
      return promise;
    },
    began: () => began,
    end: resolve,
  };
}

test("two run at a time, the rest in the order in which they came", async () => {
  const gate = createGate({ atOnce: 2, queue: 10, patience: 60_000 });
  const all = [held(), held(), held(), held()];
  const runs = all.map(({ work }) => gate.run(work));
  const began = () => all.map((one) => one.began());
  await Promise.resolve();
  expect(began()).toEqual([true, true, false, false]);
  all[1]?.end();
  await runs[1];
  expect(began()).toEqual([true, true, true, false]);
  for (const { end } of all) end();
  await Promise.all(runs);
});

test("work that fails gives its place to the next", async () => {
  const gate = createGate({ atOnce: 1, queue: 1, patience: 60_000 });
  const failing = gate.run(() => Promise.reject(new Error("no")));
  const next = gate.run(async () => "done");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});

test("whoever finds the queue full is refused, and whoever waited too long", async () => {
  const gate = createGate({ atOnce: 1, queue: 1, patience: 20 });
  const first = held();
  const running = gate.run(first.work);
  const waiting = gate.run(async () => {});
  await expect(gate.run(async () => {})).rejects.toThrow(GateFull);
  await expect(waiting).rejects.toThrow(GateFull);
  first.end();
  await running;
  await gate.run(async () => {});
});

test("when the service ends nobody waits as long as before, those who wait already among them", async () => {
  const gate = createGate({ atOnce: 1, queue: 10, patience: 60_000 });
  const first = held();
  const running = gate.run(first.work);
  const before = gate.run(async () => {});
  gate.hurry(20);
  const after = gate.run(async () => {});
  await expect(before).rejects.toThrow(GateFull);
  await expect(after).rejects.toThrow(GateFull);
  first.end();
  await running;
});
