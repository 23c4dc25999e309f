import { defineTool } from "./_define.ts";

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html */
export default defineTool({
  name: "aws-sdk",
  packages: { npm: "@aws-sdk/client-s3" },
  language: "javascript",
  says: {
    meant: [
      {
        words: /Region is missing[\s\S]*\bnode_modules[\\/]@(?:aws-sdk|smithy)[\\/]/,
        title: "The AWS SDK is given no region",
        fix: "Set AWS_REGION, or the variable from which the code takes the client's region",
      },
    ],
  },
});
