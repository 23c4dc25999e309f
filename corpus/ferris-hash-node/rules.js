export const rules = {
  FERRIS_OPERATOR: /^[A-Z]{2}#\d{4}$/,
  FERRIS_CABINS: /^\d+$/,
};
