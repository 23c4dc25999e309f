// Takes ports from FIRST to LAST at random and lets them go again, as programs do that ask nobody; until its stdin ends.
import { createServer } from "node:net";

const [first, last, most] = process.argv.slice(2).map(Number);
const held = new Set();
const again = () => {
  if (held.size < most) {
    const server = createServer();
    server.once("error", () => {});
    server.listen(first + Math.floor(Math.random() * (last - first + 1)), "127.0.0.1", () => {
      held.add(server);
      setTimeout(
        () => {
          held.delete(server);
          server.close();
        },
        500 + Math.random() * 2500,
      );
    });
  }
  setTimeout(again, 20 + Math.random() * 60);
};
again();
process.stdin.resume().on("end", () => process.exit());
