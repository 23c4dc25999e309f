import { defineTool } from "./_define.ts";

/** https://github.com/typestack/class-validator: what its decorators accept is tried with version 0.14. */
export default defineTool({
  name: "class-validator",
  language: "javascript",
  schemas: {
    modules: ["class-validator"],
    decorators: {
      of: {
        IsString: { takes: "text" },
        IsDefined: { takes: "any", always: true },
        IsNotEmpty: { takes: "any", refusesEmpty: true },
        IsNumber: { takes: "number", as: "float" },
        IsInt: { takes: "int", as: "int" },
        Min: { takes: "number", as: "float", bound: "least" },
        Max: { takes: "number", as: "float", bound: "most" },
        IsPositive: { takes: "number", as: "float", bound: "positive" },
        IsNegative: { takes: "number", as: "float" },
        IsDivisibleBy: { takes: "number", as: "float" },
        IsBoolean: { takes: "boolean" },
        IsEnum: { takes: "any", choices: "list", closed: true },
        IsIn: { takes: "any", choices: "list", closed: true },
        IsUrl: {
          takes: "text",
          refusesEmpty: true,
          url: { protocols: ["http", "https", "ftp"], listed: "protocols", anyHost: "require_tld" },
        },
        IsEmail: { takes: "text", as: "email", refusesEmpty: true },
        IsPort: { takes: "text", as: "int", refusesEmpty: true },
        IsNumberString: { takes: "text", refusesEmpty: true },
        IsJSON: { takes: "text", as: "json", refusesEmpty: true },
        IsBooleanString: { takes: "text", refusesEmpty: true },
        MinLength: { takes: "text", least: { at: 0, only: "length" } },
        Length: { takes: "text", least: { at: 0, only: "length" } },
        Matches: { takes: "text", pattern: true },
        "MaxLength NotContains IsBase64 IsLowercase IsUppercase": { takes: "text" },
        "NotEquals IsNotIn IsEmpty Allow ValidateNested": { takes: "any", missing: true },
        IsOptional: { takes: "any", missing: true, lenient: "missing" },
        ValidateIf: { takes: "any", missing: true, lenient: "all" },
        "Validate ValidateBy ValidatePromise": { takes: "any", missing: true },
        "IsArray ArrayNotEmpty ArrayMinSize ArrayMaxSize ArrayUnique ArrayContains IsObject IsNotEmptyObject IsDate IsInstance MinDate MaxDate":
          { takes: "any" },
      },
      other: { takes: "text", refusesEmpty: true },
      unless: "each groups allowNaN allowInfinity",
    },
    validates: [
      {
        calls: ["class-validator.validateSync", "class-validator.validate"],
        schema: "0",
        tells: true,
        skips: ["1.skipMissingProperties", "1.skipUndefinedProperties"],
        of: "instance",
      },
      {
        calls: ["class-validator.validateOrReject"],
        schema: "0",
        skips: ["1.skipMissingProperties", "1.skipUndefinedProperties"],
        of: "instance",
      },
    ],
  },
});
