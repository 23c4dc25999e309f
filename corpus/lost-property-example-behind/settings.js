/** @param {string} key */
const must = (key) => {
  const found = process.env[key];
  if (found === undefined || found === '') throw new Error('Set ' + key);
  return found;
};

export const settings = {
  depot: must('LOST_DEPOT'),
  mailer: must('LOST_MAILER_KEY'),
  days: Number(process.env.LOST_KEEP_DAYS ?? 90),
  port: Number(process.env.PORT ?? 5050),
};
