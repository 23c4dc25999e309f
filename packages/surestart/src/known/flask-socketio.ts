import { defineTool } from "./_define.ts";

/** https://flask-socketio.readthedocs.io/en/latest/deployment.html: python-engineio raises it where the module is not installed. */
export default defineTool({
  name: "flask-socketio",
  language: "python",
  says: {
    meant: [
      {
        words: /ValueError: Invalid async_mode specified/,
        title: "What async_mode names is not installed",
        fix: 'Install it (eventlet, or gevent and gevent-websocket), or set async_mode="threading"',
      },
    ],
  },
});
