import { defineTool } from "./_define.ts";

/** https://taskfile.dev/reference/cli */
export default defineTool({
  name: "task",
  programs: ["task", "go-task"],
  runner: {
    reads: "tasks",
    files: ["Taskfile.yml", "taskfile.yml", "Taskfile.yaml", "taskfile.yaml", "Taskfile.dist.yml"],
    options: { values: "chdir dir d, taskfile t, output o, concurrency C, interval I" },
  },
});
