const seconds = { s: 1, m: 60, h: 3600 };
exports.duration = (text) => {
  const m = /^(\d+)([smh])$/.exec(text);
  if (!m) throw new Error(`bad duration ${text}`);
  return Number(m[1]) * seconds[m[2]];
};
exports.size = (text) => Number.parseInt(text, 10) * (text.endsWith('mb') ? 2 ** 20 : 1);
