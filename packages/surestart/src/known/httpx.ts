import { defineTool } from "./_define.ts";

/** https://github.com/encode/httpx/blob/master/CHANGELOG.md */
export default defineTool({
  name: "httpx",
  language: "python",
  says: {
    meant: [
      {
        words: /Client\.__init__\(\) got an unexpected keyword argument 'proxies'/,
        title: "A library gives httpx an argument that httpx 0.28 no longer has",
        fix: 'Install a newer version of the library that makes the client, or "httpx<0.28"',
      },
    ],
  },
});
