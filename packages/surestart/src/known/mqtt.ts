import { defineTool } from "./_define.ts";

export default defineTool({
  name: "mqtt",
  service: {
    schemes: ["mqtt", "mqtts"],
    port: 1883,
    tls: { schemes: ["mqtts"], port: 8883 },
    greeting: "none",
    names: ["MQTT", "MOSQUITTO"],
  },
});
