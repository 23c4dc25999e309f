const { level } = require('./levels');
const names = ['upper', 'lower'];
module.exports = { names, open: (i) => `${names[i]} ${level(i)}` };
