import http from 'node:http';
import { rules } from './rules.js';

for (const [name, rule] of Object.entries(rules)) {
  const value = process.env[name];
  if (!rule.test(value ?? '')) throw new TypeError(`${name} does not look right`);
}
http.createServer((q, s) => s.end('ok')).listen(process.env.PORT);
