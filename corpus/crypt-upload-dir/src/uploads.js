const fs = require('fs');
const path = require('path');
const dir = process.env.UPLOAD_DIR;
fs.writeFileSync(path.join(dir, '.probe'), '');
fs.unlinkSync(path.join(dir, '.probe'));
module.exports = { dir };
