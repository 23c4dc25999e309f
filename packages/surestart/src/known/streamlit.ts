import { defineTool } from "./_define.ts";

/** https://docs.streamlit.io/develop/api-reference/cli/run */
export default defineTool({
  name: "streamlit",
  called: "Streamlit",
  language: "python",
  example: "streamlit run main.py",
  command: {
    // Each setting is an option with a value; there are more than a hundred.
    options: { values: "port server.port, host server.address", flags: "help, version", unknown: "value" },
    serves: /^run$/,
    entry: { as: "file", after: /^run$/, ending: ".py" },
  },
  server: {
    tell: {
      port: "--server.port {port}",
      host: "--server.address {host}",
      lastWins: true,
      variables: { port: "STREAMLIT_SERVER_PORT", host: "STREAMLIT_SERVER_ADDRESS" },
    },
    // It takes the next one by itself when nobody says one.
    port: 8501,
    taken: /\bPort (?<port>\d+) is not available$/,
    ownListener: true,
  },
  variables: ["STREAMLIT_"],
});
