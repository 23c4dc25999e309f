import { createServer } from 'node:http';
const port = Number(process.env.PORT ?? 3000);

export function start() {
  return createServer((req, res) => res.end('skiff')).listen(port, () => console.log('skiff', port));
}

start();
