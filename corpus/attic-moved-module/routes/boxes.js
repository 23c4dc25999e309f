const db = require('../db');
exports.all = () => db.all();
