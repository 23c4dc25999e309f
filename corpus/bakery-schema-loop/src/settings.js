const wanted = [
  { name: 'OVEN_NAME' },
  { name: 'OVEN_MAX_TEMP', parse: Number },
  { name: 'OVEN_TOPIC' },
  { name: 'OVEN_LABEL', fallback: 'oven' },
];

export function readSettings(source = process.env) {
  const lacking = [];
  const settings = {};
  for (const { name, parse = String, fallback } of wanted) {
    const text = source[name] ?? fallback;
    if (text === undefined) lacking.push(name);
    else settings[name] = parse(text);
  }
  if (lacking.length > 0) throw new Error(`settings missing: ${lacking.join(', ')}`);
  return settings;
}
