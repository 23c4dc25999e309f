import { defineTool } from "./_define.ts";

/** https://cryptography.io */
export default defineTool({
  name: "cryptography",
  language: "python",
  uses: {
    // https://cryptography.io/en/latest/fernet/
    fernet: {
      generate: { generate: "fernet" },
      otherSecret: /InvalidToken.*Fernet|cryptography\.fernet\.InvalidToken/,
      form: {
        library: "Fernet",
        wants: "32 bytes in url-safe base64, 44 characters",
        suits: (value) =>
          /^[A-Za-z0-9_-]{43}=$/.test(value) ||
          (/^[A-Za-z0-9+/_-]{43}=$/.test(value) && Buffer.from(value, "base64").length === 32),
        says: /Fernet key must be 32/i,
        make: { generate: "fernet" },
      },
    },
    aes: {
      otherSeal: /cryptography\.exceptions\.InvalidTag\b/,
      form: {
        library: "AES",
        wants: "16, 24 or 32 bytes, after the code has decoded it",
        suits: (value) => {
          const lengths = /^[0-9a-f]+$/i.test(value)
            ? [value.length / 2, value.length]
            : [Buffer.from(value, "base64").length, value.endsWith("=") ? 0 : value.length];
          return lengths.some((bytes) => bytes === 16 || bytes === 24 || bytes === 32);
        },
        says: /AESGCM key must be|Invalid key size \(\d+\) for AES|Incorrect AES key length/,
        make: { generate: "base64" },
      },
    },
  },
  random: ["cryptography.fernet.Fernet.generate_key"],
  takes: [
    { calls: ["cryptography.fernet.Fernet"], value: "0 key", usedAs: "fernet", refuses: "nothing and empty" },
    {
      calls: ["cryptography.hazmat.primitives.serialization.load_pem_private_key"],
      value: "0 data",
      usedAs: "pem-private-key",
      refuses: "nothing",
    },
  ],
});
