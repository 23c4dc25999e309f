import { defineTool } from "./_define.ts";

export default defineTool({
  name: "mongodb",
  uses: {
    mongodb: {
      called: "MongoDB",
      urls: [
        {
          client: "the MongoDB client",
          refuses: /^(?!mongodb(\+srv)?$).*/,
          wants: () => "mongodb",
          says: /Invalid scheme, expected connection string to start with "mongodb|Invalid URI scheme: URI must begin with 'mongodb/,
        },
      ],
    },
  },
  service: {
    called: "MongoDB",
    schemes: ["mongodb"],
    port: 27017,
    greeting: "client",
    names: ["MONGO", "MONGODB"],
    engine: /mongodb/,
    // OP_MSG with { hello: 1, $db: "admin" }, which needs no authentication.
    asks:
      "\x34\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\xdd\x07\x00\x00\x00\x00\x00\x00\x00" +
      "\x1f\x00\x00\x00\x10hello\x00\x01\x00\x00\x00\x02$db\x00\x06\x00\x00\x00admin\x00\x00",
    answers: (bytes) => bytes.length >= 16 && bytes.readInt32LE(12) === 2013,
    // error_codes.yml: NotYetInitialized, NotPrimaryOrSecondary.
    starting: /\bNotYetInitialized\b|\bNotPrimaryOrSecondary\b|node is not in primary or recovering state/,
    start: "mongod",
  },
});
