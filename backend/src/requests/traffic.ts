/** What was answered, counted for Prometheus. No path is in it: a client could make as many of them as it likes. */
export interface Traffic {
  count(method: string, status: number, ms: number): void;
  text(): string;
}

/** Upper bounds of the classes of the time that an answer took, in seconds. */
const bounds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const methods = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

export function createTraffic(): Traffic {
  const answers = new Map<string, number>();
  const classes = bounds.map(() => 0);
  let seconds = 0;
  let all = 0;
  return {
    count(method, status, ms) {
      const labels = `method="${methods.has(method) ? method : "other"}",status="${status}"`;
      answers.set(labels, (answers.get(labels) ?? 0) + 1);
      all++;
      seconds += ms / 1000;
      for (const [i, bound] of bounds.entries()) if (ms / 1000 <= bound) classes[i] = (classes[i] ?? 0) + 1;
    },
    text() {
      const bucket = (le: string | number, n: number) =>
        `http_request_duration_seconds_bucket{le="${le}"} ${n}`;
      return [
        "# HELP http_requests_total Requests that were answered, without those of probes",
        "# TYPE http_requests_total counter",
        ...[...answers].map(([labels, n]) => `http_requests_total{${labels}} ${n}`),
        "# HELP http_request_duration_seconds How long an answer took",
        "# TYPE http_request_duration_seconds histogram",
        ...bounds.map((bound, i) => bucket(bound, classes[i] ?? 0)),
        bucket("+Inf", all),
        `http_request_duration_seconds_sum ${Math.round(seconds * 1e4) / 1e4}`,
        `http_request_duration_seconds_count ${all}`,
        "",
      ].join("\n");
    },
  };
}
