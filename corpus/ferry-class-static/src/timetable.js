'use strict';
const { need } = require('./need');

class Timetable {
  static line = need('FERRY_LINE');
  static seats = Number(process.env.FERRY_SEATS || 80);
  next() {
    return { line: Timetable.line, seats: Timetable.seats };
  }
}

module.exports = { Timetable };
