import { fileURLToPath } from 'node:url';
process.loadEnvFile(fileURLToPath(new URL('../../.env', import.meta.url)));
function must(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}
export const env = { city: must('MARKET_CITY'), stalls: Number(must('MARKET_STALLS')) };
