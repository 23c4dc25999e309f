if (!process.env.MEADOW_COWS) throw new Error('MEADOW_COWS is not set');
module.exports = Number(process.env.MEADOW_COWS);
