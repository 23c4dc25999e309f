const { parse } = require('./parse');

module.exports = { kind: parse(process.env.ORCHARD_STORE) };
