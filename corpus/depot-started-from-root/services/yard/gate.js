module.exports = Number(process.env.YARD_GATE);
