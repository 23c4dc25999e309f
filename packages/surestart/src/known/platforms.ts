import { defineTools } from "./_define.ts";

/** Platforms and tools that are set by variables of their own, and of which no more is known. */
export default defineTools([
  { name: "aws", variables: ["AWS_"] },
  { name: "azure", variables: ["AZURE_"] },
  { name: "google-cloud", variables: ["GOOGLE_", "GCLOUD_"] },
  { name: "sentry", variables: ["SENTRY_"] },
  { name: "docker", variables: ["DOCKER_", "COMPOSE_"] },
  { name: "git", variables: ["GIT_"] },
  { name: "openssl", variables: ["SSL_"] },
  { name: "pip", language: "python", variables: ["PIP_"] },
]);
