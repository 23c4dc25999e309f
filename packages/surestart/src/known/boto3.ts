import { defineTool } from "./_define.ts";

/** https://boto3.amazonaws.com/v1/documentation/api/latest/guide/configuration.html#using-environment-variables */
export default defineTool({
  name: "boto3",
  language: "python",
  says: {
    meant: [
      {
        words: /NoRegionError: You must specify a region/,
        title: "boto3 is given no region",
        fix: "Set AWS_DEFAULT_REGION (boto3 does not read AWS_REGION), or give the client region_name",
      },
    ],
  },
});
