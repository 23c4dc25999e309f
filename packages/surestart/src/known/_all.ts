// Made by `npm run known` from the files of the tools. Not to be edited.
import type { Tool } from "./_define.ts";
import uvicorn from "./uvicorn.ts";

export const tools: readonly Tool[] = [
  uvicorn,
].flat();
