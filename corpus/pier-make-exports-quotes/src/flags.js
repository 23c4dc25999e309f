const flags = new Set(['green', 'amber', 'red']);
const flag = process.env.PIER_FLAG;
if (!flags.has(flag)) throw new Error('PIER_FLAG must be green, amber or red');
module.exports = flag;
