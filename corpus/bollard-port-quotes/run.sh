. ./settings.sh
export PORT
exec node bollard.js
