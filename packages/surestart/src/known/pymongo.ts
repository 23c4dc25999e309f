import { defineTool } from "./_define.ts";

/** https://pymongo.readthedocs.io */
export default defineTool({
  name: "pymongo",
  language: "python",
  says: {
    meant: [
      {
        words: /ConfigurationError: No default database name defined or provided/,
        title: "The URL of MongoDB names no database",
        fix: "Add it to the URL after the host (mongodb://127.0.0.1:27017/NAME), or give the call a default",
      },
    ],
  },
  takes: [
    {
      calls: ["pymongo.MongoClient", "motor.motor_asyncio.AsyncIOMotorClient"],
      value: "0 host",
      usedAs: "mongodb",
    },
  ],
});
