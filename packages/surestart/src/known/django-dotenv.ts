import { defineTool } from "./_define.ts";

/** https://pypi.org/project/django-dotenv/ */
export default defineTool({
  name: "django-dotenv",
  language: "python",
  loads: [
    {
      calls: ["dotenv.read_dotenv"],
      dialect: "python",
      ownRules: true,
      usual: "file",
      path: "0 dotenv",
      override: "1 override",
    },
  ],
});
