import { defineTool } from "./_define.ts";

/** https://itsdangerous.palletsprojects.com */
export default defineTool({
  name: "itsdangerous",
  language: "python",
  uses: { itsdangerous: { anyText: true } },
  takes: [
    {
      calls: [
        "itsdangerous.Signer",
        "itsdangerous.TimestampSigner",
        "itsdangerous.URLSafeSerializer",
        "itsdangerous.URLSafeTimedSerializer",
        "itsdangerous.url_safe.URLSafeTimedSerializer",
      ],
      value: "0 secret_key",
      usedAs: "itsdangerous",
      refuses: "nothing",
    },
  ],
});
