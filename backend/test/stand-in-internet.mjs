// Loaded before the backend: what it asks of other services is answered here, and nothing leaves this machine.
import { createHash } from "node:crypto";

const person = JSON.parse(process.env.STAND_IN_PERSON ?? "{}");

/** A password that leaked; and one for which the service does not answer. */
const sha1 = (text) => createHash("sha1").update(text).digest("hex").toUpperCase();
const leaked = sha1("leaked horse battery");
const unanswered = sha1("unanswered horse battery");

const answers = {
  "https://github.com/login/oauth/access_token": () => ({
    access_token: "canary-access-token",
    token_type: "bearer",
    scope: "read:user,user:email",
  }),
  "https://api.github.com/user": () => ({ id: 1815, login: "ada", name: "Ada", email: null, avatar_url: "" }),
  "https://api.github.com/user/emails": () => [
    { email: person.email, primary: true, verified: person.verified },
  ],
};

const real = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.hostname === "127.0.0.1" || url.hostname === "localhost") return real(input, init);
  if (url.hostname === "api.pwnedpasswords.com") {
    const prefix = url.pathname.split("/").at(-1);
    if (unanswered.startsWith(prefix)) throw new Error("no internet");
    return new Response(leaked.startsWith(prefix) ? `${leaked.slice(5)}:12\r\n` : "");
  }
  const answer = answers[url.origin + url.pathname];
  if (answer === undefined) throw new Error(`nobody answers for ${url.origin}${url.pathname}`);
  return Response.json(answer());
};
