import type { CheckFunction } from "./check.ts";

/** From which value on it is a warning, and from which a failure. */
interface Limits {
  warn?: number;
  /** @default never */
  fail?: number;
}

/** A check of how late the event loop is, in ms: the longest delay since it was asked before. */
export function eventLoopCheck({ warn = 200, fail = Number.POSITIVE_INFINITY }: Limits = {}): CheckFunction {
  const { monitorEventLoopDelay } = process.getBuiltinModule("node:perf_hooks");
  const resolution = 20;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  return () => {
    const late = Math.max(0, Math.round(delay.max / 1e6) - resolution) || 0;
    delay.reset();
    return { status: late >= fail ? "fail" : late >= warn ? "warn" : "pass", value: late, unit: "ms" };
  };
}

/** A check of how full the heap is, in percent of its limit. */
export function heapCheck({ warn = 90, fail = Number.POSITIVE_INFINITY }: Limits = {}): CheckFunction {
  const { getHeapStatistics } = process.getBuiltinModule("node:v8");
  return () => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    const full = Math.round((used / limit) * 100);
    return { status: full >= fail ? "fail" : full >= warn ? "warn" : "pass", value: full, unit: "%" };
  };
}
