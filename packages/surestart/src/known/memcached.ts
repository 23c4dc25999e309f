import { defineTool } from "./_define.ts";

export default defineTool({
  name: "memcached",
  service: {
    seen: "memcached",
    schemes: ["memcached", "memcache"],
    port: 11211,
    greeting: "client",
    names: ["MEMCACHE", "MEMCACHED"],
    asks: "version\r\n",
    answers: /^VERSION \d|^ERROR\r\n/,
  },
});
