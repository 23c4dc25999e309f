import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, HealthAnswer } from "../../facts.ts";
import type { Tool } from "../../known/_define.ts";
import { tools } from "../../known/_tools.ts";
import { text } from "../_text.ts";
import { failedAlive, healthAt } from "./_answer.ts";
import { healthCases } from "./_cases.ts";

export default defineDiagnosis({
  code: "health/refused",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const { run } = facts;
    const health = run?.health;
    const refusing =
      health?.status != null && health.status >= 300 && health.status < 500 && health.status !== 404;
    return failedAlive(facts) && health && refusing ? [{ health }] : [];
  },
  about: ({ health }) => [`answer ${health.path}`],
  finding: ({ health }, facts) => {
    const at = healthAt(facts, health);
    const settings = hostsOf(facts, health);
    return {
      severity: "error",
      confidence: settings ? "likely" : "certain",
      role: facts.run?.outcome === "failed" ? "crash" : "none",
      title: `${health.path} refuses to answer (${health.status})`,
      detail: settings
        ? `${health.url} answers ${health.status}. This is how ${settings.called} refuses a Host header that is not in ${settings.setting}; ${settings.note}.`
        : words(health),
      ...(at ? { at } : {}),
      ...(settings ? { also: [{ file: settings.file, note: `${settings.setting} is a setting here` }] } : {}),
    };
  },
  fixes: ({ health }, facts) => {
    const setting = hostsOf(facts, health)?.setting;
    const title = setting ? `Add 127.0.0.1 and localhost to ${setting}` : remedy(health);
    return [{ id: "refused", title, ...commandOf(health), safety: "manual", changes: [] }];
  },
  page: {
    what: "The health path answers with a redirect, or refuses: 400, 401, 403.",
    why: "A check comes without a token, by IP address or over plain HTTP, and is stopped by what protects the other paths.",
    causes: [
      "A guard that asks for a token before it looks at the path.",
      "ALLOWED_HOSTS or another host check that does not list 127.0.0.1.",
      "A redirect of every path to https or to another host; or of the path that --health names.",
    ],
    steps: [
      "Let the health path through without a token, before the guard runs.",
      "400 from Django: add 127.0.0.1 and localhost to ALLOWED_HOSTS.",
      "A redirect: name the path where it leads (`surestart run --health /health/`), or exempt the health path from the redirect to https.",
    ],
    examples: [
      {
        file: "settings.py",
        wrong: 'ALLOWED_HOSTS = ["shop.example.org"]',
        right: 'ALLOWED_HOSTS = ["shop.example.org", "127.0.0.1", "localhost"]',
      },
    ],
    not: "An answer of 5xx is health/failing.",
  },
});

export function cases(): Cases {
  const guard: Cases = healthCases("a guard asks for a token", { status: 401 }, { status: 204 });
  const [guarded] = guard.claims;
  return {
    ...guard,
    claims: [
      guarded,
      {
        ...guarded,
        name: "Django knows no host, and gunicorn ends its workers when it is stopped",
        files: {
          "quay/__init__.py": "",
          "quay/settings.py": "ALLOWED_HOSTS = []\n",
          "quay/wsgi.py": text`
            import os
            from django.core.wsgi import get_wsgi_application
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quay.settings")
            application = get_wsgi_application()
          `,
        },
        command: ["/usr/bin/python3", "-m", "gunicorn", "quay.wsgi"],
        run: {
          ...guarded.run,
          health: {
            ...(guarded.run?.health as HealthAnswer),
            status: 400,
            body: "<h1>Bad Request (400)</h1>",
          },
          output: [
            "[2026-11-22 10:00:02 +0000] [7] [INFO] Handling signal: term",
            "[2026-11-22 10:00:02 +0000] [7] [WARNING] Worker with pid 9 was terminated due to signal 15",
            "[2026-11-22 10:00:02 +0000] [7] [INFO] Shutting down: Master",
          ],
        },
      },
    ],
  };
}

/** The file of Django's settings, where the answer is the one that Django has for a host it does not know. */
type Refusing = NonNullable<Tool["hosts"]> & { file: string; called: string };

/** The settings of a framework that answers so when it does not know the host, and what is known of it. */
function hostsOf({ source }: Facts, { status, body }: HealthAnswer): Refusing | null {
  const tool = tools.find(({ hosts }) => hosts?.status === status && hosts?.body.test(body ?? ""));
  const file = source.imports.find((i) => i.settings && i.reached)?.resolved;
  return tool?.hosts && file ? { file, called: tool.called ?? tool.name, ...tool.hosts } : null;
}

function words(health: HealthAnswer): string {
  const { status } = health;
  if (status !== null && status >= 300 && status < 400)
    return `${health.url} redirects${health.location ? ` to ${health.location}` : ""}: a redirect says nothing about the program's health.`;
  if (status === 401 || status === 403)
    return `${health.url} answers ${status}: it requires credentials, which a health check does not have.`;
  return `${health.url} answers ${status}${status === 400 ? ": it refuses the request, often because of its Host header" : ""}.`;
}

function remedy(health: HealthAnswer): string {
  const { status } = health;
  if (status !== null && status >= 300 && status < 400)
    return ownPath(health) ? `Use ${ownPath(health)}` : "Name a path that answers without a redirect";
  if (status === 400) return "Allow 127.0.0.1 and localhost as hosts";
  return status === 401 || status === 403
    ? `Let ${health.path} answer without a token`
    : `Let ${health.path} answer a plain GET with 200, or name another path: surestart run --health PATH`;
}

function commandOf(health: HealthAnswer): { command?: string } {
  const path = ownPath(health);
  return path === null ? {} : { command: `surestart run --health ${path}` };
}

/** The path of the program itself that the answer redirects to. */
function ownPath({ location, url }: HealthAnswer): string | null {
  if (location === null || !URL.canParse(location, url)) return null;
  const next = new URL(location, url);
  // What follows the path is mostly where to return to.
  return next.origin === new URL(url).origin ? next.pathname : null;
}
