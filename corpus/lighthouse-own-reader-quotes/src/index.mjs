import './env.mjs';
import http from 'node:http';

const patterns = { flash: [1, 4], steady: [1] };
const pattern = patterns[process.env.LAMP_PATTERN];
if (!pattern) throw new RangeError(`no such pattern: ${process.env.LAMP_PATTERN}`);
http.createServer((q, s) => s.end(String(pattern))).listen(process.env.PORT);
