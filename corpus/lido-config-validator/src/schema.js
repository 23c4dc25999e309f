export const string = () => ({ parse: (text) => text });
export const number = ({ min = -Infinity, max = Infinity } = {}) => ({
  parse(text) {
    const n = Number(text);
    if (Number.isNaN(n)) throw new TypeError('not a number');
    if (n < min || n > max) throw new RangeError(`must be between ${min} and ${max}`);
    return n;
  },
});
export const object = (shape) => ({
  parse(source) {
    const out = {};
    for (const [key, type] of Object.entries(shape)) {
      try {
        out[key] = type.parse(source[key]);
      } catch (error) {
        throw new Error(`${key} ${error.message}`, { cause: error });
      }
    }
    return out;
  },
});
