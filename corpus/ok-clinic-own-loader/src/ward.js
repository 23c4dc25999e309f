const { CLINIC_WARD, CLINIC_TOKEN } = process.env;
if (!CLINIC_WARD || !CLINIC_TOKEN) throw new Error('CLINIC_WARD and CLINIC_TOKEN are needed');
export const ward = CLINIC_WARD;
