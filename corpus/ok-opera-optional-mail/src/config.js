function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is required`);
  return value;
}

const mail = process.env.MAIL_ENABLED === 'true' ? { host: required('MAIL_HOST'), user: required('MAIL_USER') } : null;
module.exports = { mail, hall: required('OPERA_HALL') };
