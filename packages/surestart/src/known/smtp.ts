import { defineTool } from "./_define.ts";

export default defineTool({
  name: "smtp",
  service: {
    called: "the mail server",
    seen: "a mail server",
    schemes: ["smtp", "smtps"],
    port: 25,
    tls: { schemes: ["smtps"], port: 465 },
    greeting: "server",
    names: ["SMTP", "MAIL", "EMAIL", "MAILER"],
    answers: /^220[ -].*(smtp|mail)/i,
  },
});
