if (!process.env.SKI_LIFT) {
  throw new Error('Missing SKI_LIFT');
}
module.exports = process.env.SKI_LIFT;
