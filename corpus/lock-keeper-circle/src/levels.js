const { names } = require('./gates');
const table = new Map(names.map((n, i) => [n, i * 3]));
exports.level = (i) => [...table.values()][i];
