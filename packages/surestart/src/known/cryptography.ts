import { defineTool } from "./_define.ts";

/** https://cryptography.io */
export default defineTool({
  name: "cryptography",
  language: "python",
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
