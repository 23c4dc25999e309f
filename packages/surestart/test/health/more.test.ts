import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import {
  type Check,
  createHealth,
  eventLoopCheck,
  type HealthChange,
  type HealthOptions,
  heapCheck,
} from "../../src/health.ts";

const ask = async (health: ReturnType<typeof createHealth>, path: string) => {
  const from = { address: "127.0.0.1" };
  const response = (await health.fetch(new Request(`http://service.example${path}`), from)) as Response;
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe("a change is told once", () => {
  test("from pass to fail and back, however often it is probed", async () => {
    const changes: HealthChange[] = [];
    let works = true;
    const health = createHealth({
      checks: { database: { run: () => works, ttl: 0 } },
      onChange: (change) => {
        changes.push(change);
        throw new Error("a log that fails");
      },
    });
    const probe = async (times: number) => {
      for (let i = 0; i < times; i++) await health.check();
    };
    await probe(3);
    expect(changes).toEqual([]);
    works = false;
    await probe(3);
    works = true;
    await probe(3);
    expect(changes).toMatchObject([
      { check: "database", from: "pass", to: "fail", result: { reason: "failed" } },
      { check: "database", from: "fail", to: "pass", result: { reason: null } },
    ]);
  });

  test("a first answer that is bad is one", async () => {
    const changes: HealthChange[] = [];
    const health = createHealth({ checks: { a: () => false }, onChange: (change) => changes.push(change) });
    await health.check();
    expect(changes).toMatchObject([{ from: null, to: "fail" }]);
  });

  test("a check that always takes too long does not pass and fail by turns", async () => {
    const changes: HealthChange[] = [];
    const answers: (() => void)[] = [];
    const slow: Check = {
      run: () => new Promise<void>((answer) => answers.push(answer)),
      timeout: 10,
      ttl: 0,
    };
    const health = createHealth({ checks: { slow }, onChange: (change) => changes.push(change) });
    for (let i = 0; i < 12; i++) {
      expect((await health.check()).status).toBe("fail");
      answers.shift()?.();
      await delay(1);
    }
    expect(answers.length).toBeLessThan(12);
    expect(changes).toHaveLength(1);
  });
});

describe("a check that is asked by itself", () => {
  test("is seen to fail when nobody probes, and a probe does not wait for it", async () => {
    const failed = Promise.withResolvers<HealthChange>();
    let runs = 0;
    const health = createHealth({
      checks: { a: { every: 20, run: () => ++runs < 3 } },
      onChange: failed.resolve,
    });
    expect(await failed.promise).toMatchObject({ check: "a", from: "pass", to: "fail" });
    const before = runs;
    expect((await health.check()).status).toBe("fail");
    expect(runs).toBe(before);
    health.drain();
  });

  test("waits for the start, and ends with the drain", async () => {
    let runs = 0;
    const ran = Promise.withResolvers<void>();
    const run = () => {
      runs++;
      ran.resolve();
    };
    const health = createHealth({ started: false, checks: { a: { every: 5, run } } });
    await delay(30);
    expect(runs).toBe(0);
    health.started();
    await ran.promise;
    health.drain();
    const before = runs;
    await delay(40);
    expect(runs - before).toBeLessThanOrEqual(1);
  });
});

test("no more checks run at once than is said", async () => {
  let running = 0;
  let most = 0;
  const run = async () => {
    most = Math.max(most, ++running);
    await delay(5);
    running--;
  };
  const checks = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`check-${i}`, run]));
  const report = await createHealth({ concurrency: 3, checks }).check();
  expect([report.status, most]).toEqual(["pass", 3]);
});

describe("groups", () => {
  const checks = { database: () => false, cache: () => true, disk: () => true };
  const rows: [string, HealthOptions["groups"], number, string[]][] = [
    ["included", { some: { include: ["cache", "disk"] } }, 200, ["cache", "disk"]],
    ["the failing one", { some: { include: ["database"] } }, 503, ["database"]],
    ["excluded", { some: { exclude: ["database"] } }, 200, ["cache", "disk"]],
    ["all", { some: {} }, 503, ["database", "cache", "disk"]],
  ];
  test.each(rows)("%s", async (_name, groups, status, names) => {
    const answer = await ask(createHealth({ checks, groups: groups ?? {} }), "/health/some");
    expect(answer.status).toBe(status);
    const shown = Object.keys(answer.body["checks"] as object).map((key) => key.split(":")[0]);
    expect(shown.sort()).toEqual([...names].sort());
  });

  test("a group that passes does not make the service started", async () => {
    const health = createHealth({ checks, groups: { some: { include: ["cache"] } } });
    expect((await ask(health, "/health/some")).status).toBe(200);
    expect((await ask(health, "/health/started")).status).toBe(503);
  });

  test.each([
    ["a check that is not there", { some: { include: ["databse"] } }, 'did you mean "database"?'],
    ["the name of a probe", { live: {} }, "but not live, ready, started"],
    ["a path", { "a/b": {} }, "letters, digits"],
  ] satisfies [string, HealthOptions["groups"], string][])(
    "%s is refused at the start",
    (_name, groups, said) => {
      expect(() => createHealth({ checks, groups })).toThrow(said);
    },
  );
});

test("a failure says which paths it affects, a pass does not", async () => {
  const paths = ["/api/auth/sign-in/email"];
  const entry = async (works: boolean) => {
    const health = createHealth({ checks: { database: { run: () => works, affects: paths } } });
    const { body } = await ask(health, "/health");
    return (body["checks"] as Record<string, object[]>)["database:responseTime"]?.[0];
  };
  expect(await entry(false)).toMatchObject({ affectedEndpoints: paths });
  expect(await entry(true)).not.toHaveProperty("affectedEndpoints");
});

test("the steps of the start and the instance are shown with the details, the release to all", async () => {
  const health = createHealth({ releaseId: "abc123" });
  health.mark("database");
  health.mark("port");
  const { body } = await ask(health, "/health/started");
  expect(body["timeline"]).toEqual([
    { step: "database", ms: expect.any(Number) },
    { step: "port", ms: expect.any(Number) },
  ]);
  expect(body["releaseId"]).toBe("abc123");
  const other = createHealth();
  expect((await ask(other, "/health")).body["instance"]).not.toBe(body["instance"]);
  const stranger = (await health.fetch(new Request("http://a.example/health"), {})) as Response;
  const shown = (await stranger.json()) as object;
  expect(Object.keys(shown).sort()).toEqual(["releaseId", "status", "uptime"]);
});

test("metrics are in the text format of Prometheus, and every run is counted once", async () => {
  let works = true;
  const health = createHealth({
    metrics: { path: "/stats", more: () => "own_total 3\n" },
    checks: {
      a: { run: () => works, ttl: 0 },
      slow: { run: () => new Promise(() => {}), timeout: 5, ttl: 60_000 },
    },
  });
  await health.check();
  works = false;
  const from = { address: "127.0.0.1" };
  const response = (await health.fetch(new Request("http://a.example/stats"), from)) as Response;
  const text = await response.text();
  for (const line of text.trimEnd().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/);
  }
  for (const line of [
    'health_check_runs_total{check="a",status="pass"} 1',
    'health_check_runs_total{check="a",status="fail"} 1',
    'health_check_status{check="a",status="fail"} 1',
    'health_check_duration_seconds_bucket{check="a",le="+Inf"} 2',
    'health_check_timeouts_total{check="slow"} 1',
    "service_ready 0",
    "own_total 3",
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map((match) => match[1]);
  expect(new Set(names).size).toBe(names.length);
});

test("the event loop's delay and the heap are measured in their units", async () => {
  const health = createHealth({ checks: { loop: eventLoopCheck({ warn: 30_000 }), heap: heapCheck() } });
  expect((await health.check()).status).toBe("pass");
  const blocked = createHealth({
    checks: { loop: { run: eventLoopCheck({ warn: 100, fail: 10_000 }), ttl: 0 } },
  });
  await delay(60);
  const until = performance.now() + 250;
  while (performance.now() < until);
  await delay(30);
  const [loop] = (await blocked.check()).checks;
  expect(loop).toMatchObject({ status: "warn", unit: "ms" });
  expect(loop?.value).toBeGreaterThan(100);
  await delay(60);
  await blocked.check();
  expect((await createHealth({ checks: { heap: heapCheck({ warn: 0 }) } }).check()).checks[0]).toMatchObject({
    status: "warn",
    unit: "%",
  });
});
