const { existsSync, writeFileSync } = require('node:fs');
if (!existsSync('.env')) writeFileSync('.env', 'QUAY_NUMBER=9\n', { mode: 0o600 });
