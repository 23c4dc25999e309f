# In the bare root: `npm ci` without a warning, and `npm start` until it is healthy and then stopped, by either signal.
set -eu
echo "node $(node --version), npm $(npm --version)"
npm ci >/tmp/npm-ci.log 2>&1 || { cat /tmp/npm-ci.log; exit 1; }
cat /tmp/npm-ci.log
if grep -i warn /tmp/npm-ci.log; then
  echo "npm ci warns of something"
  exit 1
fi
node /ci/start.mjs SIGINT
node /ci/start.mjs SIGTERM
