const units = { hpa: 1, mmhg: 0.75 };

export const unit = process.env.BARO_UNIT?.toLowerCase();
if (!Object.hasOwn(units, unit)) {
  console.error('BARO_UNIT: expected one of', Object.keys(units).join(', '));
  process.exit(2);
}
export const station = Number(process.env.BARO_STATION);
