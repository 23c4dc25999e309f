import { defineTool } from "./_define.ts";

/** https://pymongo.readthedocs.io */
export default defineTool({
  name: "pymongo",
  language: "python",
  takes: [
    {
      calls: ["pymongo.MongoClient", "motor.motor_asyncio.AsyncIOMotorClient"],
      value: "0 host",
      usedAs: "mongodb",
    },
  ],
});
