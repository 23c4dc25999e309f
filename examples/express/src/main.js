// A todo service that trusts the tokens of the backend. The todos are kept in memory: this is an example.
import express from "express";
import { config } from "./config.js";
import { signedIn } from "./signed-in.js";

const app = express();
app.disable("x-powered-by");

app.get("/health", (_request, response) => {
  response.json({ status: "pass", version: "0.1.0", uptime: Math.floor(process.uptime()) });
});

const todos = new Map();
let number = 0;
app.use("/todos", signedIn, express.json({ limit: "16kb" }));

app.get("/todos", (request, response) => {
  response.json(todos.get(request.user.id) ?? []);
});

app.post("/todos", (request, response) => {
  const title = request.body?.title;
  if (typeof title !== "string" || title === "" || title.length > 200) {
    return response.status(422).json({ detail: "title is to be a text of 1 to 200 characters" });
  }
  const todo = { id: ++number, title };
  todos.set(request.user.id, [...(todos.get(request.user.id) ?? []), todo]);
  response.status(201).json(todo);
});

// What a client sent is its own error; anything else is ours, and its text is for the log alone.
app.use((error, _request, response, _next) => {
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) console.error(error);
  response.status(status).json({ detail: status === 500 ? "something went wrong here" : error.message });
});

const server = app.listen(config.port, config.host, (error) => {
  if (error) throw error;
  console.log(`Todos at http://${config.host}:${server.address().port}`);
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
