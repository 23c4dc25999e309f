import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../.env', import.meta.url), 'utf8');
for (const raw of text.split(/\r?\n/)) {
  const line = raw.trim();
  if (line === '' || line[0] === '#') continue;
  const [name, ...rest] = line.split('=');
  process.env[name.trim()] ||= rest.join('=').trim();
}
