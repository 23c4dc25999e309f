process.loadEnvFile('.env');

function flag(name, fallback) {
  const text = process.env[name];
  if (text === undefined) return fallback;
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new Error(`${name}: expected true or false`);
}

function integer(name, fallback) {
  const text = process.env[name];
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text)) throw new Error(`${name}: expected an integer`);
  return Number(text);
}

module.exports = { flag, integer };
