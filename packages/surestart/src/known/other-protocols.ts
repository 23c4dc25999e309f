import { defineTools } from "./_define.ts";

/** What answers in place of a service, and is known by its first words alone. */
export default defineTools([
  {
    name: "ssh",
    service: { seen: "an SSH server", schemes: [], port: null, greeting: "server", answers: /^SSH-/ },
  },
  {
    name: "ftp",
    service: {
      seen: "an FTP server",
      schemes: [],
      port: null,
      greeting: "server",
      answers: /^220[ -].*ftp/i,
    },
  },
  {
    name: "tls",
    service: {
      seen: "a server that wants TLS",
      schemes: [],
      port: null,
      greeting: "none",
      answers: (bytes) => bytes[0] === 0x15 && bytes[1] === 3,
    },
  },
]);
