const { flag, integer } = require('./env');

module.exports = {
  root: process.env.ARCHIVE_ROOT,
  compress: flag('ARCHIVE_COMPRESS', false),
  keepDays: integer('ARCHIVE_KEEP_DAYS', 14),
};
