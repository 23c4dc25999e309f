import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import type { Logger } from "pino";
import { auditLimit } from "./auth/audit.ts";
import { type Auth, authPath } from "./auth/create-auth.ts";
import { evenedRoutes, inEvenTime } from "./auth/even-time.ts";
import { mendAnswer } from "./auth/mend-answer.ts";
import type { PasskeyPlace } from "./auth/passkey-place.ts";
import { toBetterAuth } from "./auth/to-better-auth.ts";
import type { MailConfig } from "./config/mail-config.ts";
import type { SocialConfig } from "./config/social-config.ts";
import { addDocsPage } from "./docs/docs-page.ts";
import { addOpenApi } from "./docs/openapi.ts";
import type { Mailer } from "./mail/mailer.ts";
import { addPages } from "./pages/add-pages.ts";
import { callerOf } from "./pages/call.ts";
import { problemPage, wantsPage } from "./pages/problem-pages.ts";
import { accessLog, shownPath } from "./requests/access-log.ts";
import { addHeader } from "./requests/add-header.ts";
import { answerFaults } from "./requests/answer-faults.ts";
import { checkBody } from "./requests/check-body.ts";
import { isClientGone } from "./requests/client-gone.ts";
import { knownMethods } from "./requests/known-methods.ts";
import { requestContext } from "./requests/request-context.ts";
import type { Traffic } from "./requests/traffic.ts";
import { withoutSlash } from "./requests/without-slash.ts";
import { addExport } from "./routes/export.ts";
import { describeHealth } from "./routes/health.ts";
import { addJwks } from "./routes/jwks.ts";
import { addMe } from "./routes/me.ts";
import { notFound } from "./routes/not-found.ts";
import { problem } from "./routes/problem.ts";

export interface AppParts {
  auth: Auth;
  /** Better Auth's answer. */
  handle: (request: Request) => Promise<Response>;
  /** Origins at which this process answers; the first one is the base URL. */
  own: string[];
  isTrustedOrigin: (origin: string) => boolean;
  trustedProxies: number;
  traffic: Traffic;
  appName: string;
  mail: MailConfig;
  mailer: Mailer;
  passkeys: PasskeyPlace | null;
  social: SocialConfig;
  /** A probe's answer to whoever asks. */
  health: (c: Context) => Promise<Response>;
  log: Logger;
}

/** No route takes more: the longest body is a sign-up. */
const maxBody = 64 * 1024;

/** The routes of the backend. */
export function createApp(parts: AppParts): OpenAPIHono {
  const { auth, own, isTrustedOrigin, trustedProxies, traffic, mail, mailer, log } = parts;
  const links: [string, string][] = [
    ...(mailer.mailbox === null ? [] : [["/mailbox", "Mailbox"] as [string, string]]),
    ["/status", "Status"],
    ["/docs", "API"],
  ];
  const frame = { appName: parts.appName, links };
  const app = new OpenAPIHono();
  app.onError((error, c) => {
    const request = `${c.req.method} ${shownPath(c.req.path)}`;
    if (isClientGone(error, c.req.raw.signal)) {
      log.debug(`${request}: the client disconnected`);
      return c.body(null, 400);
    }
    const { fault, faultText } = requestContext() ?? {};
    if (fault === "unavailable") {
      log.warn(`${request} was answered 503: ${faultText ?? error.message}`);
      return wantsPage(c) ? problemPage(c, frame, 503) : c.body(null, 503);
    }
    log.error({ err: error }, `${request} was answered 500`);
    if (wantsPage(c)) return problemPage(c, frame, 500);
    return problem(c, 500, "Something went wrong. See the log of the backend.");
  });
  app.notFound((c) => {
    const answer = notFound(c, app.routes);
    return answer.status === 404 && wantsPage(c) ? problemPage(c, frame, 404) : answer;
  });
  app.use(accessLog(log, traffic, trustedProxies), knownMethods(), withoutSlash());
  // Better Auth answers no preflight.
  const crossOrigin = cors({
    origin: (origin) => (isTrustedOrigin(origin) ? origin : null),
    credentials: true,
    allowHeaders: ["content-type", "authorization"],
    exposeHeaders: ["set-auth-token", "retry-after"],
    maxAge: 600,
  });
  app.use((c, next) => {
    addHeader(c, "x-content-type-options", "nosniff");
    return next();
  });
  app.use(
    "/api/*",
    (c, next) => {
      if (c.req.header("origin") !== undefined) return crossOrigin(c, next);
      addHeader(c, "vary", "Origin");
      return next();
    },
    bodyLimit({
      maxSize: maxBody,
      onError: (c) => problem(c, 413, `The body must not have more than ${maxBody} bytes.`),
    }),
    checkBody(),
    answerFaults(),
  );
  const evened = evenedRoutes(mail);
  const forward = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname.slice(authPath.length);
    const work = parts.handle(toBetterAuth(request, requestContext()?.client ?? "unknown"));
    const late = (error: unknown): void => log.error({ err: error }, `POST ${path} went wrong late`);
    const isEvened = request.method === "POST" && evened.has(path);
    const response = await (isEvened ? inEvenTime(path, work, late) : work);
    if (response.status === 429) auditLimit(log, new URL(request.url).pathname);
    return mendAnswer(path, response);
  };
  // Better Auth takes POST here only where GET no longer prolongs a session; both are to do what they say.
  app.post(`${authPath}/get-session`, (c) => forward(new Request(c.req.url, { headers: c.req.raw.headers })));
  addJwks(app, auth);
  // A page of ours.
  app.get(`${authPath}/error`, (c) => c.redirect(`/error${new URL(c.req.url).search}`, 302));
  app.all(`${authPath}/*`, (c) => forward(c.req.raw));
  describeHealth(app);
  addMe(app, auth);
  addExport(app, auth);
  addOpenApi(app, { auth, own, passkeys: parts.passkeys, mails: mailer.by !== "none" });
  addDocsPage(app);
  addPages(app, {
    auth,
    call: callerOf(forward),
    frame,
    own,
    isTrustedOrigin,
    mail,
    mailer,
    passkeys: parts.passkeys,
    social: parts.social,
    health: parts.health,
  });
  return app;
}
